import Contract
import Wire

/// Makes the exchange of an example from what its description leaves to the base.
struct ExampleBuilder {
  let base: YAML
  /// The stream that is the body when the description names no other body.
  let transcript: String?
  let read: (YAML) throws(Diagnostic) -> [UInt8]

  func turn(_ yaml: YAML, number: Int) throws(Diagnostic) -> Example.Turn {
    let body = try body(yaml)
    let arrivals = arrivals(yaml, of: body)
    let status = yaml["status"]?.int ?? (yaml["error"] == nil ? 200 : 400)
    let method = yaml["method"]?.string ?? "POST"
    let head = ResponseHead(
      statusLine: "HTTP/1.1 \(status) X", status: status,
      headers: fields(merged(body.isStream ? "stream_headers" : "headers", yaml["headers"])))
    let exchange = Exchange(
      id: String(number),
      request: Request(
        method: method, url: "http://localhost:1234\(yaml["path"]?.string ?? "/v1/messages")",
        headers: fields(yaml["request_headers"]), body: method == "POST" ? request(yaml, body.isStream) : nil),
      response: Response(
        head: head, body: body.bytes,
        coding: yaml["decoded_from"]?.string.map { BodyCoding($0, length: body.bytes.count) }, arrivals: arrivals),
      end: try end(yaml["end"]),
      timings: TransferTimings(
        ended: yaml["ended_ms"]?.int.map { $0 * 1000 } ?? max(1_000_000, arrivals.last?.microseconds ?? 0)),
      framingFaults: try violations(yaml["framing_violation"]),
      keySearch: yaml["key_search"].map { KeySearch(json: $0.json) })
    return Example.Turn(
      exchange.decoded(limit: 1 << 20),
      invalidRequest: yaml["invalid_request"].map { InvalidRequest(field: $0["field"]?.string) })
  }

  private struct Body {
    var bytes: [UInt8]
    var isStream = false
  }

  private func body(_ yaml: YAML) throws(Diagnostic) -> Body {
    var body = Body(bytes: [])
    if let reply = yaml["reply"] {
      body.bytes = merged("reply", reply).json.bytes()
    } else if let reply = yaml["tool_reply"] {
      body.bytes = merged("tool_reply", reply).json.bytes()
    } else if let error = yaml["error"] {
      body.bytes = merged("error", error).json.bytes()
    } else if let json = yaml["json"] {
      body.bytes = json.json.bytes()
    } else if let text = yaml["text"]?.string {
      body.bytes = Array(text.utf8)
    } else if let base64 = yaml["base64"] {
      guard let bytes = Base64.decode(base64.string ?? "") else {
        throw Diagnostic(code: "bad-base64", "not base64", at: base64.place)
      }
      body.bytes = bytes
    } else if let name = yaml["transcript"] {
      body = Body(bytes: try read(name), isStream: true)
    } else if let transcript {
      let name = YAML(.scalar(YAMLScalar(transcript, style: .quoted)), at: yaml.place)
      body = Body(bytes: try read(name), isStream: true)
    }
    if let count = yaml["first_bytes"]?.int { body.bytes = Array(body.bytes.prefix(count)) }
    return body
  }

  private func request(_ yaml: YAML, _ isStream: Bool) -> [UInt8]? {
    if yaml["request"]?.isNull == true { return nil }
    var request = merged("request", yaml["request"]).json
    if isStream, request["stream"] == nil { request["stream"] = true }
    return request.bytes()
  }

  private func merged(_ name: String, _ change: YAML?) -> YAML {
    let empty = YAML(.mapping([]), at: base.place)
    return (base[name] ?? empty).merging(change ?? empty).withoutRemovals()
  }

  private func fields(_ yaml: YAML?) -> [HeaderField] {
    (yaml?.entries ?? []).map { HeaderField($0.key, $0.value.string ?? $0.value.json.text()) }
  }

  /// Frames are numbered from 0, and end with an empty line.
  private func arrivals(_ yaml: YAML, of body: Body) -> [Arrival] {
    guard body.isStream else {
      return body.bytes.isEmpty ? [] : [Arrival(offset: body.bytes.count, microseconds: 900_000)]
    }
    guard let times = yaml["arrives_ms"] else { return [] }
    var arrivals: [Arrival] = []
    var time = 0
    for (index, byte) in body.bytes.enumerated() where index > 0 && byte == 0x0A && body.bytes[index - 1] == 0x0A {
      if let given = times[String(arrivals.count)]?.int {
        time = given
      } else if !arrivals.isEmpty {
        time += times["every"]?.int ?? 0
      }
      arrivals.append(Arrival(offset: index + 1, microseconds: time * 1000))
    }
    return arrivals
  }

  private func end(_ yaml: YAML?) throws(Diagnostic) -> TransferEnd {
    switch yaml?.string {
    case nil, "complete": return .complete
    case "closed-by-client": return .closedByClient
    case let text?:
      guard let kind = TransferFailure.Kind(rawValue: text) else {
        throw unknown(
          "end", at: yaml, among: TransferFailure.Kind.allCases.map(\.rawValue) + ["complete", "closed-by-client"])
      }
      return .failed(TransferFailure(kind, ""))
    }
  }

  private func violations(_ yaml: YAML?) throws(Diagnostic) -> [FramingViolation] {
    guard let yaml else { return [] }
    guard let kind = FramingViolation.Kind(rawValue: yaml.string ?? "") else {
      throw unknown("framing violation", at: yaml, among: FramingViolation.Kind.allCases.map(\.rawValue))
    }
    return [FramingViolation(kind, "")]
  }

  private func unknown(_ what: String, at yaml: YAML?, among choices: [String]) -> Diagnostic {
    Diagnostic(
      code: "bad-example", "unknown \(what) '\(yaml?.string ?? "")'", at: yaml?.place ?? base.place,
      hint: Suggestions.hint(for: yaml?.string ?? "", among: choices) ?? "one of \(choices.joined(separator: ", "))")
  }
}
