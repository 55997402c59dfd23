/// Gregorian dates of Unix seconds, for the two time formats HTTP and the API use.
struct CalendarDate {
  let year, month, day, hour, minute, second, weekday: Int

  init(unixSeconds: Int) {
    let days = Int((Double(unixSeconds) / 86400).rounded(.down))
    let rest = unixSeconds - days * 86400
    (hour, minute, second) = (rest / 3600, rest / 60 % 60, rest % 60)
    weekday = ((days + 4) % 7 + 7) % 7
    // Counting years from 1 March puts the leap day last, so months need no table.
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let marchMonth = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * marchMonth + 2) / 5 + 1
    month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  }

  /// `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110 §5.6.7).
  var httpDate: String {
    let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    return "\(weekdays[weekday]), \(two(day)) \(months[month - 1]) \(year) \(clock) GMT"
  }

  /// `1994-11-06T08:49:37Z` (RFC 3339).
  var timestamp: String { "\(year)-\(two(month))-\(two(day))T\(clock)Z" }

  private var clock: String { "\(two(hour)):\(two(minute)):\(two(second))" }
  private func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
}
