import Wire

extension Defect {
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
    Defect(
      "image-file-dropped", breaks: "img-file-source", "Ignores images that are given by a file id.",
      source: "docs: api/messages"
    ) {
      $0.accept("image.source") { $0.blocks("image").contains { kind($0) == "file" } }
    },
    image(
      "webp-refused", breaks: "img-base64-jpeg-webp-gif", "Knows PNG only.", source: "docs: vision", with: 400
    ) { ["image/webp", "image/gif", "image/jpeg"].contains(media($0)) },
    image("image-url-500", breaks: "img-url", "Crashes on an image given by address.", source: "docs: vision") {
      kind($0) == "url"
    },
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
        Base64Text.decode($0.block["source"]?["data"]?.string ?? "") == nil
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
    Defect(
      "image-second-dropped", breaks: "img-token-count", "Passes on the first image of a message only.",
      source: "docs: vision"
    ) {
      $0.body.append { body, _ in
        body.edit("messages") {
          $0.editElements {
            $0.edit("content") {
              $0.editArray { blocks in
                guard let first = blocks.firstIndex(where: { $0["type"]?.says("image") == true }) else { return }
                blocks = blocks.enumerated().filter { $0.offset <= first || $0.element["type"]?.says("image") != true }
                  .map(\.element)
              }
            }
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
      "document-pdf-500", breaks: "doc-pdf-base64", "Crashes on a PDF.",
      source: "sdk: types/base64_pdf_source_param.py",
      type: "document"
    ) { kind($0) == "base64" },
    image(
      "document-title-500", breaks: "doc-title-context", "Crashes on a document with a title.",
      source: "sdk: types/document_block_param.py", type: "document"
    ) { $0.block["title"] != nil },
  ]
}
