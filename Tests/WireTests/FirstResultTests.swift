import Testing
import Wire

@Suite struct FirstResultTests {
  @Test func asksEachElementOnceAndStopsAtTheFirstResult() {
    var asked: [Int] = []
    let found = [1, 2, 3, 4].firstResult { number -> String? in
      asked.append(number)
      return number.isMultiple(of: 3) ? "\(number)" : nil
    }
    #expect(found == "3")
    #expect(asked == [1, 2, 3])
  }

  @Test func hasNoResultWhereNoElementHasOne() {
    #expect([1, 2].firstResult { _ -> Int? in nil } == nil)
  }
}
