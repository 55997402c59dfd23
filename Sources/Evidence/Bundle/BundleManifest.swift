import Wire

/// The file `bundle.json`: what a bundle holds and what was made sure of when it was packed.
package struct BundleManifest: Sendable, Equatable {
  static let format = "dropin-bundle/1"
  static let mostParts = 10_000

  package struct Part: Sendable, Equatable {
    var name: String
    var size: Int
    /// Hexadecimal SHA-256.
    var digest: String
  }

  /// The version of the program that packed it.
  package var tool: String
  package var tokenProof: TokenProof
  /// In the order of the archive.
  var parts: [Part]

  package var partCount: Int { parts.count }
}

extension BundleManifest {
  var json: JSON {
    [
      "format": .string(Self.format), "tool": .string(tool), "token": tokenProof.json,
      "parts": .array(
        parts.map { ["name": .string($0.name), "bytes": JSON($0.size), "sha256": .string($0.digest)] }),
    ]
  }

  /// Throws `BundleError` naming what is wrong.
  init(json: JSON) throws(BundleError) {
    func fail(_ what: String) -> BundleError { BundleError("\(RunBundle.manifestName): \(what)") }
    guard let format = json["format"]?.string else { throw fail("'format' is missing") }
    guard format == Self.format else { throw fail("this tool reads the format \(Self.format), and it has another") }
    guard let tool = json["tool"]?.string, tool.utf8.count <= 100 else { throw fail("'tool' is missing or too long") }
    guard let listed = json["parts"]?.array, listed.count <= Self.mostParts else {
      throw fail("'parts' is no list, or too long")
    }
    self.tool = tool
    tokenProof = try TokenProof(json: json["token"])
    parts = []
    for entry in listed {
      guard let name = entry["name"]?.string, RunBundle.mayHold(name), let size = entry["bytes"]?.int,
        let digest = entry["sha256"]?.string, digest.utf8.count == 64
      else { throw fail("an entry of 'parts' has no name, size and digest of a bundle's file") }
      parts.append(Part(name: name, size: size, digest: digest))
    }
  }
}
