import Files
import Wire

extension RunBundle {
  /// Bytes that a bundle may come to when it is unpacked, and those of the file itself.
  static let largest = 128 << 20
  private static let largestFile = 64 << 20

  /// Reads a bundle of a stranger into memory. Throws `BundleError` with what is wrong.
  package init(_ path: String) throws(BundleError) {
    let bytes: [UInt8]
    do { bytes = try Files.read(path, limit: Self.largestFile) } catch { throw BundleError("\(error)") }
    try self.init(bytes, name: Files.name(of: path))
  }

  init(_ bytes: [UInt8], name: String, limit: Int = RunBundle.largest) throws(BundleError) {
    let archive = try Self.unpacked(bytes, name, limit: limit)
    let entries: [Tar.Entry]
    do { entries = try Tar.read(archive, mostEntries: BundleManifest.mostParts) } catch {
      throw BundleError("\(name) is no bundle that can be read: \(error)")
    }
    var parts: [String: [UInt8]] = [:]
    for entry in entries {
      guard entry.name == Self.manifestName || Self.mayHold(entry.name) else {
        throw BundleError("\(name) has a file '\(entry.name)', which bundles do not have")
      }
      parts[entry.name] = entry.bytes
    }
    guard let manifest = parts.removeValue(forKey: Self.manifestName) else {
      throw BundleError("\(name) has no \(Self.manifestName), so it is no bundle of dropin")
    }
    let json: JSON
    do { json = try JSONParser.parse(manifest).root } catch {
      throw BundleError("\(name): \(Self.manifestName): \(error)")
    }
    do {
      self.init(name: name, manifest: try BundleManifest(json: json), manifestBytes: manifest, parts: parts)
    } catch { throw BundleError("\(name): \(error)") }
  }

  private static func unpacked(_ bytes: [UInt8], _ name: String, limit: Int) throws(BundleError) -> [UInt8] {
    guard bytes.starts(with: Gzip.magic), let body = DecodedBody(bytes, declared: ["gzip"], limit: limit) else {
      throw BundleError("\(name) is no bundle: it does not begin as gzip does")
    }
    switch body.coding.problem {
    case nil: return body.bytes
    case .cutOff: throw BundleError("\(name) ends too early: it was not copied whole")
    case .tooLong: throw BundleError("\(name) comes to more than \(limit >> 20) MB, which no run does")
    case .damaged, .undecodable:
      throw BundleError("\(name) is damaged: from byte \(body.bytes.count) of its contents on nothing can be read")
    }
  }
}

extension RecordedEvidence {
  /// What is at `path`: the evidence directory of a run, or a bundle.
  ///
  /// - Parameter notice: receives what was changed in a bundle since it was packed.
  package static func open(_ path: String, notice: (String) -> Void) throws(BundleError) -> RecordedEvidence {
    if Files.isDirectory(path) { return RecordedEvidence(EvidenceDirectory(path)) }
    let bundle = try RunBundle(path)
    for change in bundle.changes { notice("warning: in \(bundle.name), \(change)") }
    return bundle.evidence
  }
}
