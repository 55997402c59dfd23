import Wire

extension JSON {
  /// As text, short enough for a line of a report.
  package var shown: String { text().shortened }
}

extension String {
  /// At most 240 characters, with a mark where something was cut.
  package var shortened: String {
    guard unicodeScalars.count > 240 else { return self }
    var cut = String.UnicodeScalarView()
    cut.append(contentsOf: unicodeScalars.prefix(220))
    return String(cut) + "… (\(utf8.count) bytes)"
  }
}
