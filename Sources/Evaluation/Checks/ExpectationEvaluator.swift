import Cases
import Contract
import Wire

/// Holds expectations against one response.
///
/// A failure is charged to the requirement that owns it. When the reply cannot be read because its
/// framing or its grammar is broken, an invariant has already said so, and the expectation is unclear
/// rather than broken a second time.
struct ExpectationEvaluator {
  let reading: ResponseReading
  let matching: Matching

  func judge(_ expectation: Expectation) -> Judgement {
    if !expectation.alternatives.isEmpty { return judge(alternatives: expectation) }
    return judge(single: expectation)
  }

  private func judge(single expectation: Expectation) -> Judgement {
    let looksAtEnd = expectation.sections.contains { $0.view == .end || $0.view == .time }
    if !looksAtEnd, let judgement = transferJudgement { return judgement }
    switch expectation.outcome {
    case .answered:
      if let broken = notAnswered { return .violated(broken) }
      if let unreadable { return unreadable }
    case .refused(let refusal):
      if let judgement = RefusalEvaluator(reading: reading, matching: matching).judge(refusal) { return judgement }
    case nil: break
    }
    for section in expectation.sections {
      guard let mismatch = matching.mismatch(section.matcher, reading.view(section.view)) else { continue }
      return judgement(of: mismatch, in: section.view)
    }
    if !expectation.events.isEmpty,
      let broken = EventPatternEvaluator(matching: matching).judge(
        expectation.events, in: reading.stream)
    {
      return .violated(broken)
    }
    return .held(.pass)
  }

  private func judge(alternatives expectation: Expectation) -> Judgement {
    var breaks: [(name: String, broken: Judgement.Break)] = []
    for alternative in expectation.alternatives {
      switch judge(alternative.expectation) {
      case .held:
        return alternative.result == .unsupported ? .held(.unsupported, without: alternative.name) : .held(.pass)
      case .unclear(let reason, let message): return .unclear(reason: reason, message: message)
      case .violated(let broken): breaks.append((alternative.name, broken))
      }
    }
    // The alternative that came furthest is the one to talk about: the status decides which that is.
    let status = reading.status ?? 0
    let closest = breaks.first { $0.broken.reason != "refused" || status >= 400 } ?? breaks[0]
    let wanted = breaks.map { "\($0.name) (\($0.broken.expected))" }.joined(separator: " or ")
    var broken = closest.broken
    broken.expected = shortened(wanted)
    broken.message = "none of the accepted behaviours: \(closest.broken.message)"
    return .violated(broken)
  }

  /// Set when the transfer itself went wrong.
  private var transferJudgement: Judgement? {
    guard case .failed(let failure) = reading.exchange.end else { return nil }
    switch failure.kind {
    case .truncated, .malformedChunk, .malformedHead:
      return .unclear(
        reason: "transport-cut-off",
        message: "the response was cut off or malformed (\(failure.detail)); see http-framing-valid")
    case .cancelled: return .unclear(reason: "cancelled", message: "the run was interrupted")
    case .internal: return .unclear(reason: "harness-internal", message: failure.detail)
    case .couldNotConnect, .couldNotResolve, .connectTimeout, .invalidURL, .certificate:
      return .unclear(reason: "unreachable", message: failure.detail)
    case .firstByteTimeout, .idleTimeout, .totalTimeout:
      return .violated(
        .init(
          reason: "timeout", message: "the server did not finish in time (\(failure.kind.rawValue))",
          expected: "a response", actual: failure.detail,
          place: Place(byte: reading.exchange.response?.body.count, elapsed: reading.exchange.timings.ended)))
    case .headTooLarge, .bodyTooLarge:
      return .violated(
        .init(
          reason: failure.kind.rawValue, message: "the response is longer than any answer to this request can be",
          expected: "a response", actual: failure.detail,
          place: Place(elapsed: reading.exchange.timings.ended)))
    case .reset, .emptyReply, .tls, .other:
      return .violated(
        .init(
          reason: failure.kind.rawValue, message: "the server broke the exchange off",
          expected: "a response", actual: failure.detail,
          place: Place(elapsed: reading.exchange.timings.ended)))
    }
  }

  /// Set when the response is not an answer at all.
  var notAnswered: Judgement.Break? {
    let status = reading.status ?? 0
    if status == 200, reading.error == nil { return nil }
    let message = reading.error?["message"]?.string ?? reading.error?.text() ?? bodyStart
    if status == 200 {
      return .init(
        reason: "error-with-200", message: "the server answers 200 with an error inside",
        expected: "a message", actual: shortened(message))
    }
    let reason = status >= 500 ? "server-error" : status >= 400 ? "refused" : "wrong-status"
    return .init(
      reason: reason, message: "the server answers \(status) to a request it should accept",
      expected: "200", actual: shortened("\(status): \(message)"))
  }

  /// A 200 whose body is no reply of any form; an invariant has said what is wrong with it.
  private var unreadable: Judgement? {
    guard reading.contract.endpoint == .messages, reading.exchange.request.method == "POST" else { return nil }
    if case .closedByClient = reading.exchange.end { return nil }
    let isReadable = reading.stream.map { !$0.events.isEmpty } ?? (reading.body?.object != nil)
    guard !isReadable, let owner = reading.contract.findings.first(where: \.isViolated)?.requirement else { return nil }
    return .unclear(reason: "unreadable-reply", message: "the reply could not be read; see \(owner)")
  }

  private var bodyStart: String {
    shortened(String(decoding: reading.exchange.response?.body.prefix(240) ?? [], as: UTF8.self))
  }

  private func judgement(of mismatch: Mismatch, in view: View) -> Judgement {
    if reading.view(view) == nil, let owner = unreadableOwner(view) {
      return .unclear(reason: "unreadable-reply", message: "the reply could not be read; see \(owner)")
    }
    var place = Place(pointer: mismatch.pointer.tokens.isEmpty ? nil : mismatch.pointer)
    if view == .body || view == .message, reading.stream == nil, let body = reading.exchange.response?.body {
      place.byte = JSONParser.locate(mismatch.pointer, in: body)?.lowerBound
    }
    let at = mismatch.pointer.tokens.isEmpty ? view.rawValue : "\(view.rawValue)\(mismatch.pointer)"
    let reason = view == .status ? statusReason(mismatch) : mismatch.reason
    return .violated(
      .init(
        reason: reason, message: "\(at) is not as expected", expected: shortened(mismatch.expected),
        actual: mismatch.actual, place: place))
  }

  private func statusReason(_ mismatch: Mismatch) -> String {
    (reading.status ?? 0) >= 500 ? "server-error" : "wrong-status"
  }

  /// The requirement that already says why a view is missing, if there is one.
  private func unreadableOwner(_ view: View) -> String? {
    switch view {
    case .message, .text, .usage, .blockTypes, .toolUses:
      if let stream = reading.stream { return stream.findings.first(where: \.isViolated)?.requirement }
      if reading.status == 200, reading.body == nil { return "resp-json-single-object" }
      if reading.status == 200, reading.message?["content"]?.array == nil { return "resp-content-array" }
      return nil
    case .stream: return reading.status == 200 ? "sse-content-type" : nil
    case .body: return reading.body == nil && reading.status == 200 ? "resp-json-single-object" : nil
    default: return nil
    }
  }
}
