/// Evidence that cannot be read.
package struct EvidenceError: Error, Sendable, Equatable, CustomStringConvertible {
  package var description: String
  package init(_ description: String) { self.description = description }
}
