import Wire

extension Case {
  /// A case that stands for one exchange of a recorded session: it claims nothing, so the exchange is judged by
  /// the invariants alone. It is never sent.
  /// - Parameter file: the evidence the exchange is in.
  package static func recorded(_ exchange: Exchange, file: String) -> Case {
    let place = SourcePlace(file: file, line: 1, column: 1)
    let request = RequestTemplate(
      method: exchange.request.method, path: exchange.request.url, query: nil, headers: exchange.request.headers,
      auth: .none, body: .none, framing: .contentLength, connection: .reuse, disconnect: nil, limits: StepLimits(),
      place: place)
    let step = Step(
      id: "request", place: place, request: request, checks: [], captures: [], parallel: 1, isUnshared: true,
      isBackground: false)
    return Case(
      id: "recorded-\(exchange.id)", row: "", area: "recorded", title: "an exchange of a recorded session",
      place: place, conditions: [], control: nil, trials: Trials(), steps: [step], relations: [], digest: "")
  }
}
