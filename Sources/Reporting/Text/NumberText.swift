import Wire

extension Int {
  /// `1 check`, `2 checks`.
  package func pluralized(_ noun: String) -> String { "\(self) \(noun)\(self == 1 ? "" : "s")" }

  /// `1234567` as `1,234,567`.
  var grouped: String {
    let digits = Array(String(magnitude).utf8)
    var result = self < 0 ? "-" : ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { result += "," }
      result.unicodeScalars.append(UnicodeScalar(digit))
    }
    return result
  }

  /// `1234` milliseconds as `1.234`.
  var inSeconds: String {
    let rest = String(self % 1000)
    return "\(self / 1000).\(String(repeating: "0", count: 3 - rest.count))\(rest)"
  }
}

extension Double {
  /// A share from 0 to 1 in percent with at most two decimals.
  var percent: String {
    let hundredths = Int(nearest: min(max(0, self), 1) * 10_000)
    let rest = hundredths % 100
    return rest == 0 ? "\(hundredths / 100)%" : "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)%"
  }
}
