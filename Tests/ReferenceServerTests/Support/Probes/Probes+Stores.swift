import Wire

@testable import ReferenceServer

/// Batches, files and skills. `{made-1}` in a path stands for the id that was made last, `{made-2}` for the one before.
extension Probes {
  static let stores: [Probe] = batches + files + skills

  private static func request(_ id: String, _ params: JSON = minimal()) -> JSON {
    ["custom_id": .string(id), "params": params]
  }

  private static func batch(_ name: String, _ requests: JSON) -> Probe {
    post(name, ["requests": requests], path: "/v1/messages/batches")
  }

  private static func get(_ path: String) -> Probe { raw("GET \(path)", "GET", path) }

  private static let batches: [Probe] = {
    let path = "/v1/messages/batches"
    let last = "\(path)/{made-1}"
    let life =
      [batch("batch", [request("a"), request("b"), request("c", minimal(["messages": []]))]), get("\(last)/results")]
      + Array(repeating: get(last), count: 3) + [get("\(last)/results")]
    let cancel = [
      batch("batch to cancel", [request("a"), request("b")]), raw("cancel", "POST", "\(last)/cancel"), get(last),
      get("\(last)/results"),
    ]
    let pages = [
      batch("one", [request("a")]), get("\(path)?limit=1"), get("\(path)?limit=1&after_id={made-1}"),
      get("\(path)?limit=1&before_id={made-3}"),
    ]
    let refusals = [
      get("\(path)/nobody"), get("\(path)/nobody/results"), batch("no requests", []),
      batch("same id", [request("a"), request("a")]),
    ]
    return [get(path)] + life + cancel + pages + refusals
      + [raw("delete", "DELETE", "\(path)/{made-2}"), get("\(path)/{made-2}")]
  }()

  /// A form with one file.
  private static func form(_ name: String, _ path: String, field: String, filename: String?, _ body: String) -> Probe {
    let disposition =
      "content-disposition: form-data; name=\"\(field)\"" + (filename.map { "; filename=\"\($0)\"" } ?? "")
    let text = ["--x", disposition, "content-type: text/plain", "", body, "--x--", ""].joined(separator: "\r\n")
    return raw(name, "POST", path, [HeaderLine("content-type", "multipart/form-data; boundary=x")], text)
  }

  private static let files: [Probe] = {
    let path = "/v1/files"
    let last = "\(path)/{made-1}"
    // A byte that no text has.
    var picture = form("bytes", path, field: "file", filename: "a.png", "PIXELS")
    picture.request.body = picture.request.body.map { $0 == UInt8(ascii: "X") ? 0xFF : $0 }
    let named = post(
      "file in message",
      minimal([
        "messages": said([["type": "document", "source": ["type": "file", "file_id": "file_01ReferenceChart0000000"]]])
      ]))
    return [
      get(path), form("file", path, field: "file", filename: "a.txt", "hi"), get(last), get("\(last)/content"), picture,
      named, get("\(path)?limit=1"), get("\(path)?limit=1&page=page_{made-1}"),
      get("\(path)/file_01ReferenceChart0000000/content"), get("\(path)/nobody"),
      form("no file", path, field: "other", filename: nil, "hi"), raw("delete file", "DELETE", last), get(last),
    ]
  }()

  private static let skills: [Probe] = {
    let path = "/v1/skills"
    func skill(_ name: String, _ path: String) -> Probe {
      form(name, path, field: "files[]", filename: "a/SKILL.md", "---\nname: a\ndescription: It does.\n---\n")
    }
    return [
      get(path), skill("skill", path), get("\(path)/{made-1}"), get("\(path)?limit=1"),
      get("\(path)?limit=1&page=page_{made-1}"), get("\(path)?source=anthropic"),
      skill("version", "\(path)/{made-1}/versions"), get("\(path)/{made-2}"), get("\(path)/{made-2}/versions"),
      get("\(path)/{made-2}/versions/{made-1}"),
      raw("delete version", "DELETE", "\(path)/{made-2}/versions/{made-1}"),
      get("\(path)/{made-2}/versions/{made-1}"), get("\(path)/nobody"),
      form("no SKILL.md", path, field: "files[]", filename: "a/README.md", "hi"),
      raw("delete skill", "DELETE", "\(path)/{made-2}"), get("\(path)/{made-2}"),
    ]
  }()

  /// The request with the ids that were made in place of their stand-ins.
  static func filled(_ request: ServerRequest, _ made: [String]) -> ServerRequest {
    var request = request
    for back in 1...3 where made.count >= back {
      request.path = request.path.replacing("{made-\(back)}", with: made[made.count - back])
      request.query = request.query.replacing("{made-\(back)}", with: made[made.count - back])
    }
    return request
  }

  /// The id of what a request has made.
  static func made(by request: ServerRequest, _ reply: ServerReply) -> String? {
    let isMaker =
      ["/v1/messages/batches", "/v1/files", "/v1/skills"].contains(request.path) || request.path.hasSuffix("/versions")
    return request.method == "POST" && isMaker ? reply.json?["id"]?.string : nil
  }
}
