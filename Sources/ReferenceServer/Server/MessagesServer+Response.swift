import Wire

extension MessagesServer {
  /// The response to a request, without a connection: what goes over one, and when, is left out.
  ///
  /// - Parameter request: its URL is the target of the request line.
  package func response(to request: Request) -> Response {
    let asked = ServerRequest(
      request.method, request.url, headers: request.headers.map { HeaderLine($0.name, $0.value) },
      body: request.body ?? [])
    let reply = respond(to: asked)
    finished()
    let head = ResponseHead(
      statusLine: reply.statusLine ?? "HTTP/1.1 \(reply.status)", status: reply.status,
      headers: reply.headers.map { HeaderField($0.name, $0.value) })
    return Response(head: head, body: request.method == "HEAD" ? [] : reply.bodyBytes)
  }
}
