/// Points in time as RFC 3339 text in UTC, e.g. `2026-11-02T08:00:00Z`.
public enum Timestamp {
  /// The text for a number of whole seconds since 1970-01-01T00:00:00Z (leap seconds not counted).
  public static func text(secondsSince1970 seconds: Int) -> String {
    let day = Int((Double(seconds) / 86400).rounded(.down))
    let second = seconds - day * 86400
    let (year, month, dayOfMonth) = civilDate(daysSince1970: day)
    return "\(padded(year, 4))-\(padded(month, 2))-\(padded(dayOfMonth, 2))"
      + "T\(padded(second / 3600, 2)):\(padded(second / 60 % 60, 2)):\(padded(second % 60, 2))Z"
  }

  /// Whether `text` has the form of a UTC time with or without a fraction of a second.
  public static func isUTC(_ text: String) -> Bool {
    text.wholeMatch(of: /[0-9]{4}-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-6][0-9](\.[0-9]+)?Z/) != nil
  }

  /// Whole seconds since 1970-01-01T00:00:00Z of a text that `isUTC`; 0 for another.
  public static func secondsSince1970(_ text: String) -> Int {
    let parts = text.utf8.split { !(0x30...0x39).contains($0) }.prefix(6).compactMap { Int(String(decoding: $0, as: UTF8.self)) }
    guard isUTC(text), parts.count == 6 else { return 0 }
    let (year, month) = parts[1] <= 2 ? (parts[0] - 1, parts[1] + 9) : (parts[0], parts[1] - 3)
    let era = year / 400
    let yearOfEra = year - era * 400
    let dayOfYear = (153 * month + 2) / 5 + parts[2] - 1
    let days = era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    return days * 86400 + parts[3] * 3600 + parts[4] * 60 + parts[5]
  }

  /// Counts in eras of 400 years that begin on 1 March, so that the leap day is the last of its year.
  private static func civilDate(daysSince1970: Int) -> (year: Int, month: Int, day: Int) {
    let shifted = daysSince1970 + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    return (
      yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    )
  }

  private static func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
