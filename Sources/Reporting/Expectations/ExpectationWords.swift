/// What every format for people says about a list of expectations.
extension Report.Expectations {
  /// `known.yaml: 12 entries, 9 held, 2 unobserved, 1 expired`.
  var summary: String {
    let counts = Status.allCases.compactMap { status -> String? in
      let count = entries.count { $0.status == status }
      return count > 0 ? "\(count) \(status.rawValue)" : nil
    }
    return (["\(file): \(entries.count) \(entries.count == 1 ? "entry" : "entries")"] + counts).joined(separator: ", ")
  }

  /// Entries that somebody has to look at, with what to do.
  var remarks: [(entry: Entry, words: String)] {
    entries.compactMap { entry in
      entry.message.map { (entry, "\(entry.entry): \(entry.status.rawValue): \(entry.subject): \($0)") }
    }
  }
}
