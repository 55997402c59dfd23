import Cases
import Files
import Wire

/// Reads a list of expectations and names every mistake where it stands.
package struct ExpectationReader {
  static let file = Shape(
    "list of expectations", summary: "Failures that are known.",
    keys: [
      .required("format", .integer(1...1), summary: "version of the format"),
      .required("expectations", .list(.any), summary: "the entries"),
    ])
  static let entry = Shape(
    "expectation", summary: "Checks that are known to fail in a certain way.",
    keys: [
      .optional("address", .string, summary: "glob over case[row]#check"),
      .optional("requirement", .string, summary: "id of a requirement, for all of its checks"),
      .required("reason", .string, summary: "the reason code of the failure"),
      .optional("ticket", .string, summary: "where the failure is being dealt with"),
      .optional("since", .string, summary: "the day the entry was written, YYYY-MM-DD"),
      .optional("expires", .string, summary: "the last day on which the entry counts, YYYY-MM-DD"),
      .optional("when", .map(.string), summary: "globs: model, version"),
      .optional("flaky", .boolean, summary: "true when it fails at times only"),
    ])

  /// What reading came to.
  package struct Result: Sendable {
    package var list: ExpectationList
    package var diagnostics: [Diagnostic]
    package var source: SourceText
  }

  /// Throws when the file cannot be read at all; mistakes in it become diagnostics.
  package static func read(_ path: String) throws(FileError) -> Result {
    read(try Files.read(path, limit: 8 << 20), file: path)
  }

  package static func read(_ bytes: [UInt8], file path: String) -> Result {
    let source = SourceText(file: path, bytes: bytes)
    var reader = ExpectationReader()
    var list = ExpectationList(file: path)
    do throws(Diagnostic) {
      reader.read(try YAML.parse(bytes, file: path), into: &list)
    } catch { reader.diagnostics.append(error) }
    return Result(list: list, diagnostics: reader.diagnostics, source: source)
  }

  private var diagnostics: [Diagnostic] = []

  private mutating func read(_ yaml: YAML, into list: inout ExpectationList) {
    guard hasShape(yaml, Self.file) else { return }
    list.keyLine = yaml.entries?.first { $0.key == "expectations" }?.keyPlace.line ?? 0
    var known: [Expectation.Claim: Expectation] = [:]
    for node in yaml["expectations"]?.elements ?? [] {
      guard hasShape(node, Self.entry), let entry = entry(node) else { continue }
      if let first = known[entry.claim] {
        diagnostics.append(
          Diagnostic(
            code: "duplicate-expectation", "the same expectation twice", at: entry.subjectPlace,
            hint: "remove one of the two", notes: [.init("first written here", at: first.subjectPlace)]))
        continue
      }
      known[entry.claim] = entry
      list.entries.append(entry)
    }
  }

  private mutating func hasShape(_ yaml: YAML, _ shape: Shape) -> Bool {
    var check = ShapeCheck()
    check.check(yaml, shape)
    diagnostics += check.diagnostics
    return check.diagnostics.isEmpty
  }

  private mutating func entry(_ node: YAML) -> Expectation? {
    let before = diagnostics.count
    let subjects = [node["address"], node["requirement"]].compactMap { $0 }
    if subjects.count != 1 {
      refuse(
        "no-subject", "an expectation has either an address or a requirement", at: node.place.firstLine,
        hint: "address: \"case[row]#check\", or requirement: an-id")
    }
    for key in ["address", "requirement", "reason", "ticket"] {
      if let value = node[key], value.string?.allSatisfy(\.isWhitespace) == true {
        refuse("empty-value", "'\(key)' is empty", at: value.place, hint: nil)
      }
    }
    let since = date(node["since"])
    let expires = date(node["expires"])
    if let since, let expires, expires < since, let place = node["expires"]?.place {
      refuse("expires-before-since", "it expires before it begins", at: place, hint: "since is \(since)")
    }
    for condition in node["when"]?.entries ?? [] where !["model", "version"].contains(condition.key) {
      refuse(
        "unknown-key", "unknown condition '\(condition.key)'", at: condition.keyPlace,
        hint: Suggestions.nearest(to: condition.key, among: ["model", "version"]).map { "did you mean '\($0)'?" }
          ?? "one of model, version")
    }
    guard diagnostics.count == before, let subject = subjects.first else { return nil }
    return Expectation(
      subject: node["address"].map { .address($0.string ?? "") } ?? .requirement(subject.string ?? ""),
      reason: node["reason"]?.string ?? "", ticket: node["ticket"]?.string, since: since, expires: expires,
      model: node["when"]?["model"]?.string, version: node["when"]?["version"]?.string,
      isFlaky: node["flaky"]?.bool ?? false, place: node.place, subjectPlace: subject.place.firstLine,
      lastLine: node.lastLine)
  }

  private mutating func date(_ yaml: YAML?) -> CalendarDate? {
    guard let yaml else { return nil }
    if let date = CalendarDate(yaml.string ?? "") { return date }
    refuse(
      "no-date", "'\(yaml.scalar?.text ?? "")' is not a date", at: yaml.place,
      hint: "write it like 2026-11-02")
    return nil
  }

  private mutating func refuse(_ code: String, _ message: String, at place: SourcePlace, hint: String?) {
    diagnostics.append(Diagnostic(code: code, message, at: place, hint: hint))
  }
}

extension YAML {
  /// The line on which its last scalar ends.
  fileprivate var lastLine: Int {
    switch value {
    case .scalar: max(place.line, place.endColumn == 1 ? place.endLine - 1 : place.endLine)
    case .sequence(let elements): elements.map(\.lastLine).max() ?? place.line
    case .mapping(let entries): entries.map { max($0.keyPlace.line, $0.value.lastLine) }.max() ?? place.line
    }
  }
}
