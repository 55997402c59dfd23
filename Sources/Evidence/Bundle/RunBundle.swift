import Wire

/// A run in one file: the report, the evidence that it was made from, and a manifest with a digest of each. See
/// docs/bundles.md.
package struct RunBundle: Sendable {
  static let manifestName = "bundle.json"
  static let reportName = "report.json"
  static let evidencePrefix = "evidence/"
  private static let required = [reportName, "evidence/run.json", "evidence/exchanges.jsonl"]

  /// What messages call it.
  package let name: String
  package let manifest: BundleManifest
  private let manifestBytes: [UInt8]
  /// The report and the files of the evidence, by their names.
  private let parts: [String: [UInt8]]

  init(name: String, manifest: BundleManifest, manifestBytes: [UInt8], parts: [String: [UInt8]]) {
    self.name = name
    self.manifest = manifest
    self.manifestBytes = manifestBytes
    self.parts = parts
  }

  /// Stands for the whole: the manifest has the digest of every part.
  package var digest: String { "sha256:\(SHA256.hexDigest(manifestBytes))" }

  package var size: Int { parts.values.map(\.count).countSum }

  /// The report as it was packed.
  package func report() throws(BundleError) -> JSON {
    guard let bytes = parts[Self.reportName] else { throw BundleError("\(name) has no \(Self.reportName)") }
    do { return try JSONParser.parse(bytes).root } catch { throw BundleError("\(error)") }
  }

  package var evidence: RecordedEvidence {
    let files = parts.filter { $0.key.hasPrefix(Self.evidencePrefix) }.map {
      (String($0.key.dropFirst(Self.evidencePrefix.count)), $0.value)
    }
    return RecordedEvidence(Dictionary(files, uniquingKeysWith: { first, _ in first }), name: name)
  }

  /// What is no longer as the manifest says, one sentence a part.
  package var changes: [String] {
    var changes: [String] = []
    for part in manifest.parts {
      guard let bytes = parts[part.name] else {
        changes.append("\(part.name) is missing")
        continue
      }
      let digest = SHA256.hexDigest(bytes)
      if bytes.count != part.size || !digest.sameBytes(as: part.digest) {
        changes.append(
          "\(part.name) was changed: \(bytes.count) bytes, sha256 \(digest.prefix(12))…, not \(part.size) bytes, \(part.digest.prefix(12))…"
        )
      }
    }
    let listed = Set(manifest.parts.map(\.name))
    changes += parts.keys.filter { !listed.contains($0) }.sorted().map { "\($0) was added" }
    return changes
  }

  /// Whether a bundle may have such a file.
  static func mayHold(_ name: String) -> Bool {
    if required.contains(name) { return true }
    guard name.hasPrefix(evidencePrefix), name.hasSuffix(".body") else { return false }
    let id = name.dropFirst(evidencePrefix.count).dropLast(".body".count)
    return !id.isEmpty && id.utf8.allSatisfy { $0.isLetterOrDigit || $0 == UInt8(ascii: "-") }
  }
}

/// A bundle that cannot be made or read.
package struct BundleError: Error, Sendable, Equatable, CustomStringConvertible {
  package var description: String
  package init(_ description: String) { self.description = description }
}
