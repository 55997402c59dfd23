import Testing
import Wire

@testable import Cases
@testable import Running

/// Counts the requests under way, and how many there were when each began.
private actor Traffic {
  private var underWay = 0
  private(set) var besideOthers: [String: Int] = [:]

  func begin(_ name: String) {
    besideOthers[name] = underWay
    underWay += 1
  }

  func end() { underWay -= 1 }
}

@Suite struct RunsLastTests {
  /// The suite's order is the loader's work; here the case stands last already.
  @Test(arguments: [true, false]) func whatRunsAfterAllWaitsForAll(isLast: Bool) async throws {
    let suite = try suite(
      """
      format: 2
      area: test
      defaults: { control: none }
      cases:
        - { id: slow, title: t, requirement: r, request: { path: /slow, body: {} }, expect: answered }
        - { id: end, title: t, requirement: r, \(isLast ? "after: all, " : "")request: { path: /end, body: {} }, expect: answered }
      """)
    #expect(suite.cases.map(\.runsLast) == [false, isLast])
    let traffic = Traffic()
    let server = FakeServer()
    let transport = ClosureTransport { request, options in
      await traffic.begin(request.url)
      if request.url.hasSuffix("/slow") { try? await Task.sleep(for: .milliseconds(200)) }
      let exchange = await server.transport().send(request, options: options, id: "")
      await traffic.end()
      return exchange
    }
    let outcome = await SuiteRun(
      plan: plan(suite), source: LiveSource(transport: transport, token: nil, journal: nil),
      renderer: RequestRenderer(baseURL: "http://h", defaultAuth: .none), model: "m", parallel: 2
    ).run()
    #expect(outcome.interruption == nil)
    #expect(await traffic.besideOthers["http://h/end"] == (isLast ? 0 : 1))
  }
}
