import Wire

/// A value as text, short enough for a line of a report.
package func shown(_ value: JSON) -> String { shortened(value.text()) }

/// At most 240 characters, with a mark where something was cut.
package func shortened(_ text: String) -> String {
  guard text.unicodeScalars.count > 240 else { return text }
  var cut = String.UnicodeScalarView()
  cut.append(contentsOf: text.unicodeScalars.prefix(220))
  return String(cut) + "… (\(text.utf8.count) bytes)"
}
