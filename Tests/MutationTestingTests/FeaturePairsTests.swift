import Cases
import Files
import Glibc
import Testing
import Wire

@testable import MutationTesting

/// Which features the requests of the suite use together, as `docs/feature-pairs.md` says.
@Suite struct FeaturePairsTests {
  /// Features with what a request's body has to be for it.
  static let features: [(name: String, isUsed: @Sendable (JSON) -> Bool)] = [
    ("thinking", { ["enabled", "adaptive"].contains($0["thinking"]?["type"]?.string ?? "") }),
    ("tools", { $0["tools"]?.array?.isEmpty == false }),
    ("forced call", { ["any", "tool"].contains($0["tool_choice"]?["type"]?.string ?? "") }),
    ("tool results", { $0["messages"]?.text().contains(#""type":"tool_result""#) ?? false }),
    ("stream", { $0["stream"]?.bool == true }),
    ("structured output", { $0["output_config"]?["format"]?.object != nil }),
    ("images", { $0["messages"]?.text().contains(#""type":"image""#) ?? false }),
    ("system prompt", { !($0["system"] ?? .null).isNull }),
  ]

  /// For each pair the first case that asks for both and is to be answered.
  static func page(_ suite: Suite) -> String {
    let requests = suite.cases.flatMap { subject in
      subject.steps.filter { !$0.expectsRejection && $0.request.path.hasPrefix("/v1/messages") }
        .compactMap { step -> (address: String, body: JSON)? in
          guard case .json(let body) = step.request.body, !step.request.path.contains("count_tokens") else {
            return nil
          }
          return (subject.address, body)
        }
    }
    var lines = [
      "# Features that meet", "",
      "For each pair of features: the first case whose request uses both and must be served, and the number of such requests. Written by",
      "`FeaturePairsTests`.", "", "| | " + features.dropFirst().map(\.name).joined(separator: " | ") + " |",
      "|---|" + String(repeating: "---|", count: features.count - 1),
    ]
    for (row, first) in features.dropLast().enumerated() {
      let cells = features.indices.dropFirst().map { column -> String in
        guard column > row else { return "" }
        let found = requests.filter { first.isUsed($0.body) && features[column].isUsed($0.body) }
        return found.first.map { "`\($0.address)` (\(found.count))" } ?? "none"
      }
      lines.append("| \(first.name) | " + cells.joined(separator: " | ") + " |")
    }
    return (lines + explanations).joined(separator: "\n") + "\n"
  }

  /// Why some pairs are not asked for.
  private static let explanations = [
    "", "## Pairs that are not asked for", "",
    "- *forced call* and *structured output*: the one leaves no text that the other could be about.",
    "- *thinking* and *structured output*: a model thinks before it writes, so the JSON shows only in a generating request of its own",
    "  of some hundred tokens. What a client makes of either is asked for separately.",
  ]

  @Test func thePageIsUpToDate() throws {
    let page = Self.page(try CommittedSuite.load())
    let path = CommittedSuite.root + "/docs/feature-pairs.md"
    if getenv("DROPIN_WRITE_DOCS") != nil { try Files.write(Array(page.utf8), to: path) }
    #expect(String(decoding: try Files.read(path), as: UTF8.self) == page, "set DROPIN_WRITE_DOCS=1 and run this test")
  }

  /// What clients use at once is asked for at once.
  @Test(arguments: [
    ("thinking", "tools"), ("thinking", "stream"), ("thinking", "tool results"), ("thinking", "system prompt"),
    ("tools", "stream"), ("tools", "tool results"), ("tools", "images"), ("forced call", "stream"),
    ("tool results", "stream"), ("tool results", "images"), ("stream", "structured output"),
    ("stream", "system prompt"), ("tools", "structured output"), ("tool results", "structured output"),
    ("structured output", "images"), ("forced call", "tool results"), ("forced call", "images"),
  ])
  func pairsOfClientsAreAskedFor(first: String, second: String) throws {
    let page = Self.page(try CommittedSuite.load())
    let names = Self.features.map(\.name)
    let row = try #require(page.split(separator: "\n").first { $0.hasPrefix("| \(first) |") })
    let cells = row.split(separator: "|", omittingEmptySubsequences: false).map { $0.filter { $0 != " " } }
    let column = try #require(names.firstIndex(of: second)) + 1
    #expect(cells[column] != "none" && !cells[column].isEmpty, "\(first) and \(second)")
  }
}
