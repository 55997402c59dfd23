/// The page of a report, as other pages link to it.
package struct PageLink: Sendable, Equatable {
  /// A relative path or an absolute one, as it stands in an address.
  let path: String

  /// - Parameters:
  ///   - path: of the page that is linked to.
  ///   - from: of the page that links; both from one directory.
  package init(to path: String, from: String) {
    func parts(_ path: String) -> [Substring] { path.split(separator: "/").filter { $0 != "." } }
    let here = parts(from).dropLast()
    let isNear = !path.hasPrefix("/") && !from.hasPrefix("/") && !here.contains("..")
    guard isNear else {
      self.path = path
      return
    }
    let there = parts(path)
    let shared = zip(here, there.dropLast()).prefix { $0 == $1 }.count
    let up = Array(repeating: "..", count: here.count - shared)
    self.path = (up.map { Substring($0) } + there[shared...]).joined(separator: "/")
  }

  /// The place of a requirement in it.
  func address(of requirement: String) -> String {
    var address = ""
    for byte in path.utf8 {
      let isPlain =
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
        || [0x2D, 0x2E, 0x2F, 0x5F, 0x7E].contains(byte)
      address += isPlain ? String(UnicodeScalar(byte)) : "%" + Self.hex(byte >> 4) + Self.hex(byte & 15)
    }
    return address + "#" + HTMLText.anchor("r", requirement)
  }

  private static func hex(_ digit: UInt8) -> String { String(digit, radix: 16, uppercase: true) }
}

extension HTMLText {
  /// Finished HTML as a link to a requirement of a page, if there is one.
  static func linked(_ html: String, to page: PageLink?, _ requirement: String) -> String {
    guard let page else { return html }
    return "<a href=\"\(attribute(page.address(of: requirement)))\">\(html)</a>"
  }
}
