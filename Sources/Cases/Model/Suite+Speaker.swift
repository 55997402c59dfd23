extension Suite {
  /// The client whose words or whose User-Agent a request carries; nil for a plain one, which anybody would send.
  package func speaker(of request: RequestTemplate) -> ClientProfile? {
    if let name = request.client { return clients.first { $0.name.sameBytes(as: name) } }
    guard let agent = request.headers.first(where: { $0.name.lowercased() == "user-agent" })?.value else { return nil }
    return clients.first { $0.sends(userAgent: agent) }
  }
}
