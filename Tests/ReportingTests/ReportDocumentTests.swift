import Contract
import Files
import Reporting
import Testing
import Verdicts
import Wire

/// The documents promise what the code does.
@Suite struct ReportDocumentTests {
  static func document(_ name: String) throws -> String {
    let parts = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3)
    return String(decoding: try Files.read(parts.joined(separator: "/") + "/docs/" + name), as: UTF8.self)
  }

  static func schema() throws -> JSON { try JSONParser.parse(try document("report.schema.json")) }

  @Test(arguments: ["sample", "hostile"]) func reportsFitTheSchema(_ name: String) throws {
    let report = name == "sample" ? sampleReport() : hostileReport()
    #expect(JSONSchemaValidator(try Self.schema()).firstProblem(in: report.json) == nil)
  }

  /// What the reader of reports refuses, the schema refuses as well, and the other way round.
  @Test func theSchemaRefusesWhatTheReaderRefuses() throws {
    let validator = JSONSchemaValidator(try Self.schema())
    let changes: [(JSONPointer, JSON)] = [
      (JSONPointer(["format"]), "dropin-report/3"), (JSONPointer(["run", "started"]), "yesterday"),
      (JSONPointer(["run", "requests"]), -1), (JSONPointer(["run", "complete"]), "yes"),
      (JSONPointer(["summary", "exit_code"]), 5), (JSONPointer(["summary", "gate"]), "might"),
      (JSONPointer(["target", "auth", "mode"]), "maybe"), (JSONPointer(["checks", "3", "at", "event"]), "x"),
      (JSONPointer(["checks", "3", "verdict"]), "passed"), (JSONPointer(["clients"]), [:]),
      (JSONPointer(["clients", "0", "verdict"]), "pass"),
      (JSONPointer(["requirements", "0", "checks", "fail"]), "2"),
      (JSONPointer(["exchanges", "0", "timings"]), 1),
      (JSONPointer(["observations", "0", "evidence"]), ["a", 1]),
      (JSONPointer(["summary", "levels", "must"]), .null),
      (JSONPointer(["requirements", "0", "sources", "0", "kind"]), "x"),
    ]
    for (place, value) in changes {
      let json = Self.replacing(place.tokens[...], with: value, in: sampleReport().json)
      #expect(validator.firstProblem(in: json) != nil, "schema, \(place)")
      #expect(throws: ReportFormatError.self, "reader, \(place)") { _ = try Report(json: json) }
    }
  }

  /// Every member of a report is in the schema, in the same order, and named on the page.
  @Test func schemaAndPageKnowEveryMember() throws {
    let page = try Self.document("report-format.md")
    let words = Set(page.matches(of: /[A-Za-z_]+/).map { String($0.output) })
    func walk(_ value: JSON, _ schema: JSON, _ root: JSON, _ place: String) {
      let resolved = schema["$ref"]?.string.flatMap { root["$defs"]?[String($0.dropFirst(8))] } ?? schema
      switch value {
      case .object(let object):
        let known = resolved["properties"]?.object?.keys ?? []
        #expect(known.filter(object.keys.contains) == object.keys, "\(place)")
        for member in object.members {
          if !place.hasSuffix("levels.must"), VerdictKind(rawValue: member.key) == nil {
            #expect(words.contains(member.key), "\(place).\(member.key) is not on the page")
          }
          walk(member.value, resolved["properties"]?[member.key] ?? .null, root, "\(place).\(member.key)")
        }
      case .array(let elements):
        for element in elements { walk(element, resolved["items"] ?? .null, root, place) }
      default: break
      }
    }
    let schema = try Self.schema()
    walk(sampleReport().json, schema, schema, "")
    walk(listedReport().json, schema, schema, "")
    #expect(JSONSchemaValidator(schema).firstProblem(in: listedReport().json) == nil)
    #expect(try Report(json: listedReport().json) == listedReport())
  }

  @Test func thePageNamesEveryVerdictExitCodeAndFormat() throws {
    let page = try Self.document("report-format.md")
    for verdict in VerdictKind.allCases { #expect(page.contains("| `\(verdict.rawValue)` |"), "\(verdict)") }
    for code in ExitCode.allCases { #expect(page.contains("\n| \(code.rawValue) |"), "\(code)") }
    for format in ReportFormats.names { #expect(page.contains("| `\(format)` |"), "\(format)") }
    let order = VerdictKind.worstFirst.map { "`\($0.rawValue)`" }.joined(separator: ", ")
    #expect(page.replacing("\n", with: " ").contains("From worst to best: \(order)."))
  }

  private static func replacing(_ tokens: ArraySlice<String>, with new: JSON, in json: JSON) -> JSON {
    guard let token = tokens.first else { return new }
    switch json {
    case .object(var object):
      object[token] = object[token].map { replacing(tokens.dropFirst(), with: new, in: $0) }
      return .object(object)
    case .array(var elements):
      guard let index = Int(token) else { return json }
      elements[index] = replacing(tokens.dropFirst(), with: new, in: elements[index])
      return .array(elements)
    default: return json
    }
  }
}
