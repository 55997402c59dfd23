import Testing
import Wire

@testable import Cases
@testable import Planning

/// Groups that only some servers have are asked about only where somebody says so.
@Suite struct SurfaceSelectionTests {
  private static func suite() throws -> Suite {
    func cases(_ area: String) throws -> [Case] {
      let text = """
        format: 2
        area: \(area)
        defaults: { control: none }
        cases: [ { id: \(area)-one, title: t, requirement: \(area)-ok, expect: answered } ]
        """
      return CaseDecoder(try YAML.parse(Array(text.utf8), file: "\(area).yaml")).cases
    }
    return Suite(
      cases: try ["basics", "batches", "files"].flatMap(cases), requirements: [], version: "1", digest: "d")
  }

  @Test(arguments: [
    (Selection(), ["basics-one"]),
    (Selection(surfaces: [.files]), ["basics-one", "files-one"]),
    (Selection(surfaces: Set(Surface.allCases)), ["basics-one", "batches-one", "files-one"]),
    (Selection(areas: ["batches"]), ["batches-one"]),
    (Selection(areas: ["basics"], surfaces: [.batches]), ["basics-one"]),
    (Selection(cases: ["files-one"]), ["files-one"]),
    (Selection(requirements: ["batches-ok"]), ["batches-one"]),
  ])
  func whatIsAsked(selection: Selection, ids: [String]) throws {
    #expect(selection.cases(of: try Self.suite()).map(\.id) == ids)
  }

  @Test func aGroupIsNoFilter() {
    #expect(Selection(surfaces: [.batches]).isEverything)
    #expect(!Selection(areas: ["batches"], surfaces: [.batches]).isEverything)
  }

  @Test func groupsThatNobodyAsksAboutAreNoGap() throws {
    let suite = try Self.suite()
    func gap(_ selection: Selection) -> [String] {
      let plan = Plan(
        suite: suite, selection: selection, facts: TargetFacts(), replayAuth: [],
        renderer: RequestRenderer(baseURL: "http://h", defaultAuth: .none))
      return CoverageGap(plan, of: suite, selection: selection).requirements.values.joined().sorted()
    }
    #expect(gap(Selection()) == [])
    #expect(gap(Selection(areas: ["batches"])) == ["basics-ok"])
  }
}
