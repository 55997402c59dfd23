import Testing
import Wire

@Suite struct SaturatingTests {
  @Test func nothingTraps() {
    let ends = [Int.min, Int.min + 1, -2, -1, 0, 1, 2, Int.max - 1, Int.max]
    for a in ends {
      for b in ends {
        _ = (a.plus(b), a.minus(b), a.times(b), a.asCount, [a, b].countSum)
      }
    }
    #expect(Int.max.plus(1) == .max && Int.min.plus(-1) == .min && 2.plus(3) == 5)
    #expect(Int.min.minus(1) == .min && Int.max.minus(-1) == .max && 0.minus(Int.min) == .max && 2.minus(3) == -1)
    #expect(Int.max.times(2) == .max && Int.max.times(-2) == .min && Int.min.times(-1) == .max && 2.times(-3) == -6)
    #expect((-5).asCount == 0 && 5.asCount == 5 && Int.max.asCount == Int.mostCount)
    #expect([Int.max, Int.max, -1].countSum == Int.mostCount && [1, 2].countSum == 3 && [Int]().countSum == 0)
    #expect(Int(nearest: .nan) == 0 && Int(nearest: .infinity) > 1 << 61 && Int(nearest: -1e300) < -(1 << 61))
    #expect(Int(nearest: 2.5) == 3 && Int(nearest: -2.4) == -2)
  }
}
