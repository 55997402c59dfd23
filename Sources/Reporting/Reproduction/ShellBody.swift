import Wire

/// How a shell comes by the bytes of a body.
struct ShellBody {
  /// A body whose shell text would be longer than this is read from the evidence instead.
  static let longest = 65_536

  /// The command that writes the body to curl's input; nil when there is none.
  let source: String?
  /// The option that gives it to curl.
  let option: String

  init(_ body: [UInt8], exchange: String) {
    if body.count <= Self.longest {
      if ShellText.isShowable(body) {
        let text = ShellText.quoted(String(decoding: body, as: UTF8.self))
        if text.utf8.count <= Self.longest {
          (source, option) = (nil, "--data-raw \(text)")
          return
        }
      } else {
        let format = ShellText.printfFormat(body)
        if format.utf8.count <= Self.longest {
          (source, option) = ("printf \(format)", "--data-binary @-")
          return
        }
      }
    }
    if let generated = Self.generated(body) {
      (source, option) = (generated, "--data-binary @-")
      return
    }
    let name = String(
      exchange.map { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") ? $0 : "_" })
    let directory = "${EVIDENCE:?the directory with the evidence of the run}"
    (source, option) = (nil, "--data-binary \"@\(directory)/\(name).body\"")
  }

  /// Commands that write a long body in which something is repeated; nil when that does not make it short.
  private static func generated(_ body: [UInt8]) -> String? {
    guard let parts = RepeatedRun.parts(of: body, longestLiteral: longest) else { return nil }
    let commands = parts.map { part in
      switch part {
      case .literal(let range):
        let bytes = Array(body[range])
        return ShellText.isShowable(bytes)
          ? "printf %s \(ShellText.quoted(String(decoding: bytes, as: UTF8.self)))"
          : "printf \(ShellText.printfFormat(bytes))"
      case .run(let run):
        let unit = ShellText.awkString(body[run.start..<(run.start + run.period)])
        let plain = body[run.start..<(run.start + run.period)].allSatisfy { $0 < 0x80 }
        // Some versions of awk take escapes beyond ASCII for characters.
        return (plain ? "" : "LC_ALL=C ") + "awk 'BEGIN { while (i++ < \(run.times)) printf \"%s\", \(unit) }'"
      }
    }
    let text = "{ \(commands.joined(separator: "; ")); }"
    return text.utf8.count <= longest ? text : nil
  }
}
