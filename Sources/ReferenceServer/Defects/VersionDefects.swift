import Wire

extension Defect {
  private static func version(
    _ name: String, breaks requirement: String, _ summary: String, source: String, status: Int = 400,
    saying message: String = "unsupported anthropic-version", when: @escaping @Sendable (String?) -> Bool
  ) -> Defect {
    Defect(name, breaks: requirement, summary, source: source) {
      $0.refuseWire(status, message) {
        $0.isMessage && when($0.request.values(of: "anthropic-version").first)
      }
    }
  }

  private static func beta(
    _ name: String, breaks requirement: String, _ summary: String, source: String, status: Int = 400,
    when: @escaping @Sendable (DefectContext, [String]) -> Bool
  ) -> Defect {
    Defect(name, breaks: requirement, summary, source: source) {
      $0.refuseWire(status, "unexpected value for the anthropic-beta header") { context in
        let values = context.request.values(of: "anthropic-beta")
        return !values.isEmpty && when(context, values)
      }
    }
  }

  /// The version and beta headers, and what the two versions allow.
  static let versions: [Defect] = [
    version(
      "version-2023-refused", breaks: "version-2023-ok", "Refuses API version 2023-06-01.",
      source: "sdk: 1.17.0 _constants.py:7"
    ) { $0 == "2023-06-01" },
    version(
      "version-2026-refused", breaks: "version-2026-ok", "Knows no version but 2023-06-01 and 2023-01-01.",
      source: "sdk: _constants.py:7"
    ) { $0 == "2026-10-21" },
    version(
      "version-missing-500", breaks: "version-missing", "Crashes when no version is named.",
      source: "docs: api/versioning", status: 500, saying: "null pointer"
    ) { $0 == nil },
    version(
      "version-garbage-500", breaks: "version-garbage", "Crashes on a version that is not a date.",
      source: "docs: api/versioning", status: 500, saying: "cannot parse date"
    ) { $0?.utf8.first.map { !$0.isASCIIDigit } ?? false },
    version(
      "version-future-500", breaks: "version-future", "Crashes on a version later than it knows.",
      source: "docs: api/versioning", status: 500, saying: "no such version"
    ) { ($0 ?? "") > "2026-10-21" && $0!.hasPrefix("20") },
    beta(
      "beta-known-refused", breaks: "beta-single-known", "Refuses a published beta that it does not offer.",
      source: "sdk: types/anthropic_beta_param.py"
    ) { $1 == ["interleaved-thinking-2025-05-14"] },
    beta(
      "beta-list-refused", breaks: "beta-list-comma", "Takes a list of betas for one long name.",
      source: "claude-code: capture 2.1.291"
    ) { $1.contains { $0.contains(",") } },
    beta(
      "beta-unknown-refused", breaks: "beta-unknown-ignored", "Refuses beta names it has never heard of.",
      source: "claude-code: gateway guide"
    ) { $1.joined().contains("unknown") },
    beta(
      "beta-repeated-500", breaks: "beta-repeated-header", "Crashes when the beta header comes twice.",
      source: "standard: RFC 9110", status: 500
    ) { $1.count > 1 },
    beta(
      "beta-count-refused", breaks: "beta-token-counting",
      "Refuses the beta name that SDKs attach to token counting.",
      source: "sdk: resources/beta/messages/messages.py:2393-2402"
    ) { $0.route == .countTokens && $1.joined().contains("token-counting") },
    refusing(
      "version-b-temperature-500", breaks: "version-b-temperature",
      "Crashes on a temperature under 2026-10-21.", source: "docs: api/migration-2026-10-21", with: 500
    ) { $0.version == .b && $0.field("temperature") != nil },
    refusing(
      "version-b-document-500", breaks: "version-b-doc-in-assistant",
      "Crashes on a document in an assistant turn.", source: "docs: api/migration-2026-10-21", with: 500
    ) { $0.blocks("document").contains { $0.role == "assistant" } },
    refusing(
      "version-b-citations-500", breaks: "version-b-citations-in-user-text",
      "Crashes on citations in a user's text.", source: "docs: api/migration-2026-10-21", with: 500
    ) { $0.blocks("text").contains { $0.role == "user" && $0.block["citations"]?.array?.isEmpty == false } },
    refusing(
      "version-a-temperature-refused", breaks: "version-a-temperature-ok",
      "Refuses any temperature under 2023-06-01.", source: "sdk: 0.125.0 types/message_create_params.py"
    ) {
      $0.version == .a && $0.field("temperature") != nil && $0.field("top_k") == nil
        && ($0.field("temperature")?.double ?? 2) <= 1
    },
    Defect(
      "version-b-costs-more", breaks: "version-parity", "Charges more input under 2026-10-21 than before.",
      source: "docs: api/migration-2026-10-21"
    ) {
      $0.inputTokens.append { tokens, context in
        if context.request.values(of: "anthropic-version").first == "2026-10-21" { tokens += 7 }
      }
    },
  ]
}
