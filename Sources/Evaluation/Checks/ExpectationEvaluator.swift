import Cases
import Contract
import Verdicts
import Wire

/// Holds expectations against one response.
///
/// A failure is charged to the requirement that owns it. When the reply cannot be read because its
/// framing or its grammar is broken, an invariant has already said so, and the expectation is inconclusive
/// rather than violated a second time.
struct ExpectationEvaluator {
  let reading: ResponseReading

  func judge(_ expectation: Expectation) -> Verdict {
    if !expectation.alternatives.isEmpty { return judge(alternatives: expectation) }
    return judge(single: expectation)
  }

  private func judge(single expectation: Expectation) -> Verdict {
    let looksAtEnd = expectation.sections.contains { $0.view == .end || $0.view == .time }
    if !looksAtEnd, let verdict = transferVerdict { return verdict }
    if reading.status == nil, expectation.outcome != nil, let verdict = transferVerdict { return verdict }
    if let coding = reading.exchange.response?.coding, coding.problem == .undecodable,
      expectation.readsBody || reading.status == 200 && expectation.outcome != nil
    {
      return .inconclusive(.undecodable(coding: coding.name))
    }
    switch expectation.outcome {
    case .answered:
      if let violation = notAnswered { return .fail(violation) }
      if let owner = unreadableOwner { return .inconclusive(.unreadableReply(owner: owner)) }
    case .refused(let refusal):
      // Nobody has accepted anything with a page.
      if reading.isNoReply { return .inconclusive(.follows(owner: "err-no-200-with-error")) }
      if let violation = RefusalEvaluator(reading: reading).violation(of: refusal) { return .fail(violation) }
    case nil: break
    }
    for section in expectation.sections {
      guard let mismatch = Matching().mismatch(section.matcher, reading.view(section.view)) else { continue }
      return verdict(mismatch, in: section.view)
    }
    if !expectation.events.isEmpty,
      let violation = EventPatternEvaluator(matching: Matching()).judge(expectation.events, in: reading.stream)
    {
      return .fail(violation)
    }
    return .pass
  }

  private func judge(alternatives expectation: Expectation) -> Verdict {
    var violations: [(name: String, violation: Violation)] = []
    for alternative in expectation.alternatives {
      let verdict = judge(alternative.expectation)
      if verdict.isHeld {
        return alternative.result == .unsupported ? .unsupported(Reason(code: alternative.name)) : .pass
      }
      guard let violation = verdict.violation else { return verdict }
      violations.append((alternative.name, violation))
    }
    // The alternative that came furthest is the one to talk about: the status decides which that is.
    let status = reading.status ?? 0
    var closest = (violations.first { $0.violation.reason != .refused || status >= 400 } ?? violations[0]).violation
    let wanted = violations.map { "\($0.name) (\($0.violation.expected))" }.joined(separator: " or ")
    closest.expected = wanted.shortened
    closest.hasAlternatives = true
    return .fail(closest)
  }

  /// Microseconds without a byte after which Claude Code has given up: at most 362 s, measured with 2.1.332.
  private static let clientPatience = 362_000_000

  /// Set when the transfer itself went wrong.
  private var transferVerdict: Verdict? {
    guard case .failed(let failure) = reading.exchange.end else { return nil }
    let ended = reading.exchange.timings.ended
    switch failure.kind {
    case .truncated, .malformedChunk, .malformedHead: return .inconclusive(.cutOff(failure.detail))
    case .cancelled: return .notRun(.cancelled)
    case .couldNotConnect, .couldNotResolve, .connectTimeout, .invalidURL:
      return .notRun(.unreachable(failure.detail))
    case .internal: return .inconclusive(.internal(failure.detail))
    case .firstByteTimeout, .idleTimeout, .totalTimeout:
      // A slow server is not judged by how long this program was told to wait, but by how long its clients do.
      let silence = ended.minus(reading.exchange.response?.arrivals.last?.microseconds ?? 0)
      if silence < Self.clientPatience { return .inconclusive(.tooSlow(failure.detail)) }
      return .fail(
        Violation(
          reason: .timeout, detail: .timedOut(failure.kind), expected: "a response", actual: failure.detail,
          at: Place(byte: reading.exchange.response?.body.count, elapsed: ended)))
    case .headTooLarge, .bodyTooLarge: return .inconclusive(.replyTooLong(failure.detail))
    case .reset, .emptyReply, .tls, .other:
      return .fail(
        Violation(
          reason: .brokenOff(failure.kind), detail: .brokenOff, expected: "a response", actual: failure.detail,
          at: Place(elapsed: ended)))
    }
  }

