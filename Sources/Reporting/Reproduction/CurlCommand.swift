import Cases
import Wire

/// One request as a curl command for a POSIX shell: the same bytes go out, and what comes back is shown head and body.
struct CurlCommand {
  let call: ReproducedCall
  let tokenVariable: String
  /// Whether the secrets of the run are known, so that other credentials may be written out.
  let tellsSecrets: Bool
  private let request: Request
  private let body: ShellBody?

  init(_ call: ReproducedCall, tokenVariable: String, redactor: Redactor?) {
    self.call = call
    self.tokenVariable = tokenVariable.wholeMatch(of: /[A-Za-z_][A-Za-z0-9_]*/) != nil ? tokenVariable : "TOKEN"
    tellsSecrets = redactor != nil
    request = redactor?.redact(call.request) ?? call.request
    body = request.body.map { ShellBody($0, exchange: call.exchange) }
  }

  /// Whether the body comes through a pipe, of which a command can have one.
  var readsInput: Bool { body?.source != nil }

  /// The command that writes the body, with the pipe behind it, or nothing.
  var input: String { body?.source.map { "\($0) | " } ?? "" }

  /// What becomes of the response.
  enum Output: Equatable {
    /// Head and body are shown.
    case all
    /// Read to its end, and thrown away.
    case nothing
    /// Head and body go to a file, named by a word of the shell.
    case file(String)
  }

  /// Everything behind the word `curl`.
  func arguments(_ output: Output = .all) -> String {
    var words = ["-sS"]
    let isHead = request.method == "HEAD"
    switch (output, call.disconnect) {
    case (.nothing, nil): words.append(isHead ? "-I -o /dev/null" : "-o /dev/null")
    // The head goes elsewhere, so that the bytes of the body can be counted.
    case (_, .afterBytes): words.append("-D /dev/stderr")
    case (.file(let name), _): words.append("\(isHead ? "-I" : "-i") -o \(name)")
    default: words.append(isHead ? "-I" : "-i")
    }
    if asksForStream { words.append("--no-buffer") }
    if let seconds = call.seconds { words.append("--max-time \(seconds)") }
    if request.url.hasPrefix("https:") { words.append("--http1.1") }
    if request.url.utf8.contains(where: { "[]{}".utf8.contains($0) }) { words.append("-g") }
    if request.url.contains("/.") { words.append("--path-as-is") }
    words += method
    words += request.headers.map { "-H " + header($0) }
    words += framing
    words += silenced.map { "-H '\($0):'" }
    if let body { words.append(body.option) }
    words += call.figures.map { "-w \(ShellText.quoted("\\n\($0.format)\\n"))" }
    words.append(ShellText.word(request.url))
    return words.joined(separator: " ")
  }

  /// The whole command.
  func text(_ output: Output = .all) -> String {
    let command = "\(input)curl \(arguments(output))"
    let rest = output == .nothing ? " >/dev/null" : ""
    switch call.disconnect {
    case nil: return command
    case .afterBytes(let count): return "\(command) | head -c \(count)\(rest)"
    case .afterEvent(let name):
      let pattern = name.filter { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_" || $0 == "-") }
      // Up to the blank line behind the event; carriage returns are controls.
      let end = "/^[[:cntrl:]]*$/"
      return "\(command) | sed '/^event: *\(pattern)/,\(end){\(end)q;}'\(rest)"
    }
  }

  private var method: [String] {
    let implied = request.body == nil ? "GET" : "POST"
    return request.method == implied || request.method == "HEAD" ? [] : ["-X \(ShellText.word(request.method))"]
  }

  /// How the length of the body is announced, where curl would do otherwise.
  private var framing: [String] {
    guard request.body != nil else {
      // These say that there is no body (RFC 9110 section 8.6).
      let says = ["POST", "PUT", "PATCH"].contains(request.method) && request.headers.first("content-length") == nil
      return says ? ["-H 'Content-Length: 0'"] : []
    }
    switch call.framing {
    case .contentLength: return []
    case .chunked: return request.headers.first("transfer-encoding") == nil ? ["-H 'Transfer-Encoding: chunked'"] : []
    case .expectContinue: return request.headers.first("expect") == nil ? ["-H 'Expect: 100-continue'"] : []
    }
  }

  /// Fields that curl would add of its own accord and the request did not have.
  private var silenced: [String] {
    var names = ["User-Agent", "Accept"]
    if let body = request.body {
      names.append("Content-Type")
      // From this size on, and with a body in chunks, curl may ask for leave first.
      if call.framing != .expectContinue, body.count >= 1 << 20 || call.framing == .chunked { names.append("Expect") }
    }
    return names.filter { request.headers.first($0) == nil }
  }

  private func header(_ field: HeaderField) -> String {
    guard !field.value.isEmpty else { return ShellText.word("\(field.name);") }
    guard Redactor.credentialFields.contains(field.name.lowercased()) else {
      return ShellText.word("\(field.name): \(field.value)")
    }
    let space = field.value.firstIndex(of: " ")
    let scheme = space.map { field.value[..<$0] } ?? ""
    let isScheme = ["bearer", "basic", "token"].contains(scheme.lowercased())
    let credential = isScheme ? field.value[scheme.endIndex...].drop { $0 == " " } : field.value[...]
    if let nearly = NearlyTheToken.allCases.first(where: { $0.placeholder.sameBytes(as: String(credential)) }) {
      return "\"\(field.name): \(isScheme ? "\(scheme) " : "")\(nearly.shell(tokenVariable))\""
    }
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
    let token = "$" + tokenVariable
    return isPlain ? "\"\(before)\(token)\"" : "\(ShellText.word(before))\"\(token)\""
  }

  private var asksForStream: Bool {
    if request.headers.all("accept").contains(where: { $0.lowercased().contains("text/event-stream") }) {
      return true
    }
    guard let body = request.body, let json = try? JSONParser.parse(body) else { return false }
    return json.root["stream"]?.bool == true
  }
}
