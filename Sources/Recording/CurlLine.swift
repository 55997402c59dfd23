import Cases
import Wire

/// The request that a curl command would send, as far as a case can say it.
package struct CurlLine: Sendable {
  /// Its URL is that of the command.
  package private(set) var request = Request(method: "", url: "")

  private var method: String?
  private var data: [[UInt8]] = []
  private var isQuery = false

  /// Options that change how curl works and not what it sends.
  private static let ignored: Set<String> = [
    "-s", "--silent", "-S", "--show-error", "-v", "--verbose", "-i", "--include", "-N", "--no-buffer", "-L",
    "--location",
    "-k", "--insecure", "-f", "--fail", "--fail-with-body", "--compressed", "-#", "--progress-bar", "-g", "--globoff",
    "--http1.1", "--http2", "-4", "-6",
  ]
  private static let ignoredWithValue: Set<String> = [
    "-o", "--output", "-w", "--write-out", "-m", "--max-time", "--connect-timeout", "--retry", "--cacert", "-x",
    "--proxy",
    "-D", "--dump-header", "-b", "--cookie", "-A", "--user-agent", "-u", "--user",
  ]
  private static let known: Set<String> = [
    "-X", "--request", "-H", "--header", "--url", "-d", "--data", "--data-ascii", "--data-binary", "--data-raw",
    "--data-urlencode", "--json", "-I", "--head", "-G", "--get",
  ]

  /// - Parameter read: reads the file of `-d @FILE`.
  package init(_ text: String, read: (String) throws -> [UInt8]) throws(CurlLineError) {
    var words = try ShellWords(text).words[...]
    guard words.popFirst().map({ $0 == "curl" || $0.hasSuffix("/curl") }) == true else {
      throw CurlLineError("the line does not begin with curl")
    }
    while let word = words.popFirst() {
      guard word.hasPrefix("-"), word.utf8.count > 1 else {
        try take(url: word)
        continue
      }
      for option in try Self.split(word, &words) { try take(option.name, value: option.value, reading: read) }
    }
    try finish()
  }

  /// An option of several letters in one word, such as `-sXPOST`, taken apart.
  private static func split(_ word: String, _ words: inout ArraySlice<String>) throws(CurlLineError)
    -> [(name: String, value: String?)]
  {
    func needsValue(_ name: String) -> Bool {
      ignoredWithValue.contains(name) || known.contains(name) && !["-I", "--head", "-G", "--get"].contains(name)
    }
    func value(of name: String) throws(CurlLineError) -> String {
      guard let value = words.popFirst() else { throw CurlLineError("\(name) lacks its value") }
      return value
    }
    if word.hasPrefix("--") { return [(word, needsValue(word) ? try value(of: word) : nil)] }
    var options: [(name: String, value: String?)] = []
    var letters = word.dropFirst()
    while let letter = letters.popFirst() {
      let name = "-\(letter)"
      guard needsValue(name) else {
        options.append((name, nil))
        continue
      }
      options.append((name, letters.isEmpty ? try value(of: name) : String(letters)))
      break
    }
    return options
  }

  private mutating func take(_ name: String, value: String?, reading read: (String) throws -> [UInt8])
    throws(CurlLineError)
  {
    let value = value ?? ""
    switch name {
    case "-X", "--request": method = value
    case "-I", "--head": method = "HEAD"
    case "-G", "--get": isQuery = true
    case "--url": try take(url: value)
    case "-H", "--header":
      // `Name:` takes a field of curl's own away, `Name;` sends one without a value.
      guard let colon = value.firstIndex(of: ":") else { return }
      let text = value[value.index(after: colon)...].drop { $0 == " " }
      if !text.isEmpty { request.headers.append(HeaderField(String(value[..<colon]), String(text))) }
    case "-d", "--data", "--data-ascii":
      // curl takes the line ends out of files here.
      data.append(try Self.bytes(value, read).filter { !value.hasPrefix("@") || $0 != 0x0A && $0 != 0x0D })
    case "--data-binary": data.append(try Self.bytes(value, read))
    case "--data-raw": data.append(Array(value.utf8))
    case "--json":
      data.append(try Self.bytes(value, read))
      addUnlessGiven("Content-Type", "application/json")
      addUnlessGiven("Accept", "application/json")
    case _ where Self.ignored.contains(name) || Self.ignoredWithValue.contains(name): break
    default: throw CurlLineError("a case cannot say what curl's option \(name) does")
    }
  }

  private mutating func take(url: String) throws(CurlLineError) {
    guard request.url.isEmpty else { throw CurlLineError("there are two addresses: \(request.url) and \(url)") }
    request.url = url
  }

  private static func bytes(_ value: String, _ read: (String) throws -> [UInt8]) throws(CurlLineError) -> [UInt8] {
    guard value.hasPrefix("@") else { return Array(value.utf8) }
    do { return try read(String(value.dropFirst())) } catch { throw CurlLineError("\(error)") }
  }

  private mutating func addUnlessGiven(_ name: String, _ value: String) {
    if request.headers.first(name) == nil { request.headers.append(HeaderField(name, value)) }
  }

  private mutating func finish() throws(CurlLineError) {
    guard !request.url.isEmpty else { throw CurlLineError("there is no address") }
    let body = Array(data.joined(separator: Array("&".utf8)))
    if isQuery {
      guard let query = String(validating: body, as: UTF8.self) else { throw CurlLineError("the query is not text") }
      if !query.isEmpty { request.url += (request.url.contains("?") ? "&" : "?") + query }
    } else if !data.isEmpty {
      request.body = body
      addUnlessGiven("Content-Type", "application/x-www-form-urlencoded")
    }
    request.method = method ?? (request.body == nil ? "GET" : "POST")
  }

  /// What stands behind the base URL: from `/v1` on where that is in it.
  private var path: String {
    var rest = request.url[...]
    if let scheme = rest.firstRange(of: "://") { rest = rest[scheme.upperBound...] }
    guard let slash = rest.firstIndex(where: { $0 == "/" || $0 == "?" || $0 == "#" }) else { return "/" }
    rest = rest[slash...].prefix { $0 != "#" }
    if rest.hasPrefix("?") { return "/\(rest)" }
    let end = rest.firstIndex(of: "?") ?? rest.endIndex
    guard let version = rest[..<end].ranges(of: "/v1/").last else { return String(rest.isEmpty ? "/" : rest) }
    return String(rest[version.lowerBound...])
  }

  /// The `request:` of a case, line by line. Credentials are left out: the run has its own. The model is the run's.
  package var caseLines: [String] { RequestDraft(request, path: path, model: nil).lines(auth: nil) }
}

/// Why a curl command cannot be made a case of.
package struct CurlLineError: Error, Sendable, CustomStringConvertible {
  package var description: String
  init(_ description: String) { self.description = description }
}
