import Wire

/// How to send a request again by hand.
public enum Reproduction {
  /// A body whose shell text would be longer than this is read from the evidence instead.
  public static let longestBody = 65_536

  /// A line for a POSIX shell that sends the same bytes again with curl.
  ///
  /// The token is never in it: it is read from the variable `tokenVariable`. A long body is read from
  /// the file `$EVIDENCE/<exchange>.body`.
  ///
  /// - Parameters:
  ///   - request: as sent, or as the evidence holds it (redacted).
  ///   - tokenVariable: a name for a shell variable; `TOKEN` when it is none.
  ///   - exchange: the exchange's id.
  ///   - redactor: knows the secrets of the run. With it, a credential that is not a secret (a wrong key
  ///     that a case sends on purpose) is written out. Without it every credential becomes the variable.
  public static func curlLine(
    for request: Request, tokenVariable: String, exchange: String, redactor: Redactor? = nil
  ) -> String {
    let request = redactor?.redact(request) ?? request
    let body = body(request, exchange: exchange)
    var words = ["curl", request.method == "HEAD" ? "-sS -I" : "-sS -i"]
    if asksForStream(request) { words.append("--no-buffer") }
    if request.url.utf8.contains(where: { "[]{}".utf8.contains($0) }) { words.append("-g") }
    if request.url.contains("/.") { words.append("--path-as-is") }
    words += method(request)
    let token = "$" + (isVariable(tokenVariable) ? tokenVariable : "TOKEN")
    for field in request.headers {
      words.append("-H " + header(field, token: token, tellsSecrets: redactor != nil))
    }
    words += silenced(request).map { "-H '\($0):'" }
    if let body { words.append(body.option) }
    words.append(ShellText.word(request.url))
    return (body?.source ?? "") + words.joined(separator: " ")
  }

  private static func method(_ request: Request) -> [String] {
    let implied = request.body == nil ? "GET" : "POST"
    return request.method == implied || request.method == "HEAD"
      ? [] : ["-X \(ShellText.word(request.method))"]
  }

  /// Fields that curl would add of its own accord and the request did not have.
  private static func silenced(_ request: Request) -> [String] {
    var names = ["User-Agent", "Accept"]
    if let body = request.body {
      names.append("Content-Type")
      // From this size on curl asks for leave first.
      if body.count >= 1 << 20 { names.append("Expect") }
    }
    return names.filter { request.headers.first($0) == nil }
  }

  private static func header(_ field: HeaderField, token: String, tellsSecrets: Bool) -> String {
    guard !field.value.isEmpty else { return ShellText.word("\(field.name);") }
    guard Redactor.credentialFields.contains(field.name.lowercased()) else {
      return ShellText.word("\(field.name): \(field.value)")
    }
    let space = field.value.firstIndex(of: " ")
    let scheme = space.map { field.value[..<$0] } ?? ""
    let isScheme = ["bearer", "basic", "token"].contains(scheme.lowercased())
    let credential = isScheme ? field.value[scheme.endIndex...].drop { $0 == " " } : field.value[...]
    let isHidden = !credential.isEmpty && credential.utf8.allSatisfy { $0 == UInt8(ascii: "*") }
    guard isHidden || !tellsSecrets else { return ShellText.word("\(field.name): \(field.value)") }
    let before = "\(field.name): " + (isScheme ? "\(scheme) " : "")
    let isPlain = before.utf8.allSatisfy { byte in
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: ":"),
        0x20:
        true
      default: false
      }
    }
    return isPlain ? "\"\(before)\(token)\"" : "\(ShellText.word(before))\"\(token)\""
  }

  /// The option that names the body, and the command that it is read from.
  private static func body(_ request: Request, exchange: String) -> (source: String, option: String)? {
    guard let body = request.body else { return nil }
    if body.count <= longestBody {
      if ShellText.isShowable(body) {
        let text = ShellText.quoted(String(decoding: body, as: UTF8.self))
        if text.utf8.count <= longestBody { return ("", "--data-raw \(text)") }
      } else {
        let format = ShellText.printfFormat(body)
        if format.utf8.count <= longestBody { return ("printf \(format) | ", "--data-binary @-") }
      }
    }
    let name = String(
      exchange.map { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") ? $0 : "_" })
    return ("", "--data-binary \"@$EVIDENCE/\(name).body\"")
  }

  private static func asksForStream(_ request: Request) -> Bool {
    if request.headers.all("accept").contains(where: { $0.lowercased().contains("text/event-stream") }) {
      return true
    }
    guard let body = request.body, let json = try? JSONParser.parse(body) else { return false }
    return json.root["stream"]?.bool == true
  }

  private static func isVariable(_ name: String) -> Bool {
    name.wholeMatch(of: /[A-Za-z_][A-Za-z0-9_]*/) != nil
  }
}
