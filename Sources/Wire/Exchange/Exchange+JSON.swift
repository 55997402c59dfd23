/// Evidence on disk: one JSON object an exchange, readable again without loss.
extension Exchange {
  package var json: JSON {
    var object: JSON = [
      "id": .string(id),
      "request": request.json,
      "response": response?.json ?? .null,
      "end": end.json,
      "timings": timings.json,
      "connection": JSON(connection),
      "reused_connection": .bool(reusedConnection),
    ]
    if let keySearch { object["key_search"] = keySearch.json }
    if !framingFaults.isEmpty {
      object["framing_faults"] = .array(
        framingFaults.map { ["kind": .string($0.kind.rawValue), "detail": .string($0.detail)] })
    }
    return object
  }

  /// Reads what `json` wrote; throws `ExchangeFormatError` naming the member that is wrong.
  package init(json: JSON) throws(ExchangeFormatError) {
    guard let id = json["id"]?.string else { throw ExchangeFormatError("id") }
    self.id = id
    request = try Request(json: json["request"] ?? .null)
    response =
      if let value = json["response"], !value.isNull { try Response(json: value) } else { nil }
    end = try TransferEnd(json: json["end"] ?? .null)
    timings = try TransferTimings(json: json["timings"] ?? .null)
    connection = try count(json["connection"], "connection") ?? 0
    reusedConnection = json["reused_connection"]?.bool ?? false
    keySearch = json["key_search"].map(KeySearch.init(json:))
    framingFaults = []
    for fault in json["framing_faults"]?.array ?? [] {
      guard let kind = FramingViolation.Kind(rawValue: fault["kind"]?.string ?? "") else {
        throw ExchangeFormatError("framing_faults")
      }
      framingFaults.append(FramingViolation(kind, fault["detail"]?.string ?? ""))
    }
  }
}

/// Evidence that is not in the form `Exchange.json` writes.
package struct ExchangeFormatError: Error, Sendable, CustomStringConvertible {
  package var member: String
  init(_ member: String) { self.member = member }
  package var description: String { "the exchange's member '\(member)' is missing or has the wrong type" }
}

extension Request {
  var json: JSON {
    var object: JSON = [
      "method": .string(method), "url": .string(url), "headers": headerJSON(headers),
    ]
    if let body { object["body"] = bodyJSON(body) }
    return object
  }

  init(json: JSON) throws(ExchangeFormatError) {
    guard let method = json["method"]?.string, let url = json["url"]?.string else {
      throw ExchangeFormatError("request")
    }
    self.init(
      method: method, url: url, headers: try headerFields(json["headers"]),
      body: try json["body"].map { value throws(ExchangeFormatError) in try bodyBytes(value) })
  }
}

extension Response {
  var json: JSON {
    var object = head.json
    if !interim.isEmpty { object["interim"] = .array(interim.map(\.json)) }
    object["body"] = bodyJSON(body)
    if let coding {
      object["coding"] = ["name": .string(coding.name), "bytes": JSON(coding.length)]
      if let problem = coding.problem { object["coding"]?["problem"] = .string(problem.rawValue) }
    }
    object["arrivals"] = .array(arrivals.map { [JSON($0.offset), JSON($0.microseconds)] })
    if !trailers.isEmpty { object["trailers"] = headerJSON(trailers) }
    return object
  }

  init(json: JSON) throws(ExchangeFormatError) {
    var arrivals: [Arrival] = []
    for value in json["arrivals"]?.array ?? [] {
      guard let offset = try count(value[0], "arrivals"), let time = try count(value[1], "arrivals") else {
        throw ExchangeFormatError("arrivals")
      }
      arrivals.append(Arrival(offset: offset, microseconds: time))
    }
    var interim: [ResponseHead] = []
    for value in json["interim"]?.array ?? [] { interim.append(try ResponseHead(json: value)) }
    var coding: BodyCoding?
    if let value = json["coding"] {
      guard let name = value["name"]?.string, let length = try count(value["bytes"], "coding") else {
        throw ExchangeFormatError("coding")
      }
      coding = BodyCoding(
        name, length: length, problem: value["problem"]?.string.flatMap(BodyCoding.Problem.init(rawValue:)))
    }
    self.init(
      head: try ResponseHead(json: json), interim: interim, body: try bodyBytes(json["body"] ?? ""), coding: coding,
      arrivals: arrivals, trailers: try headerFields(json["trailers"]))
  }
}

extension ResponseHead {
  var json: JSON {
    ["status_line": .string(statusLine), "status": JSON(status), "headers": headerJSON(headers)]
  }

  init(json: JSON) throws(ExchangeFormatError) {
    guard let line = json["status_line"]?.string, let status = try count(json["status"], "status"), status < 1000 else {
      throw ExchangeFormatError("response")
    }
    self.init(statusLine: line, status: status, headers: try headerFields(json["headers"]))
  }
}

extension TransferEnd {
  var json: JSON {
    switch self {
    case .complete: "complete"
    case .closedByClient: "closed-by-client"
    case .failed(let failure): ["failed": .string(failure.kind.rawValue), "detail": .string(failure.detail)]
    }
  }

  init(json: JSON) throws(ExchangeFormatError) {
    switch json.string {
    case "complete": self = .complete
    case "closed-by-client": self = .closedByClient
    default:
      guard let kind = TransferFailure.Kind(rawValue: json["failed"]?.string ?? "") else {
        throw ExchangeFormatError("end")
      }
      self = .failed(TransferFailure(kind, json["detail"]?.string ?? ""))
    }
  }
}

extension TransferTimings {
  var json: JSON {
    func time(_ value: Int?) -> JSON { value.map { JSON($0) } ?? .null }
    return [
      "connected_us": time(connected), "first_byte_us": time(firstByte), "head_end_us": time(headEnd),
      "ended_us": JSON(ended),
    ]
  }

  init(json: JSON) throws(ExchangeFormatError) {
    self.init(
      connected: try count(json["connected_us"], "timings"), firstByte: try count(json["first_byte_us"], "timings"),
      headEnd: try count(json["head_end_us"], "timings"), ended: try count(json["ended_us"], "timings") ?? 0)
  }
}

/// A size, time or number that can be reckoned with; nil where none is given.
private func count(_ json: JSON?, _ member: String) throws(ExchangeFormatError) -> Int? {
  guard let json, !json.isNull else { return nil }
  guard let count = json.int, count == count.asCount else { throw ExchangeFormatError(member) }
  return count
}

private func headerJSON(_ headers: [HeaderField]) -> JSON {
  .array(headers.map { [.string($0.name), .string($0.value)] })
}

private func headerFields(_ json: JSON?) throws(ExchangeFormatError) -> [HeaderField] {
  var fields: [HeaderField] = []
  for pair in json?.array ?? [] {
    guard let name = pair[0]?.string, let value = pair[1]?.string else { throw ExchangeFormatError("headers") }
    fields.append(HeaderField(name, value))
  }
  return fields
}

/// Text when the bytes are text, base64 when they are not, so that evidence stays readable.
private func bodyJSON(_ bytes: [UInt8]) -> JSON {
  if bytes.firstInvalidUTF8 == nil { return .string(String(decoding: bytes, as: UTF8.self)) }
  return ["base64": .string(Base64.encode(bytes))]
}

private func bodyBytes(_ json: JSON) throws(ExchangeFormatError) -> [UInt8] {
  if let text = json.string { return Array(text.utf8) }
  guard let text = json["base64"]?.string, let bytes = Base64.decode(text) else {
    throw ExchangeFormatError("body")
  }
  return bytes
}
