/// Which requests a server on somebody's own machine takes: those that mean it. A page in a browser can send requests
/// there too, under a foreign name that it has led to this address or with an origin of its own.
package struct LocalAccess: Sendable {
  private let names: Set<String>
  private let isLoopback: Bool

  /// - Parameters:
  ///   - bound: the address that the server listens on.
  ///   - allowed: further names under which it may be asked.
  package init(bound: String, allowed: [String] = []) {
    names = Set((["localhost", bound] + allowed).map { Self.bare($0.lowercased()) })
    isLoopback = Self.isLoopback(Self.bare(bound.lowercased()))
  }

  /// What to say when it can be reached from other machines; nil when it cannot.
  package var warning: String? {
    isLoopback ? nil : "it can be reached from other machines: whoever can connect to it can use it"
  }

  /// Why a request is refused; nil when it is not.
  package func refusal(host: String?, origin: String?) -> String? {
    if let host, !takes(Self.name(ofAuthority: host)) {
      return "the Host '\(Self.shown(host))' is none of this server's; allow it with --allow-host"
    }
    guard let origin, !origin.isEmpty else { return nil }
    guard let scheme = origin.firstRange(of: "://"), takes(Self.name(ofAuthority: String(origin[scheme.upperBound...])))
    else {
      return "the Origin '\(Self.shown(origin))' is not allowed; allow its host with --allow-host"
    }
    return nil
  }

  private func takes(_ name: String) -> Bool {
    if names.contains(name) || Self.isLoopback(name) || name.hasSuffix(".localhost") { return true }
    // An address leads where it says, and no page can make it lead elsewhere.
    return !isLoopback && Self.isAddress(name)
  }

  private static func bare(_ name: String) -> String {
    name.hasPrefix("[") && name.hasSuffix("]") ? String(name.dropFirst().dropLast()) : name
  }

  /// The host of `host:port` or `[address]:port`.
  private static func name(ofAuthority authority: String) -> String {
    let text = authority.lowercased()
    if text.hasPrefix("["), let end = text.firstIndex(of: "]") {
      return String(text[text.index(after: text.startIndex)..<end])
    }
    return String(text.prefix { $0 != ":" && $0 != "/" })
  }

  private static func isLoopback(_ name: String) -> Bool {
    name == "localhost" || name == "::1" || (name.hasPrefix("127.") && isAddress(name))
  }

  private static func isAddress(_ name: String) -> Bool {
    if name.contains(":") {
      return name.utf8.allSatisfy { $0.hexValue != nil || $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: ".") }
    }
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts.allSatisfy { UInt8($0) != nil }
  }

  private static func shown(_ text: String) -> String {
    String(text.unicodeScalars.prefix(80).map { $0.value > 0x20 && $0.value < 0x7F ? Character($0) : "?" })
  }
}

/// Room for the bodies of requests, shared by all connections of a server.
package final class BodyRoom: Sendable {
  private let left: Locked<Int>
  package init(_ bytes: Int = 64 << 20) { left = Locked(bytes) }

  /// Takes some room; false when there is not so much.
  package func take(_ bytes: Int) -> Bool {
    left.withLock { left in
      guard bytes <= left else { return false }
      left -= bytes
      return true
    }
  }

  package func give(back bytes: Int) { left.withLock { $0 += bytes } }
}
