import Cases
import Wire

extension ResponseReading {
  /// Milliseconds after which a server that has too much to do wants to be asked again; nil when it does not say.
  /// The clients read `retry-after-ms` before `retry-after`; a date instead of seconds counts as one second.
  package var overloadedFor: Int? {
    guard let status, overloadStatuses.contains(status), let headers = exchange.response?.head.headers,
      headers.first("x-should-retry") != "false"
    else { return nil }
    if let wait = headers.first("retry-after-ms").flatMap({ Double($0) }), wait >= 0, wait < 1e9 { return Int(wait) }
    guard let wait = headers.first("retry-after") else { return nil }
    if let seconds = Double(wait) { return seconds >= 0 && seconds < 1e6 ? Int(seconds * 1000) : nil }
    return wait.hasSuffix("GMT") ? 1000 : nil
  }
}

extension ResponseReading {
  /// Whether the server says that it has too much to do, also where it does not say for how long.
  package var isOverloaded: Bool {
    if overloadedFor != nil { return true }
    guard exchange.response?.head.headers.first("x-should-retry") != "false" else { return false }
    return status == 429 || status == 529
  }

  /// What clients send a request again for though the server does not say when: statuses that speak of the moment, and
  /// a success without a reply in it, in words; nil for everything else.
  package var passingFailure: String? {
    guard let status, let response = exchange.response, contract.endpoint == .messages,
      exchange.request.method == "POST"
    else { return nil }
    if [408, 429].contains(status) || status >= 500 {
      return response.head.headers.first("x-should-retry") == "false" ? nil : "status \(status)"
    }
    guard status == 200, exchange.end == .complete else { return nil }
    if let message, message["content"]?.array?.isEmpty == true, message["stop_reason"]?.string == "end_turn",
      (message["usage"]?["output_tokens"]?.int ?? 0) <= 1
    {
      return "no content"
    }
    return response.mediaType == "text/html" ? "a page under status 200" : nil
  }
}

extension Step {
  /// Whether the step is about too much to do: it brings that about, or what it claims names a status that says so.
  package var isAboutOverload: Bool { parallel > 1 || claimsOverload }

  package var claimsOverload: Bool {
    checks.contains { check in
      check.expectation.namesOverload || check.precondition?.namesOverload == true
        || check.failureClasses.contains(where: \.expectation.namesOverload)
    }
  }
}

/// Too many requests, not available now, overloaded.
private let overloadStatuses = [429, 503, 529]

extension Expectation {
  fileprivate var namesOverload: Bool {
    if case .refused(let refusal) = outcome, refusal.statuses.contains(where: overloadStatuses.contains) { return true }
    return sections.contains { $0.view == .status && $0.matcher.namesOverload }
      || alternatives.contains(where: \.expectation.namesOverload)
  }
}

extension Matcher {
  fileprivate var namesOverload: Bool {
    switch self {
    case .equal(let value): value.int.map(overloadStatuses.contains) ?? false
    case .not(let matcher): matcher.namesOverload
    case .anyOf(let matchers), .allOf(let matchers): matchers.contains(where: \.namesOverload)
    default: false
    }
  }
}
