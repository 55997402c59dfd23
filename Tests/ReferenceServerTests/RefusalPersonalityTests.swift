import ReferenceServer
import Testing
import Wire

@Suite struct RefusalPersonalityTests {
  @Test(arguments: [("fails-now-and-then", 17, 502), ("rate-limited-now-and-then", 13, 429)])
  func refusesOneRequestOfSoMany(name: String, count: Int, status: Int) async throws {
    let subject = try await Subject(.memory, Subject.configuration { $0.personalities = [name] })
    let body: JSON = [
      "model": "reference/model-1", "max_tokens": 5, "messages": [["role": "user", "content": "hi"]],
    ]
    for number in 1...(3 * count) {
      let expected = number.isMultiple(of: count) ? status : 200
      #expect(try subject.post(body).status == expected, "request \(number)")
    }
  }
}
