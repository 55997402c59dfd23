import Contract
import Reporting
import Testing
import Wire

@Suite struct ReportModelTests {
  @Test(arguments: ["sample", "hostile"]) func readsBackWhatItWrote(_ name: String) throws {
    let report = name == "sample" ? sampleReport() : hostileReport()
    let bytes = JSONReportWriter().write(report)
    let document = try JSONParser.parse(bytes)
    #expect(document.problems.isEmpty)
    let back = try Report(json: document.root)
    #expect(JSONReportWriter().write(back) == bytes)
  }

  @Test func keysStandInTheOrderOfTheFormat() {
    let json = sampleReport().json
    #expect(
      json.object?.keys == [
        "format", "tool", "suite", "target", "run", "summary", "clients", "marks", "causes", "requirements",
        "checks", "exchanges", "observations",
      ])
    #expect(
      json["checks"]?[3]?.object?.keys == [
        "id", "requirement", "level", "verdict", "reason", "signature", "message", "expected", "actual", "at",
        "exchange", "reproduce",
      ])
    #expect(json["checks"]?[0]?.object?.keys == ["id", "requirement", "level", "verdict", "exchange"])
    #expect(json["checks"]?[3]?["at"]?.object?.keys == ["event", "byte", "pointer", "elapsed_ms"])
    #expect(
      json["exchanges"]?[1]?.object?.keys == [
        "id", "case", "row", "step", "method", "path", "status", "end", "timings", "bytes", "request_bytes",
        "excerpt",
      ])
  }

  /// Takes every member away in turn; what is not optional must be missed by its own name.
  @Test func everyMissingMemberIsNamed() throws {
    let json = sampleReport().json
    let optional: Set<String> = [
      "implementation", "version", "reason", "cause", "signature", "profile", "filter",
      "interrupted", "message", "expected", "actual", "at", "exchange", "reproduce", "event", "byte",
      "elapsed_ms", "row", "step", "status", "first_byte_ms", "pointer", "excerpt", "response", "trailers", "body",
      "connected_us", "first_byte_us", "head_end_us", "marked", "marks", "framing_faults", "failure", "causes",
      "tasks",
    ]
    var named = 0
    for place in Self.places(in: json) where place.tokens.last.map({ Int($0) == nil }) ?? false {
      let last = place.tokens.last ?? ""
      // Made of the rest, and not read back.
      if place.tokens.first == "marks" { continue }
      // One event of a timeline is like the other.
      if let events = place.tokens.firstIndex(of: "events"), place.tokens.dropFirst(events + 1).first ?? "0" != "0" {
        continue
      }
      if optional.contains(last) && place.tokens.prefix(2) != ["tool", "version"][...]
        && place.tokens.prefix(2) != ["suite", "version"][...]
      {
        continue
      }
      if place.tokens.first == "causes", ["name", "user", "author"].contains(last) { continue }
      if place.tokens.contains("checks") && place.tokens.first == "requirements" && last != "checks" {
        continue
      }
      if place.tokens.starts(with: ["summary", "levels"]), place.tokens.count == 4 { continue }
      let error = #expect(throws: ReportFormatError.self, "without \(place)") {
        _ = try Report(json: Self.removing(place.tokens[...], from: json))
      }
      #expect(error?.member == Self.written(place), "without \(place)")
      named += 1
    }
    #expect(named > 100)
  }

  @Test func aWrongTypeIsNamedToo() throws {
    var json = sampleReport().json
    json["checks"] = [["id": 1]]
    #expect(throws: ReportFormatError(member: "checks[0].id", expected: "a string")) {
      _ = try Report(json: json)
    }
    json = sampleReport().json
    json["run"]?["requests"] = -1
    #expect(throws: ReportFormatError(member: "run.requests", expected: "an integer from 0 on, below 2^50")) {
      _ = try Report(json: json)
    }
    json = sampleReport().json
    json["run"]?["started"] = "yesterday"
    #expect(throws: ReportFormatError.self) { _ = try Report(json: json) }
    json["format"] = "dropin-report/3"
    let error = #expect(throws: ReportFormatError.self) { _ = try Report(json: json) }
    #expect(
      error?.description
        == "the report's member 'format' is missing or not 'dropin-report/2' "
        + "or 'dropin-report/1', the formats that this version reads"
    )
    #expect(throws: ReportFormatError(member: "", expected: "an object")) { _ = try Report(json: []) }
  }

  @Test func membersOfALaterAdditionAreIgnored() throws {
    var json = sampleReport().json
    json["later"] = "x"
    json["run"]?["later"] = 1
    #expect(try Report(json: json) == sampleReport())
  }

  @Test(arguments: [
    (0, "1970-01-01T00:00:00Z"), (951_782_400, "2000-02-29T00:00:00Z"),
    (1_793_606_400, "2026-11-02T08:00:00Z"),
    (-1, "1969-12-31T23:59:59Z"), (4_102_444_799, "2099-12-31T23:59:59Z"),
  ])
  func timesAreUTC(_ seconds: Int, _ text: String) {
    #expect(Timestamp.text(secondsSince1970: seconds) == text)
    #expect(Timestamp.isUTC(text))
  }

  @Test(arguments: [
    "", "2026-11-02", "2026-11-02T08:00:00+01:00", "2026-11-02 08:00:00Z", "2026-11-02T08:00:00Z ",
  ])
  func otherTimesAreRefused(_ text: String) { #expect(!Timestamp.isUTC(text)) }

  private static func places(in json: JSON, at pointer: JSONPointer = JSONPointer()) -> [JSONPointer] {
    switch json {
    case .object(let object):
      object.members.flatMap {
        [pointer.appending($0.key)] + places(in: $0.value, at: pointer.appending($0.key))
      }
    case .array(let elements):
      elements.enumerated().flatMap { places(in: $1, at: pointer.appending($0)) }
    default: []
    }
  }

  private static func removing(_ tokens: ArraySlice<String>, from json: JSON) -> JSON {
    guard let token = tokens.first else { return json }
    switch json {
    case .object(var object):
      object[token] = tokens.count == 1 ? nil : object[token].map { removing(tokens.dropFirst(), from: $0) }
      return .object(object)
    case .array(var elements):
      guard let index = Int(token) else { return json }
      elements[index] = removing(tokens.dropFirst(), from: elements[index])
      return .array(elements)
    default: return json
    }
  }

  private static func written(_ pointer: JSONPointer) -> String {
    pointer.tokens.reduce("") { Int($1) != nil ? "\($0)[\($1)]" : $0.isEmpty ? $1 : "\($0).\($1)" }
  }
}
