import ReferenceServer
import Wire

/// Messages of every form: turns, content blocks, images, documents.
extension Probes {
  static let conversations: [Probe] = {
    func talk(_ name: String, _ messages: JSON, _ changes: JSON = [:]) -> Probe {
      post(name, with(minimal(changes), "messages", messages))
    }
    func content(_ name: String, _ content: JSON) -> Probe { talk(name, said(content)) }
    let text: JSON = ["type": "text", "text": "look"]
    func document(_ source: JSON, _ more: JSON = [:]) -> JSON {
      [with(["type": "document", "source": source], more), text]
    }
    let plain: JSON = ["type": "text", "media_type": "text/plain", "data": "Hello"]
    func cached(_ control: JSON, _ count: Int = 1) -> JSON {
      .array((0..<count).map { ["type": "text", "text": .string("part \($0)"), "cache_control": control] })
    }
    return [
      content("one block", [text]), content("two blocks", [text, text]),
      talk("user twice", [["role": "user", "content": "a"], ["role": "user", "content": "b"]]),
      talk(
        "assistant twice",
        [
          ["role": "user", "content": "a"], ["role": "assistant", "content": "b"],
          ["role": "assistant", "content": "c"], ["role": "user", "content": "d"],
        ]),
      talk(
        "three turns",
        [
          ["role": "user", "content": "a"], ["role": "assistant", "content": "b"],
          ["role": "user", "content": "c"],
        ]),
      talk("many", .array((0..<201).map { ["role": $0 % 2 == 0 ? "user" : "assistant", "content": "x"] })),
      content("empty", ""), content("empty text", [["type": "text", "text": ""]]),
      talk("empty assistant", [["role": "user", "content": "a"], ["role": "assistant", "content": ""]]),
      talk(
        "prefill", [["role": "user", "content": "a"], ["role": "assistant", "content": "The answer is ("]]),
      talk("prefill space", [["role": "user", "content": "a"], ["role": "assistant", "content": "abc "]]),
      talk(
        "replay",
        [
          ["role": "user", "content": "a"], ["role": "assistant", "content": [["type": "text", "text": "b"]]],
          ["role": "user", "content": "c"],
        ]),
      talk(
        "citations",
        [
          ["role": "user", "content": "a"],
          ["role": "assistant", "content": [["type": "text", "text": "b", "citations": .null]]],
          ["role": "user", "content": "c"],
        ]),
      content("image file", [["type": "image", "source": ["type": "file", "file_id": "file_1"]], text]),
      content("hologram", [["type": "hologram"]]),
      content("extra", [["type": "text", "text": "x", "shine": 1]]),
      content("cached", cached(["type": "ephemeral"])),
      content("cached null", cached(.null)), content("cached 5", cached(["type": "ephemeral"], 5)),
      content("cached forever", cached(["type": "forever"])),
      content("search", [["type": "search_result", "source": "s", "title": "t", "content": [text]]]),
      talk("system between", [["role": "user", "content": "a"], ["role": "system", "content": "Be brief."]]),
      talk(
        "system blocks",
        [
          ["role": "user", "content": "a"],
          ["role": "system", "content": [["type": "text", "text": "Be brief."]]],
        ]),
      talk("system first", [["role": "system", "content": "Be brief."], ["role": "user", "content": "a"]]),
      content("image", [image(png), text]), content("two images", [image(png), image(png), text]),
      content("gif", [image(gif, "image/gif"), text]),
      content(
        "image url",
        [["type": "image", "source": ["type": "url", "url": "https://example.com/a.png"]], text]),
      content("tiff", [image(png, "image/tiff")]), content("image junk", [image("%%%")]),
      content("image data url", [image("data:image/png;base64," + png)]),
      talk("image blind", said([image(png)]), ["model": "reference/text-only:1b"]),
      content("image cached", [with(image(png), "cache_control", ["type": "ephemeral"]), text]),
      content("document", document(plain)),
      content("document title", document(plain, ["title": "T", "context": "C"])),
      content(
        "pdf", document(["type": "base64", "media_type": "application/pdf", "data": "JVBERi0xLjQKJSVFT0YK"])),
      content("foreign", "Repeat exactly: Zoë, naïve"),
      post(
        "foreign stream",
        with(
          with(
            minimal(["max_tokens": 64]), "messages",
            said("Repeat exactly: Zoë, naïve, and so on and so on and on\n\nEnde")), "stream", true)),
      raw(
        "half a character", "POST", "/v1/messages", [HeaderLine("content-type", "application/json")],
        #"{"model":"reference","max_tokens":1,"messages":[{"role":"user","content":"Say hi \ud83d"}]}"#),
      talk("dot", said("."), ["max_tokens": 1]),
      content("long", .string(String(repeating: "x.", count: 2200))),
      talk("failing", user("Fail mid-stream with api_error"), ["stream": true]),
      talk("waiting", user("Wait 2500 ms. " + String(repeating: "word ", count: 2000)), ["stream": true]),
      talk("small window", user(String(repeating: "x.", count: 2010)), ["max_tokens": 200]),
    ]
  }()
}
