/// Text that is not a report of the format this version reads.
package struct ReportFormatError: Error, Sendable, Equatable, CustomStringConvertible {
  /// Where, e.g. `checks[3].at.event`; empty for the document itself.
  package var member: String
  /// What had to be there.
  package var expected: String

  package init(member: String, expected: String) {
    self.member = member
    self.expected = expected
  }

  package var description: String {
    member.isEmpty
      ? "the report is not \(expected)" : "the report's member '\(member)' is missing or not \(expected)"
  }
}
