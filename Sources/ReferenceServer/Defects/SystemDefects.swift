import Wire

extension Defect {
  private static func systemBlocks(
    _ name: String, breaks requirement: String, _ summary: String, source: String,
    when: @escaping @Sendable (JSON) -> Bool
  ) -> Defect {
    refusing(name, breaks: requirement, summary, source: source) { $0.systemBlocks.contains(where: when) }
  }

  /// System prompts and system messages.
  static let system: [Defect] = [
    Defect(
      "system-string-dropped", breaks: "system-string",
      "Leaves a system prompt given as a string out of the prompt.", source: "router-for-me/CLIProxyAPI#679"
    ) {
      $0.body.append { body, _ in if body["system"]?.string != nil { body.remove("system") } }
    },
    refusing(
      "system-array-refused", breaks: "system-array", "Takes no system prompt but a string.",
      source: "claude-code: capture 2.1.291"
    ) { $0.systemBlocks.count == 1 && $0.systemBlocks[0]["cache_control"] == nil },
    Defect(
      "system-array-costs-more", breaks: "system-string-array-equal",
      "Charges extra for a system prompt in blocks.", source: "sdk: types/message_create_params.py:191"
    ) {
      $0.body.append { body, _ in
        guard body["system"]?.array?.count == 1 else { return }
        body.edit("system") {
          $0.editElements { block in block["text"] = .string("[block] " + (block["text"]?.string ?? "")) }
        }
      }
    },
    Defect(
      "system-first-block-only", breaks: "system-array-multi", "Reads the first system block only.",
      source: "router-for-me/CLIProxyAPI#679"
    ) {
      $0.body.append { body, _ in body.edit("system") { $0.editArray { $0 = Array($0.prefix(1)) } } }
    },
    systemBlocks(
      "cache-scope-refused", breaks: "system-cache-control-scope",
      "Refuses the scope Claude Code writes into cache breakpoints.", source: "claude-code: reading 2.1.42"
    ) { $0["cache_control"]?["scope"] != nil },
    systemBlocks(
      "attribution-refused", breaks: "system-attribution-block", "Chokes on Claude Code's attribution line.",
      source: "claude-code: gateway guide"
    ) { $0["text"]?.string?.hasPrefix("x-anthropic-billing-header") ?? false },
    Defect(
      "attribution-breaks-cache", breaks: "system-attribution-cache",
      "Reports cache hits, but none once the attribution line has changed.",
      source: "ggml-org/llama.cpp#20623"
    ) {
      $0.message.append { message, context in Caching.report(&message, context, keyIncludesAttribution: true)
      }
    },
    refusing(
      "system-empty-500", breaks: "system-empty-string", "Crashes on an empty system prompt.",
      source: "docs: api/messages", with: 500
    ) { $0.body["system"]?.says("") == true },
    serving(
      "system-image-served", breaks: "system-image-block-400", "Accepts an image as system prompt.",
      source: "docs: api/messages", rule: "system"),
    refusing(
      "system-role-refused", breaks: "system-role-in-messages",
      "Refuses system messages between turns in a schema checker's words.",
      source: "lmstudio-ai/lmstudio-bug-tracker#1399",
      saying: "request.messages.1.role: Invalid discriminator value. Expected 'user' | 'assistant'"
    ) { $0.roles.contains("system") && $0.roles.first != "system" },
    refusing(
      "system-role-blocks-500", breaks: "system-role-blocks", "Crashes on a system message in block form.",
      source: "vllm-project/vllm#41114", with: 500
    ) { $0.messages.contains { $0["role"]?.says("system") == true && $0["content"]?.array != nil } },
    refusing(
      "system-role-first-500", breaks: "system-role-first",
      "Crashes on a conversation that opens with a system message.", source: "vllm-project/vllm#41114",
      with: 500
    ) { $0.roles.first == "system" },
    Defect(
      "system-role-dropped", breaks: "system-role-not-dropped",
      "Drops system messages between turns without a word.", source: "docs: mid-conversation-system-messages"
    ) {
      $0.body.append { body, _ in
        body.edit("messages") { $0.editArray { $0.removeAll { $0["role"]?.says("system") == true } } }
      }
    },
    Defect(
      "system-disobeyed", breaks: "system-obeyed", "Ignores what the system prompt says.",
      source: "docs: api/messages"
    ) {
      $0.options.append { options, _ in options.conversation.system = [] }
    }
  ]

