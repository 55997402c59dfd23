import Cases
import Wire

/// How to send a request again by hand.
package enum Reproduction {
  /// Bytes of a body, as a shell text, from which on it is made by commands or read from the evidence.
  package static let longestBody = ShellBody.longest

  /// What has to happen around a request for the same to come back.
  package enum Setting: Sendable {
    case alone
    /// These go out first, one after the other; of those that are `shown` the response is seen as well.
    case after([ReproducedCall], shown: Bool)
    /// These go out first, over the connection that then carries the request; for each is said whether one had to
    /// be made, for curl sends a request again when a kept connection turns out to be closed.
    case onConnection(of: [ReproducedCall])
    /// These are under way at the same time; all the responses are shown, for which of them suffers is chance.
    case beside([ReproducedCall])
    /// The response to this one has begun and not ended.
    case during(ReproducedCall)
  }

  /// A line for a POSIX shell that sends the same bytes again with curl, in the same circumstances.
  ///
  /// The token is never in it: it is read from the variable `tokenVariable`. A long body that is not made of
  /// repetitions is read from the file `$EVIDENCE/<exchange>.body`.
  ///
  /// - Parameters:
  ///   - tokenVariable: a name for a shell variable; `TOKEN` when it is none.
  ///   - redactor: knows the secrets of the run. With it, a credential that is not a secret (a wrong key
  ///     that a case sends on purpose) is written out. Without it every credential becomes the variable.
  package static func curlLine(
    for call: ReproducedCall, _ setting: Setting = .alone, tokenVariable: String, redactor: Redactor? = nil
  ) -> String {
    func command(_ call: ReproducedCall) -> CurlCommand {
      CurlCommand(call, tokenVariable: tokenVariable, redactor: redactor)
    }
    let last = command(call)
    switch setting {
    case .alone: return last.text()
    case .after(let calls, let shown):
      let first = calls.map { shown ? "\(command($0).text()); echo" : "\(command($0).text(.nothing)) 2>/dev/null" }
      return (first + [last.text()]).joined(separator: "; ")
    case .onConnection(let calls):
      let all = (calls + [call]).map { call in
        var call = call
        call.figures.append(.connections)
        return command(call)
      }
      guard all.fitOneCommand else { return last.text() }
      let options = all.indices.map { all[$0].arguments($0 == all.count - 1 ? .all : .nothing) }
      return all.map(\.input).joined() + "curl " + options.joined(separator: " --next ")
    case .beside(let calls):
      let all = (calls + [call]).map(command)
      guard all.fitOneCommand else { return last.text() }
      let options = all.indices.map { all[$0].arguments(.file("\"$d/\($0 + 1)\"")) }
      return "d=$(mktemp -d); \(all.map(\.input).joined())curl -Z --parallel-immediate "
        + options.joined(separator: " --next ") + "; for f in \"$d\"/*; do cat \"$f\"; echo; done; rm -r \"$d\""
    case .during(let other):
      return "\(command(other).text()) | { IFS= read -r _; \(last.text()); cat >/dev/null; }"
    }
  }
}

extension [CurlCommand] {
  /// One command reads one input, and hanging up ends it.
  fileprivate var fitOneCommand: Bool {
    count(where: \.readsInput) <= 1 && allSatisfy { $0.call.disconnect == nil }
  }
}
