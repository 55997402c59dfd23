/// What the bytes of a body were found to be in, whatever the headers say of it.
package struct BodyCoding: Sendable, Equatable {
  package enum Problem: String, Sendable, CaseIterable {
    /// This program cannot decode it, so it says nothing of what is inside.
    case undecodable
    /// It cannot be decoded to its end: what came before is there.
    case damaged
    /// It ends too early.
    case cutOff = "cut-off"
    /// It decodes to more than this program reads.
    case tooLong = "too-long"
  }

  /// `gzip`, `deflate`, or what the headers say where nothing can be found out.
  package var name: String
  /// How many bytes there were before they were decoded.
  package var length: Int
  package var problem: Problem?

  package init(_ name: String, length: Int, problem: Problem? = nil) {
    self.name = name
    self.length = length
    self.problem = problem
  }
}

/// A body out of its content coding.
package struct DecodedBody: Sendable, Equatable {
  package var bytes: [UInt8]
  package var coding: BodyCoding
  /// Of each prefix of the coded body that was asked about, how much could be decoded from it.
  package var available: [Int]

  /// Nil when the body is in no coding, as far as its first bytes and the headers tell.
  ///
  /// - Parameters:
  ///   - declared: the words of `content-encoding`, in lower case, without `identity`.
  ///   - prefixes: lengths of the body, in ascending order.
  ///   - limit: the most bytes that are decoded.
  package init?(_ body: [UInt8], declared: [String], prefixes: [Int] = [], limit: Int = 32 << 20) {
    guard !body.isEmpty else { return nil }
    if body.starts(with: Gzip.magic) {
      self = Self.gzip(body, prefixes: prefixes, limit: limit)
    } else if Self.isZlib(body), let decoded = Self.deflate(body, from: 2, prefixes: prefixes, limit: limit),
      !declared.isEmpty || decoded.coding.problem == nil
    {
      self = decoded
    } else if declared == ["deflate"], !Self.looksPlain(body),
      let decoded = Self.deflate(body, from: 0, prefixes: prefixes, limit: limit), decoded.coding.problem != .damaged
    {
      self = decoded
    } else if let unknown = declared.first(where: { !["gzip", "x-gzip", "deflate"].contains($0) }),
      !Self.looksPlain(body), unknown != "zstd" || body.starts(with: [0x28, 0xB5, 0x2F, 0xFD])
    {
      // Nobody can look for secrets in it either, so nothing of it is kept.
      bytes = []
      coding = BodyCoding(unknown, length: body.count, problem: .undecodable)
      available = prefixes.map { _ in 0 }
    } else {
      return nil
    }
  }

  private init(_ inflate: Inflate, _ coding: BodyCoding) {
    var inflate = inflate
    inflate.finish()
    bytes = inflate.output
    available = inflate.available
    self.coding = coding
  }

  /// The bytes of `{…}`, of `event: …` and the like, which no coding begins with.
  private static func looksPlain(_ body: [UInt8]) -> Bool {
    body.prefix(16).allSatisfy { $0 == 0x09 || $0 == 0x0A || $0 == 0x0D || (0x20..<0x7F).contains($0) }
  }

  private static func isZlib(_ body: [UInt8]) -> Bool {
    body.count > 2 && body[0] & 0x8F == 8 && (Int(body[0]) << 8 | Int(body[1])) % 31 == 0 && body[1] & 0x20 == 0
  }

  private static func problem(_ failure: Inflate.Failure) -> BodyCoding.Problem {
    switch failure {
    case .ended: .cutOff
    case .malformed: .damaged
    case .tooLong: .tooLong
    }
  }

  private static func gzip(_ body: [UInt8], prefixes: [Int], limit: Int) -> DecodedBody {
    var coding = BodyCoding("gzip", length: body.count)
    var inflate = Inflate(body, from: 0, prefixes: prefixes, limit: limit)
    do throws(Inflate.Failure) {
      // One part after another is one body.
      repeat {
        let start = inflate.output.count
        try skipHead(&inflate)
        try inflate.run()
        let tail = try inflate.skip(8)
        guard tail == Gzip.tail(Array(inflate.output[start...])) else { throw .malformed }
      } while inflate.position < body.count
    } catch {
      coding.problem = problem(error)
    }
    return DecodedBody(inflate, coding)
  }

  private static func skipHead(_ inflate: inout Inflate) throws(Inflate.Failure) {
    let head = try inflate.skip(10)
    guard head.starts(with: Gzip.magic), head[3] & 0xE0 == 0 else { throw .malformed }
    if head[3] & 4 != 0 {
      let length = try inflate.skip(2)
      _ = try inflate.skip(Int(length[0]) | Int(length[1]) << 8)
    }
    for flag: UInt8 in [8, 16] where head[3] & flag != 0 {
      while try inflate.skip(1) != [0] {}
    }
    if head[3] & 2 != 0 { _ = try inflate.skip(2) }
  }

  /// With the head of zlib before it (`from: 2`) and its checksum behind it, or neither: clients take both.
  private static func deflate(_ body: [UInt8], from start: Int, prefixes: [Int], limit: Int) -> DecodedBody? {
    var coding = BodyCoding("deflate", length: body.count)
    var inflate = Inflate(body, from: start, prefixes: prefixes, limit: limit)
    do throws(Inflate.Failure) {
      try inflate.run()
      if start > 0 {
        let sum = adler(inflate.output)
        guard try inflate.skip(4) == (0..<4).map({ UInt8(truncatingIfNeeded: sum >> (24 - $0 * 8)) }) else {
          throw .malformed
        }
      }
      if inflate.position < body.count { throw .malformed }
    } catch {
      coding.problem = problem(error)
    }
    return DecodedBody(inflate, coding)
  }

  private static func adler(_ bytes: [UInt8]) -> UInt32 {
    var low: UInt32 = 1
    var high: UInt32 = 0
    for byte in bytes {
      low = (low + UInt32(byte)) % 65521
      high = (high + low) % 65521
    }
    return high << 16 | low
  }
}
