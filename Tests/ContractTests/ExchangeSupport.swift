import Testing
import Wire

@testable import Contract

let jsonHeaders = [
  HeaderField("Content-Type", "application/json"), HeaderField("Request-Id", "req_1"),
  HeaderField("Content-Length", "1"),
]

/// An exchange put together from its parts; everything left out is in order.
func exchange(
  _ path: String = "/v1/messages", method: String = "POST", request: JSON? = nil,
  requestHeaders: [HeaderField] = [], status: Int = 200, headers: [HeaderField] = jsonHeaders, body: [UInt8],
  end: TransferEnd = .complete, ended: Int = 1_000_000, framingFaults: [FramingViolation] = []
) -> Exchange {
  Exchange(
    id: "1",
    request: Request(
      method: method, url: "http://localhost:1234\(path)", headers: requestHeaders, body: request?.bytes()),
    response: Response(
      head: ResponseHead(statusLine: "HTTP/1.1 \(status) X", status: status, headers: headers), body: body,
      arrivals: body.isEmpty ? [] : [Arrival(offset: body.count, microseconds: 900_000)]),
    end: end, timings: TransferTimings(ended: ended), framingFaults: framingFaults)
}

func exchange(
  _ path: String = "/v1/messages", method: String = "POST", request: JSON? = nil, status: Int = 200,
  headers: [HeaderField] = jsonHeaders, json: JSON, ended: Int = 1_000_000
) -> Exchange {
  exchange(
    path, method: method, request: request, status: status, headers: headers, body: json.bytes(), ended: ended
  )
}

/// An exchange and what is to be said of it.
struct ExchangeExample: Sendable, CustomTestStringConvertible {
  var name: String
  var exchange: Exchange
  var breaks: [String]
  var keeps: [String]
  var reason: String?
  var fault: Fault?
  var testDescription: String { name }

  /// Nothing is broken.
  static func accepted(
    _ name: String, _ exchange: Exchange, keeps: [String], fault: Fault? = nil
  ) -> ExchangeExample {
    ExchangeExample(name: name, exchange: exchange, breaks: [], keeps: keeps, fault: fault)
  }

  /// `breaks` and nothing else is broken.
  static func faulty(
    _ name: String, _ exchange: Exchange, breaks: String..., reason: String? = nil, fault: Fault? = nil
  ) -> ExchangeExample {
    ExchangeExample(name: name, exchange: exchange, breaks: breaks, keeps: [], reason: reason, fault: fault)
  }
}

/// A reply of one text block.
let textMessage: JSON = [
  "id": "msg_01A", "type": "message", "role": "assistant", "model": "m",
  "content": [["type": "text", "text": "Hello, world!"]], "stop_reason": "end_turn", "stop_sequence": .null,
  "usage": ["input_tokens": 25, "output_tokens": 6],
]

/// A reply that calls `get_weather`.
let toolMessage: JSON = textMessage.with("stop_reason", "tool_use").with(
  "content", [toolCall("toolu_01T", "get_weather", ["location": "San Francisco"])])

func toolCall(_ id: String, _ name: String, _ input: JSON) -> JSON {
  ["type": "tool_use", "id": .string(id), "name": .string(name), "input": input]
}

func text(_ text: String) -> JSON { ["type": "text", "text": .string(text)] }

func thinking(_ text: String) -> JSON {
  ["type": "thinking", "thinking": .string(text), "signature": "EqQB"]
}

let jsonRequest = plainRequest.with("stream", nil)

/// A reply in JSON to `jsonRequest` with some members replaced.
func reply(_ message: JSON, _ request: JSON = jsonRequest) -> Exchange {
  exchange(request: request, json: message)
}
func reply(_ content: [JSON], _ request: JSON = jsonRequest) -> Exchange {
  reply(textMessage.with("content", .array(content)), request)
}
