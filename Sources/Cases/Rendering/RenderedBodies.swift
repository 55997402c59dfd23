import Wire

/// Bodies as they were rendered, for many runs of one suite that send the same ones: some have many megabytes. One run alone
/// sends each body once, and is better off without.
package final class RenderedBodies: Sendable {
  struct Body: Sendable {
    var json: JSON?
    var bytes: [UInt8]?
  }

  private struct Entry: Sendable {
    /// Held, so that its identity is nobody else's.
    let source: SharedBody
    let values: [JSON]
    let body: Body
  }

  /// What every step of a run binds to the same value.
  private static let constant = ["model", "model_path", "nonce"]
  private let known = Locked<[ObjectIdentifier: [Entry]]>([:])

  package init() {}

  /// The body, rendered with `render` unless it is known. One that depends on an answer is always rendered.
  func body(
    of source: SharedBody, _ bindings: Bindings, render: () throws(UnboundVariable) -> Body
  ) throws(UnboundVariable) -> Body {
    let names = source.derived.variables
    guard names.allSatisfy(Self.constant.contains) else { return try render() }
    let values = names.map { bindings[$0] ?? .null }
    let id = ObjectIdentifier(source)
    if let entry = known.withLock({ $0[id]?.first { $0.values == values } }) { return entry.body }
    let body = try render()
    known.withLock { $0[id, default: []].append(Entry(source: source, values: values, body: body)) }
    return body
  }
}
