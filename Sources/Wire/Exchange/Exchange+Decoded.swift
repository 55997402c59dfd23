extension Exchange {
  /// The exchange with the body of its response out of its content coding, and every arrival at the place in the
  /// decoded body up to which the reader could read by then. What was found is in `Response.coding`.
  package func decoded(limit: Int) -> Exchange {
    guard request.method != "HEAD", let response, response.coding == nil,
      let decoded = DecodedBody(
        response.body, declared: response.contentCodings, prefixes: response.arrivals.map(\.offset), limit: limit)
    else { return self }
    var result = self
    result.response?.body = decoded.bytes
    result.response?.coding = decoded.coding
    // Whoever hung up in the middle has not been sent half a body.
    if decoded.coding.problem == .cutOff, end != .complete { result.response?.coding?.problem = nil }
    result.response?.arrivals = zip(response.arrivals, decoded.available).map {
      Arrival(offset: $1, microseconds: $0.microseconds)
    }
    return result
  }
}

extension Response {
  /// The words of `content-encoding` in lower case, but `identity`.
  package var contentCodings: [String] {
    head.headers.all("content-encoding").flatMap { $0.split(separator: ",") }.map { part in
      part.filter { $0 != " " && $0 != "\t" }.lowercased()
    }.filter { !$0.isEmpty && $0 != "identity" }
  }
}
