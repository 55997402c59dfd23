import Cases
import Contract
import Wire

/// An exchange, parsed once: what every check and invariant looks at.
package struct ResponseReading: Sendable {
  package let exchange: Exchange
  /// What the contract says about it by itself.
  package let contract: ExchangeReading
  /// Whether the request was meant to be refused.
  package let expectsRejection: Bool
  /// Answers to the same request in which the server said that it had too much to do.
  package var earlier: [ResponseReading] = []

  /// - Parameters:
  ///   - requestBody: the request's body when it was written as JSON; read from the exchange otherwise.
  ///   - expectsRejection: whether the request was meant to be refused.
  package init(_ exchange: Exchange, requestBody: JSON? = nil, expectsRejection: Bool) {
    self.exchange = exchange
    self.expectsRejection = expectsRejection
    // Whether the refusal names the field is judged where the case says which words would do.
    contract = ExchangeReading(
      exchange, request: requestBody, invalidRequest: expectsRejection ? InvalidRequest() : nil)
  }

  /// Whether the request wanted a stream.
  package var asksForStream: Bool { contract.asksForStream }
  package var status: Int? { exchange.response?.status }
  package var stream: StreamReading? { contract.stream }
  /// The body as JSON, when it is JSON.
  package var body: JSON? { contract.body }

  /// The message: the body of a JSON reply, or rebuilt from the stream.
  package var message: JSON? { error == nil ? contract.message : nil }

  /// The error object of an error envelope, an `error` event, or whatever stands under `error`.
  package var error: JSON? { contract.error }
}
