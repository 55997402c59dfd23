import Cases
import Contract
import ReferenceServer
import Running
import Wire

/// The suite as data for harnesses in other languages: requests as they are sent, what is expected of the responses, and
/// what the reference server answers. `docs/export.md` describes the JSON.
package struct SuiteExport: Sendable {
  package static let format = "dropin-export/1"
  /// Bodies beyond this keep their generators.
  static let longestBody = 65_536

  private let suite: Suite
  private let cases: [Case]
  private let model: String
  private let renderer = RequestRenderer(baseURL: "", defaultAuth: .none)
  /// Nil: no examples.
  private let server: MessagesServer?

  /// - Parameters:
  ///   - cases: those to write down, in their order.
  ///   - model: what requests ask for.
  ///   - hasExamples: whether every request that stands by itself comes with the answer of the reference server.
  package init(_ suite: Suite, cases: [Case], model: String, hasExamples: Bool) throws(ConfigurationError) {
    (self.suite, self.cases, self.model) = (suite, cases, model)
    var configuration = Configuration()
    // The same export every time.
    configuration.clock = { 1_767_225_600 }
    configuration.models[0].id = model
    server = hasExamples ? try MessagesServer(configuration) : nil
  }

  package var json: JSON {
    let judged = Set(cases.flatMap(\.requirements))
    let requirements = suite.requirements.filter { judged.contains($0.requirement.id) }
    return [
      "format": .string(Self.format),
      "tool": ["name": "dropin", "version": .string(Tool.version)],
      "suite": ["version": .string(suite.version), "digest": .string(suite.digest)],
      "model": .string(model),
      "requirements": .array(requirements.map { Self.json($0.requirement) }),
      "cases": .array(cases.map(json)),
    ]
  }

  private static func json(_ requirement: Requirement) -> JSON {
    [
      "id": .string(requirement.id), "level": .string(requirement.level.rawValue),
      "kind": .string(requirement.kind.rawValue), "area": .string(requirement.area), "text": .string(requirement.text),
    ]
  }

  private func json(_ subject: Case) -> JSON {
    var json: JSON = [
      "address": .string(subject.address), "area": .string(subject.area), "title": .string(subject.title),
    ]
    if !subject.conditions.isEmpty {
      json["when"] = .array(
        subject.conditions.map {
          ["fact": .string($0.fact.rawValue), "values": .array($0.values.map { JSON.string($0) })]
        })
    }
    if let control = suite.controlAddress(of: subject) { json["control"] = .string(control) }
    if subject.trials != Trials() {
      json["trials"] = ["run": JSON(subject.trials.run), "pass": JSON(subject.trials.pass)]
    }
    if subject.runsLast { json["after"] = "all" }
    json["steps"] = .array(subject.steps.map { self.json($0, of: subject) })
    if !subject.relations.isEmpty { json["relations"] = .array(subject.relations.map(Self.json)) }
    return json
  }

  private static func json(_ relation: Relation) -> JSON {
    var json: JSON = [
      "id": .string(relation.id), "requirement": .string(relation.requirement),
      "relation": .string(relation.relation.rawValue), "paths": .array(relation.paths.map { .string($0.description) }),
    ]
    if relation.relation == .within { json["percent"] = JSON(Int(relation.percent)) }
    if relation.ignoreUpTo.isFinite { json["ignore_up_to"] = JSON(Int(relation.ignoreUpTo)) }
    return json
  }

  private func json(_ step: Step, of subject: Case) -> JSON {
    let rendered = RenderedStep(step, of: subject, model: model, renderer: renderer)
    var json: JSON = ["id": .string(step.id), "request": rendered.json]
    if step.parallel > 1 { json["parallel"] = JSON(step.parallel) }
    if step.isUnshared { json["unshared"] = true }
    if step.isBackground { json["background"] = true }
    if !step.captures.isEmpty {
      json["capture"] = .object(
        JSONObject(step.captures.map { JSONObject.Member(key: $0.name, value: .string($0.path.description)) }))
    }
    json["checks"] = .array(
      step.checks.map { check in
        ["id": .string(check.id), "requirement": .string(check.requirement), "expect": check.written]
      })
    if let server, let example = rendered.example(from: server) { json["example"] = example }
    return json
  }
}
