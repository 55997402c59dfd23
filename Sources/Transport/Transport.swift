import Wire

/// Sends one request and reports everything that came back.
///
/// Nothing is followed, repeated, unpacked or forgiven on the way, and nothing is thrown: a transfer that
/// went wrong is evidence like any other and ends as `Exchange.end == .failed`.
package protocol Transport: Sendable {
  /// Cancelling the surrounding task closes the connection and ends the exchange as `.failed(.cancelled)`.
  /// - Parameter id: becomes `Exchange.id`.
  func send(_ request: Request, options: TransferOptions, id: String) async -> Exchange
}
