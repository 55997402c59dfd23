import Files
import Wire

/// A new file, or a new entry at the end of one, in which everything that only its author knows is left empty.
///
/// What is empty is a mistake to `dropin lint`, which says for each place what to write there.
package struct Skeleton: Sendable {
  /// Below the directory of the suite, e.g. `cases/body/metadata.yaml`.
  package var path: String
  /// Goes to the end of the file.
  package var entry: String
  /// What comes before the entry when there is no such file yet.
  package var header: String
  /// What to do next, one step a line.
  package var nextSteps: [String]

  /// - Parameters:
  ///   - id: the id of the new requirement.
  ///   - isInvariant: whether a rule judges it on every exchange, instead of cases.
  package static func requirement(_ id: String, area: String, isInvariant: Bool) -> Skeleton {
    let examples = """
          judged: everywhere
          satisfied_by:
            - text-reply  # an example of fixtures/examples/shared.yaml, or: name: { reply: { … } }
          violated_by:
            - \(id)-broken:
                reason:  # the reason that the rule gives
                reply: {}  # how the exchange differs from fixtures/examples/base.yaml

      """
    let entry = """
        - id: \(id)
          level:  # must, should or may
          kind:  # wire, server or model
          text:  # what the server does, in one sentence
          sources:
            - docs:  # an entry of specs/sources.yaml; or sdk, measured, issue, claude-code, standard
          clients: {}  # who is hurt: { python-sdk: breaks, curl: degrades }

      """
    let judge =
      isInvariant
      ? """
      In Sources/Contract, beside the rules of its kind: `static let name: Self = "\(id)"` in an extension of \
      RequirementID, and `collector.require(…)` where the rule looks.
      """
      : "A case that names it: dropin new case ID --area \(area) --requirement \(id)"
    return Skeleton(
      path: "requirements/\(area).yaml", entry: entry + (isInvariant ? examples : ""),
      header: """
        # yaml-language-server: $schema=../requirement.schema.json
        format: 1
        area: \(area)
        requirements:

        """,
      nextSteps: [
        "Fill in what `dropin lint` names.", judge,
        "A defect that breaks it, in Sources/ReferenceServer/Defects: Defect(…, breaks: \"\(id)\", …).",
        "Check: swift test --filter RequirementProof, then dropin self-test --requirement \(id).",
        "Write the pages anew: dropin list --markdown > docs/requirements.md, DROPIN_WRITE_DOCS=1 script/test.",
      ])
  }

  /// - Parameters:
  ///   - title: nil: its author has to say it.
  ///   - request: the lines of `request:`, which then say all of it; nil: its author has to.
  package static func `case`(
    _ id: String, area: String, requirement: String, title: String? = nil, request: [String]? = nil
  ) -> Skeleton {
    let title = title.map { JSON.string($0).text() } ?? " # what the server does when all is well, in one line"
    let usual = [
      "request:",
      "  body: {}  # how the request differs from the usual one: { field: value }, or "
        + "{ field: { $remove: true } }",
    ]
    let expect =
      request == nil
      ? "expect:  # answered, { answered: true, body: … }, or { refused: {} }"
      : "expect: answered  # or { answered: true, body: … }, or { refused: {} }"
    let lines =
      ["- id: \(id)", "  title: \(title)", "  requirement: \(requirement)", "  control: minimal"]
      + ((request ?? usual) + [expect]).map { "  \($0)" }
    return Skeleton(
      path: "cases/\(area)/\(id).yaml", entry: lines.map { "  \($0)\n" }.joined(),
      header: """
        # yaml-language-server: $schema=../../case.schema.json
        format: 2
        area: \(area)
        \(request == nil ? "defaults:\n  request: { $use: base.one_token }\n" : "")cases:

        """,
      nextSteps: [
        "Fill in what `dropin lint` names; docs/case-format.md has the format.",
        "Try it: dropin try FILE --target reference.",
        "See it fail: dropin self-test --requirement \(requirement).",
      ])
  }

  package static func client(_ name: String) -> Skeleton {
    let header = """
      # yaml-language-server: $schema=../client.schema.json
      format: 2
      client: \(name)
      title:  # what people call it
      version:  # the version that was looked at, in quotes
      date:  # when, as YYYY-MM-DD
      order:  # its place in reports: small numbers first
      confidence:  # captured, or documented
      source:  # how the facts of this file were found, in a sentence or two
      registry: [\(name)]
      headers:  # what it sends: { User-Agent: name/* }
      body: []
      retries: { max_retries: 0 }
      timeouts: {}

      """
    return Skeleton(
      path: "clients/\(name).yaml", entry: "", header: header,
      nextSteps: [
        "Fill in what `dropin lint` names; docs/clients.md has the format.",
        "Say in specs/requirements whom a violation hurts: clients: { \(name): breaks }.",
        "Record what it really sends: dropin record, and keep the requests under fixtures/clients/\(name).",
      ])
  }
}
