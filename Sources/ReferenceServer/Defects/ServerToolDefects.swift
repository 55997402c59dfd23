import Wire

extension Defect {
  /// A server that searches the web itself, and does one thing wrong in it.
  private static func searching(
    _ name: String, breaks requirement: String, _ summary: String,
    source: String = "sdk: types/web_search_tool_result_block.py", edit: @escaping @Sendable (inout WebSearch) -> Void
  ) -> Defect {
    Defect(name, breaks: requirement, summary, source: source) {
      var search = WebSearch()
      edit(&search)
      search.install(&$0)
    }
  }

  static let serverTools: [Defect] = [
    searching(
      "search-input-text", breaks: "servertool-use-shape", "Sends the input of its own searches as JSON text.",
      source: "sdk: types/server_tool_use_block.py"
    ) { $0.blocks[0]["input"] = "{\"query\":\"hello\"}" },
    searching(
      "search-id-foreign", breaks: "servertool-id-prefix", "Gives its own searches the ids of a client's calls.",
      source: "docs: streaming"
    ) {
      $0.blocks[0]["id"] = "toolu_01Search"
      $0.blocks[1]["tool_use_id"] = "toolu_01Search"
    },
    searching(
      "search-result-unpaired", breaks: "servertool-result-paired",
      "Gives the results of its searches ids that no call has."
    ) { $0.blocks[1]["tool_use_id"] = "srvtoolu_02Other" },
    searching(
      "search-result-first", breaks: "servertool-result-paired", "Sends the results of its searches before the calls."
    ) { $0.blocks.reverse() },
    searching(
      "search-result-text", breaks: "servertool-result-shape", "Sends the results of its searches as one text."
    ) { $0.blocks[1]["content"] = "Hello: https://example.com/hello" },
    searching(
      "search-error-own-code", breaks: "servertool-result-shape", "Reports failed searches by codes of its own."
    ) { $0.blocks[1]["content"] = ["type": "web_search_tool_result_error", "error_code": "timeout"] },
    searching(
      "search-uncounted", breaks: "servertool-usage", "Does not count its searches in usage.",
      source: "sdk: types/server_tool_usage.py"
    ) { $0.usage = .null },
  ]
}
