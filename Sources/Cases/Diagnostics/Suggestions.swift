/// What a person may have meant by a name that does not exist.
package enum Suggestions {
  /// The candidate that `text` is most likely a misspelling of, or nil when none is close.
  ///
  /// Close is one edit in three characters, three edits at most; an edit inserts, drops or changes a
  /// character or swaps two neighbours. Letter case does not count. Of equally close candidates the
  /// first wins.
  package static func nearest(to text: String, among candidates: some Sequence<String>) -> String? {
    let wanted = folded(text)
    // Longer texts are no typing mistakes in a key, and the comparison is quadratic.
    guard !wanted.isEmpty, wanted.count <= 100 else { return nil }
    let limit = min(3, max(1, wanted.count / 3))
    var best: (name: String, distance: Int)?
    for candidate in candidates {
      // A byte count bounds the work before a hostile candidate is looked at closely.
      guard candidate.utf8.count <= 400 else { continue }
      let name = folded(candidate)
      let allowed = min(limit, (best?.distance ?? limit + 1) - 1)
      guard allowed >= 0, abs(name.count - wanted.count) <= allowed else { continue }
      let distance = editDistance(wanted, name)
      // Two texts of two characters that share none are strangers, not neighbours.
      guard distance <= allowed, distance < max(wanted.count, name.count) else { continue }
      best = (candidate, distance)
    }
    return best?.name
  }

  private static func folded(_ text: String) -> [Unicode.Scalar] { Array(text.lowercased().unicodeScalars) }

  /// Damerau-Levenshtein distance in its restricted form: no stretch is edited twice.
  private static func editDistance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...b.count)
    for i in a.indices {
      var row = [i + 1]
      row.reserveCapacity(b.count + 1)
      for j in b.indices {
        var cost = min(last[j + 1] + 1, row[j] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { cost = min(cost, beforeLast[j - 1] + 1) }
        row.append(cost)
      }
      (beforeLast, last) = (last, row)
    }
    return last[b.count]
  }

  /// "did you mean 'x'?", or the choices when there are few.
  static func hint(for text: String, among candidates: [String]) -> String? {
    if let close = nearest(to: text, among: candidates) { return "did you mean '\(close)'?" }
    return candidates.isEmpty || candidates.count > 24 ? nil : "one of \(candidates.joined(separator: ", "))"
  }
}
