import Wire

/// Points in time as RFC 3339 text in UTC, e.g. `2026-11-02T08:00:00Z`.
package enum Timestamp {
  /// The text for a number of whole seconds since 1970-01-01T00:00:00Z (leap seconds not counted).
  package static func text(secondsSince1970 seconds: Int) -> String {
    CivilTime(secondsSince1970: seconds).timestamp
  }

  /// Whether `text` has the form of a UTC time with or without a fraction of a second.
  package static func isUTC(_ text: String) -> Bool {
    text.wholeMatch(of: /[0-9]{4}-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-6][0-9](\.[0-9]+)?Z/) != nil
  }

  /// Whole seconds since 1970-01-01T00:00:00Z of a text that `isUTC`; 0 for another.
  package static func secondsSince1970(_ text: String) -> Int {
    let parts = text.utf8.split { !(0x30...0x39).contains($0) }.prefix(6).compactMap {
      Int(String(decoding: $0, as: UTF8.self))
    }
    guard isUTC(text), parts.count == 6 else { return 0 }
    let (year, month) = parts[1] <= 2 ? (parts[0] - 1, parts[1] + 9) : (parts[0], parts[1] - 3)
    let era = year / 400
    let yearOfEra = year - era * 400
    let dayOfYear = (153 * month + 2) / 5 + parts[2] - 1
    let days = era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    return days * 86400 + parts[3] * 3600 + parts[4] * 60 + parts[5]
  }
}
