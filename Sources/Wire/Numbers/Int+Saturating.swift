/// Arithmetic on numbers that strangers have written: servers, evidence, reports. It ends at the limits of `Int`
/// instead of ending the program. `script/arithmetic` keeps bare operators away from such numbers.
extension Int {
  /// Counts, sizes and times are below this: nothing that is measured comes near 2^50 of anything, and sums of
  /// thousands of them fit.
  package static let mostCount = 1 << 50 - 1

  package func plus(_ other: Int) -> Int {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? (other < 0 ? .min : .max) : sum
  }

  package func minus(_ other: Int) -> Int {
    let (difference, overflow) = subtractingReportingOverflow(other)
    return overflow ? (other < 0 ? .max : .min) : difference
  }

  package func times(_ other: Int) -> Int {
    let (product, overflow) = multipliedReportingOverflow(by: other)
    return overflow ? ((self < 0) == (other < 0) ? .max : .min) : product
  }

  /// The nearest count: what is below nothing is nothing.
  package var asCount: Int { Swift.min(Swift.max(self, 0), Self.mostCount) }

  /// The nearest integer; nothing for what is no number.
  package init(nearest value: Double) {
    self = value.isNaN ? 0 : Int(exactly: Swift.min(Swift.max(value, -0x1p62), 0x1p62).rounded()) ?? 0
  }
}

extension Sequence<Int> {
  /// The sum of counts, which is a count.
  package var countSum: Int { reduce(0) { $0.plus($1.asCount).asCount } }
}