  private static func image(
    _ name: String, breaks requirement: String, _ summary: String, source: String, with status: Int = 500,
    saying message: String = "The model has crashed", type: String = "image",
    when: @escaping @Sendable (PlacedBlock) -> Bool
  ) -> Defect {
    refusing(name, breaks: requirement, summary, source: source, with: status, saying: message) {
      $0.blocks(type).contains(where: when)
    }
  }

  private static func media(_ placed: PlacedBlock) -> String {
    placed.block["source"]?["media_type"]?.string ?? ""
  }
  private static func kind(_ placed: PlacedBlock) -> String { placed.block["source"]?["type"]?.string ?? "" }

  /// Images and documents.
  static let vision: [Defect] = [
    image(
      "image-500", breaks: "img-base64-png", "Crashes on a PNG.",
      source: "lmstudio-ai/lmstudio-bug-tracker#1755"
    ) {
      $0.parent == nil && media($0) == "image/png" && $0.block["cache_control"] == nil
        && $0.block["source"]?["data"]?.string?.hasPrefix("iVBOR") == true
    },
    image(
      "webp-refused", breaks: "img-base64-jpeg-webp-gif", "Knows PNG only.", source: "docs: vision", with: 400
    ) { ["image/webp", "image/gif", "image/jpeg"].contains(media($0)) },
    image("image-url-500", breaks: "img-url", "Crashes on an image given by address.", source: "docs: vision")
    { kind($0) == "url" },
    serving(
      "image-tiff-served", breaks: "img-bad-media-type", "Accepts image formats that are not documented.",
      source: "docs: vision", rule: "image.source"
    ) {
      $0.blocks("image").contains {
        media($0) == "image/tiff" || media($0) == "image/bmp" || media($0) == "image/svg+xml"
      }
    },
    serving(
      "image-bad-base64-served", breaks: "img-bad-base64", "Looks away from image data that is not base64.",
      source: "docs: vision", rule: "image.source"
    ) {
      $0.blocks("image").contains {
        decodedBase64(($0.block["source"]?["data"]?.string ?? "").utf8) == nil
          && $0.block["source"]?["data"]?.string?.hasPrefix("data:") != true
      }
    },
    image(
      "image-data-url-500", breaks: "img-data-url-rejected", "Crashes on image data in a data URL.",
      source: "sgl-project/sglang#18630"
    ) { $0.block["source"]?["data"]?.string?.hasPrefix("data:") ?? false },
    refusing(
      "image-blind-500", breaks: "img-nonvision-model", "Crashes when a model that cannot see gets an image.",
      source: "lmstudio-ai/lmstudio-bug-tracker#1755", with: 500
    ) { $0.model?.seesImages == false && !$0.blocks("image").isEmpty },
    image(
      "image-in-result-refused", breaks: "img-in-tool-result", "Accepts only text inside tool results.",
      source: "lmstudio-ai/lmstudio-bug-tracker#1590", with: 400,
      saying: "request.messages.2.content.0.content.1.type: Invalid literal value, expected \"text\""
    ) { $0.parent == "tool_result" },
    Defect(
      "image-dropped", breaks: "img-token-count", "Drops images from the prompt without a word.",
      source: "waybarrios/vllm-mlx#776"
    ) {
      $0.body.append { body, _ in
        body.edit("messages") {
          $0.editElements {
            $0.edit("content") { $0.editArray { $0.removeAll { $0["type"]?.says("image") == true } } }
          }
        }
      }
    },
    image(
      "image-cache-control-refused", breaks: "img-cache-control", "Refuses a cache breakpoint on an image.",
      source: "sdk: types/image_block_param.py", with: 400
    ) { $0.block["cache_control"] != nil },
    image(
      "document-text-500", breaks: "doc-text-source", "Crashes on a plain-text document.",
      source: "docs: vision", type: "document"
    ) { kind($0) == "text" && $0.block["title"] == nil },
    image(
      "document-pdf-500", breaks: "doc-pdf-base64", "Crashes on a PDF.", source: "microsoft/vscode#325672",
      type: "document"
    ) { kind($0) == "base64" },
    image(
      "document-title-500", breaks: "doc-title-context", "Crashes on a document with a title.",
      source: "sdk: types/document_block_param.py", type: "document"
    ) { $0.block["title"] != nil }
  ]
}
