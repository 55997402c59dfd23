import Wire

@testable import Cases
@testable import Planning

/// A suite from the texts of one case file and an empty registry; lint is not applied.
func suite(_ cases: String) throws -> Suite {
  let decoder = CaseDecoder(try YAML.parse(Array(cases.utf8), file: "test.yaml"))
  if let problem = decoder.diagnostics.first { throw problem }
  return Suite(cases: decoder.cases, requirements: [], version: "1", digest: "d")
}

let sample = """
  format: 1
  area: test
  defaults: { request: { body: { model: "${model}", max_tokens: 8, messages: [] } }, control: minimal }
  cases:
    - { id: minimal, title: t, requirement: minimal-ok, control: none, matrix: { stream: [off, on] }, expect: answered }
    - { id: same, title: t, requirement: same-ok, expect: { status: 200 } }
    - { id: refused, title: t, requirement: refused-ok, request: { body: { max_tokens: -1 } }, expect: refused }
    - { id: keyed, title: t, requirement: keyed-ok, when: { auth: required }, request: { auth: bearer }, expect: answered }
    - id: two-steps
      title: t
      requirement: steps-ok
      steps:
        - { id: ask, expect: answered, capture: { got: message.id } }
        - { id: answer, request: { body: { echo: "${got}" } }, expect: answered }
  """

func plan(
  _ suite: Suite, _ facts: TargetFacts = TargetFacts(), _ selection: Selection = Selection(), replay: [AuthRow] = []
)
  -> Plan
{
  Plan(
    suite: suite, selection: selection, facts: facts, replayAuth: replay,
    renderer: RequestRenderer(baseURL: "http://h", defaultAuth: .none))
}
