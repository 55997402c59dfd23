import Contract
import Wire

/// What requirements rest on: `specs/sources.yaml`.
package struct SourceRegistry: Sendable {
  /// A page, a program or a standard.
  package struct Source: Sendable, Equatable {
    /// `docs/streaming`.
    package var id: String
    package var title: String
    /// Where it can be read, if that is public.
    package var url: String?
    /// `YYYY-MM-DD`.
    package var read: String
    package var place: SourcePlace
  }

  package var sources: [Source]

  package init(sources: [Source] = []) { self.sources = sources }

  package subscript(id: String) -> Source? { sources.first { $0.id.sameBytes(as: id) } }

  /// The id of the source that a requirement's line refers to; nil for an issue, which stands for itself, and for
  /// what cannot be read.
  ///
  /// `docs: streaming` refers to `docs/streaming`, `standard: RFC 9110` to `standard/rfc-9110`, `measured: NAME` to
  /// `measured/experiments`, `sdk: FILE:LINE` to the newest Python SDK of the registry unless the reference begins
  /// with an older version.
  package func id(of reference: RequirementSource) -> String? {
    switch reference.kind {
    case .docs, .claudeCode, .standard:
      return "\(reference.kind.rawValue)/\(reference.reference.lowercased().replacing(" ", with: "-"))"
    case .measured: return "measured/experiments"
    case .sdk:
      let first = reference.reference.prefix { $0 != " " }
      if first.first?.isNumber == true { return Self.sdk + first }
      return sources.map(\.id).filter { $0.hasPrefix(Self.sdk) }.max {
        Self.version($0).lexicographicallyPrecedes(Self.version($1))
      }
    case .issue: return nil
    }
  }

  /// Where a requirement's source can be read, if that is public.
  package func url(of reference: RequirementSource) -> String? {
    guard reference.kind == .issue else { return id(of: reference).flatMap { self[$0]?.url } }
    return Self.issue(reference.reference).map { "https://github.com/\($0.repository)/issues/\($0.number)" }
  }

  /// The title of a requirement's source, if the registry has it.
  package func title(of reference: RequirementSource) -> String? { id(of: reference).flatMap { self[$0]?.title } }

  /// The source with its title and address, as far as they are known.
  func resolved(_ reference: RequirementSource) -> RequirementSource {
    RequirementSource(
      kind: reference.kind, reference: reference.reference, title: title(of: reference), url: url(of: reference))
  }

  /// Whether the reference leads to something that is known.
  func resolves(_ reference: RequirementSource) -> Bool {
    reference.kind == .issue
      ? Self.issue(reference.reference) != nil : id(of: reference).map { self[$0] != nil } ?? false
  }

  private static let sdk = "sdk/python-"

  private static func version(_ id: String) -> [Int] {
    id.dropFirst(sdk.count).split(separator: ".").map { Int($0) ?? 0 }
  }

  /// `owner/repository#12` taken apart.
  private static func issue(_ text: String) -> (repository: Substring, number: Substring)? {
    text.wholeMatch(of: /([A-Za-z0-9_.\-]+\/[A-Za-z0-9_.\-]+)#([0-9]+)/).map { ($0.1, $0.2) }
  }
}
