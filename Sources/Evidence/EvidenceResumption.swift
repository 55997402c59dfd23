import Files
import Wire

/// The evidence of a run that was cut off, made ready to be gone on with.
package struct EvidenceResumption: Sendable, Equatable {
  /// The header of the earlier run.
  package var header: RunDescription
  /// How many exchanges are known and need not be sent again.
  package var known: Int
  /// How many records were taken out: torn by a kill, cancelled, or never answered because nobody was there.
  package var dropped: Int
  /// The highest number an exchange of the earlier run has.
  package var lastNumber: Int

  /// Reads what there is and takes out what says nothing about the server. Nil when there is nothing to
  /// go on with; throws `EvidenceError` when it belongs to another run than `wanted`.
  package static func prepare(_ directory: EvidenceDirectory, for wanted: RunDescription) throws(EvidenceError)
    -> EvidenceResumption?
  {
    guard Files.exists(directory.headerPath), Files.exists(directory.exchangesPath) else { return nil }
    let header = try directory.readHeader()
    if let difference = difference(header, wanted) {
      throw EvidenceError("\(directory.path) belongs to a different run and cannot be resumed: \(difference)")
    }
    var resumption = EvidenceResumption(header: header, known: 0, dropped: 0, lastNumber: 0)
    do { try resumption.clean(directory) } catch { throw EvidenceError("\(error)") }
    return resumption
  }

  /// What makes exchanges of the one run useless for the other, in words.
  private static func difference(_ then: RunDescription, _ now: RunDescription) -> String? {
    if then.suiteDigest != now.suiteDigest { return "the suite has changed" }
    if then.baseURL != now.baseURL { return "it was run against \(then.baseURL)" }
    if !then.model.isEmpty, !now.model.isEmpty, then.model != now.model {
      return "it used the model \(then.model)"
    }
    if then.selection != now.selection { return "its selection of cases is different" }
    if then.shard != now.shard { return "it is a different part of the plan" }
    if then.replayAuth != now.replayAuth { return "its --replay-auth is different" }
    return nil
  }

  /// Copies the records that count to a new file, which then takes the old one's place.
  private mutating func clean(_ directory: EvidenceDirectory) throws(FileError) {
    // Taken first and held: a run that still writes must not lose its file.
    let current = try AppendingFile(directory.exchangesPath)
    dropped = current.repairedBytes > 0 ? 1 : 0
    let temporary = directory.exchangesPath + ".resume"
    if Files.exists(temporary) { try Files.remove(temporary) }
    let output = try AppendingFile(temporary)
    let reader = try LineReader(directory.exchangesPath, limit: 256 << 20)
    var seen = Set<ExchangeKey>()
    while let line = try reader.next() {
      guard line.isComplete, let json = try? JSONParser.parse(line.bytes).root,
        let key = ExchangeKey(json: json["for"]), let exchange = json["exchange"].flatMap({ try? Exchange(json: $0) })
      else {
        dropped += 1
        continue
      }
      lastNumber = max(lastNumber, Int(exchange.id) ?? 0)
      if exchange.saysNothing || !seen.insert(key).inserted {
        dropped += 1
        continue
      }
      known += 1
      try output.write(line.bytes)
    }
    try output.sync()
    try output.close()
    try Files.replace(directory.exchangesPath, with: temporary)
    try current.close()
  }
}

extension Exchange {
  /// Whether it ended because we gave up or nobody was there.
  fileprivate var saysNothing: Bool {
    guard case .failed(let failure) = end else { return false }
    return failure.kind == .cancelled || failure.isUnreachable
  }
}
