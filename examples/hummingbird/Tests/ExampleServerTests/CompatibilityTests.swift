import DropinKit
import ExampleServer
import Hummingbird
import HummingbirdTesting
import Testing

@Suite struct CompatibilityTests {
  /// The requirements at level must that the server breaks when it is asked for one message.
  private func broken(isFixed: Bool) async throws -> Set<String> {
    try await Application(router: messagesRouter(isFixed: isFixed)).test(.live) { client in
      var options = RunOptions()
      options.cases = ["minimal[stream=off]"]
      let port = try #require(client.port)
      let report = try await Dropin.run(against: .url("http://localhost:\(port)"), model: "example", options: options)
      return Set(report.violations(atLeast: .must).map(\.requirement))
    }
  }

  @Test func theErrorIsFound() async throws {
    #expect(try await broken(isFixed: false) == ["resp-stop-reason-nonnull"])
  }

  @Test func theFixedServerBreaksNothing() async throws {
    #expect(try await broken(isFixed: true).isEmpty)
  }
}
