extension String {
  /// Whether it is a date and time as RFC 3339 writes it, e.g. `2026-01-02T03:04:05Z`.
  var isRFC3339: Bool {
    var rest = Array(utf8)[...]

    func number(_ digits: Int, _ range: ClosedRange<Int>) -> Int? {
      guard rest.count >= digits else { return nil }
      var value = 0
      for byte in rest.prefix(digits) {
        guard byte >= 0x30, byte <= 0x39 else { return nil }
        value = value * 10 + Int(byte - 0x30)
      }
      rest = rest.dropFirst(digits)
      return range.contains(value) ? value : nil
    }
    func take(_ allowed: String) -> Bool {
      guard let first = rest.first, allowed.utf8.contains(first) else { return false }
      rest = rest.dropFirst()
      return true
    }

    guard let year = number(4, 0...9999), take("-"), let month = number(2, 1...12), take("-"),
      let day = number(2, 1...31), take("Tt "), number(2, 0...23) != nil, take(":"), number(2, 0...59) != nil,
      take(":"), number(2, 0...60) != nil
    else { return false }
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    guard day <= days[month - 1] else { return false }
    if take(".") {
      guard let first = rest.first, first >= 0x30, first <= 0x39 else { return false }
      rest = rest.drop { $0 >= 0x30 && $0 <= 0x39 }
    }
    if take("Zz") { return rest.isEmpty }
    guard take("+-"), number(2, 0...23) != nil, take(":"), number(2, 0...59) != nil else { return false }
    return rest.isEmpty
  }
}
