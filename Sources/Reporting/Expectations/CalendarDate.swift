/// A day of the calendar as lists of expectations write it: `2026-11-02`.
package struct CalendarDate: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// Year, month and day; the text form sorts the same way.
  package let description: String

  /// Nil unless `text` is `YYYY-MM-DD` and that day exists.
  package init?(_ text: String) {
    guard let match = text.wholeMatch(of: /([0-9]{4})-([0-9]{2})-([0-9]{2})/),
      let year = Int(match.output.1), let month = Int(match.output.2), let day = Int(match.output.3),
      (1...12).contains(month)
    else { return nil }
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
    guard (1...days).contains(day) else { return nil }
    description = text
  }

  /// The day of a UTC time such as `2026-11-02T08:00:00Z`.
  package init?(ofTime text: String) { self.init(String(text.prefix(10))) }

  package static func < (a: CalendarDate, b: CalendarDate) -> Bool {
    a.description.utf8.lexicographicallyPrecedes(b.description.utf8)
  }
}
