import Cases
import Files
import Wire

extension RunBundle {
  /// A token that the run may have had, and the environment variable that holds it.
  package struct Token: Sendable {
    package var variable: String
    package var value: String
    package init(variable: String, value: String) {
      self.variable = variable
      self.value = value
    }
  }

  /// Packs the directory of a run. The same run makes the same bytes.
  ///
  /// - Parameters:
  ///   - tokens: what is looked for in every part; one that is found ends the packing.
  ///   - allowsUnproven: whether a run that had a token may be packed though none is given.
  package static func pack(_ directory: String, tokens: [Token], allowsUnproven: Bool) throws(BundleError) -> [UInt8] {
    let parts = try read(directory)
    let evidence = EvidenceDirectory(Files.join(directory, "evidence"))
    let description: RunDescription
    do { description = try evidence.readHeader() } catch { throw BundleError("\(error)") }
    let proof = try proof(parts, tokens: tokens, of: description, allowsUnproven: allowsUnproven)
    let manifest = BundleManifest(
      tool: ToolVersion.current, tokenProof: proof,
      parts: parts.map { .init(name: $0.name, size: $0.bytes.count, digest: SHA256.hexDigest($0.bytes)) })
    let first = Tar.Entry(name: manifestName, bytes: manifest.json.bytes(.indented) + [0x0A])
    let archive = Tar.write([first] + parts)
    guard archive.count <= largest else {
      throw BundleError("\(directory) holds more than the \(largest >> 20) MB that a bundle may have")
    }
    return Gzip.compressed(archive)
  }

  private static func read(_ directory: String) throws(BundleError) -> [Tar.Entry] {
    let evidence = Files.join(directory, "evidence")
    guard Files.exists(Files.join(directory, reportName)) else {
      let hint = Files.exists(Files.join(directory, "run.json")) ? "; name the run's directory, not its evidence" : ""
      throw BundleError("\(directory) has no \(reportName), so it is no directory of a run\(hint)")
    }
    var names = [reportName, "evidence/run.json", "evidence/exchanges.jsonl"]
    var entries: [Tar.Entry] = []
    do {
      names += try Files.list(evidence, extension: "body", recursive: false).map { evidencePrefix + Files.name(of: $0) }
      for name in names {
        guard mayHold(name) else { throw BundleError("\(Files.join(directory, name)) is no file of the evidence") }
        entries.append(
          Tar.Entry(
            name: name, bytes: try Files.read(Files.join(directory, name), limit: largest, followingLink: false)))
      }
    } catch let error as BundleError { throw error } catch { throw BundleError("\(error)") }
    return entries
  }

  private static func proof(
    _ parts: [Tar.Entry], tokens: [Token], of description: RunDescription, allowsUnproven: Bool
  ) throws(BundleError) -> TokenProof {
    // Words that manuals give are no secrets, and answers hold them for their own reasons.
    let secret = tokens.filter { SecretStrength(of: $0.value) != .placeholder }
    guard !secret.isEmpty else {
      if description.facts.hasToken == false { return TokenProof(.noToken) }
      if !tokens.isEmpty { return TokenProof(.placeholder, variables: tokens.map(\.variable)) }
      guard allowsUnproven else {
        throw BundleError(
          "the run had a token, and none is set, so nobody can look whether it is in there; set the variable that held "
            + "it (--token-env NAME), or say --unproven")
      }
      return TokenProof(.none)
    }
    for token in secret {
      let redactor = Redactor(secrets: [token.value])
      for part in parts {
        guard let place = redactor.firstTrace(in: part.bytes) else { continue }
        throw BundleError(
          "\(part.name) holds the token in \(token.variable), or a piece of it, at byte \(place); nothing was packed. "
            + "Make the run anew with this version, and do not hand this one on")
      }
    }
    return TokenProof(.searched, variables: secret.map(\.variable))
  }
}