  /// Set when the response is not an answer at all.
  var notAnswered: Violation? {
    let status = reading.status ?? 0
    if status == 200, reading.error == nil { return nil }
    let message = reading.error?["message"]?.string ?? reading.error?.text() ?? bodyStart
    if status == 200 {
      return Violation(
        reason: .errorWith200, detail: .errorWith200, expected: "a message", actual: message.shortened,
        answer: ErrorAnswer(status: status, body: reading.error.map { ["error": $0] }))
    }
    return Violation(
      reason: status >= 500 ? .serverError : status >= 400 ? .refused : .wrongStatus,
      detail: .rejected(status: status), expected: "200", actual: ("\(status): \(message)").shortened,
      answer: status >= 400 ? ErrorAnswer(status: status, message: message) : nil)
  }

  /// The requirement that says why a 200 has a body that is no reply of any form; nil when it is one.
  private var unreadableOwner: String? {
    guard reading.contract.endpoint == .messages, reading.exchange.request.method == "POST" else { return nil }
    if case .closedByClient = reading.exchange.end { return nil }
    let isReadable = reading.stream.map { !$0.events.isEmpty } ?? (reading.body?.object != nil)
    return isReadable ? nil : reading.contract.findings.first(where: \.isViolated)?.requirement
  }

  private var bodyStart: String {
    (String(decoding: reading.exchange.response?.body.prefix(240) ?? [], as: UTF8.self)).shortened
  }

  private func verdict(_ mismatch: Violation, in view: View) -> Verdict {
    if reading.view(view) == nil, let owner = unreadableOwner(view) {
      return .inconclusive(.unreadableReply(owner: owner))
    }
    var violation = mismatch
    let pointer = mismatch.place.pointer ?? JSONPointer()
    violation.detail = .mismatch(view: view.rawValue, pointer: pointer)
    violation.expected = mismatch.expected.shortened
    if view == .body || view == .message, reading.stream == nil, let body = reading.exchange.response?.body {
      violation.place.byte = JSONParser.locate(pointer, in: body)?.lowerBound
    }
    if view == .status { violation.reason = (reading.status ?? 0) >= 500 ? .serverError : .wrongStatus }
    if view == .body, pointer.tokens.isEmpty, mismatch.reason != .wrongValue, let status = reading.status {
      violation.answer = ErrorAnswer(status: status, body: reading.body)
    }
    violation.restsOnInputCount = view == .usage && pointer.tokens.first == "input_total"
    if violation.restsOnInputCount, reading.countsNoInput {
      return .inconclusive(.despite(violation, .inputUncounted(owner: "resp-usage-input-positive")))
    }
    return .fail(violation)
  }

  /// The requirement that already says why a view is missing, if there is one.
  private func unreadableOwner(_ view: View) -> String? {
    switch view {
    case .message, .text, .usage, .blockTypes, .toolUses:
      if let stream = reading.stream {
        return stream.garbledBy ?? stream.findings.first(where: \.isViolated)?.requirement
      }
      if reading.status == 200, reading.body == nil { return "resp-json-single-object" }
      if reading.status == 200, reading.message?["content"]?.array == nil { return "resp-content-array" }
      return nil
    case .stream: return reading.status == 200 ? "sse-answered-as-stream" : nil
    case .body: return reading.body == nil && reading.status == 200 ? "resp-json-single-object" : nil
    default: return nil
    }
  }
}

extension Expectation {
  /// Whether it says something about what is in the body.
  fileprivate var readsBody: Bool {
    if !events.isEmpty { return true }
    if case .refused(let refusal) = outcome, !refusal.types.isEmpty || !refusal.mentions.isEmpty { return true }
    return sections.contains { section in
      switch section.view {
      case .status, .headers, .contentTypes, .time, .end, .connection: false
      case .body, .lines, .message, .text, .usage, .blockTypes, .toolUses, .stream: true
      }
    }
  }
}
