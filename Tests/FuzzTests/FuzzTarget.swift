import Files
@testable import Cases
@testable import Contract
@testable import Evidence
@testable import Reporting
@testable import Transport
@testable import Wire

/// Code that reads bytes of strangers. Each target reads any bytes without a trap, and says what it found wrong with what
/// came out: nil where all is well.
enum FuzzTarget: String, CaseIterable, Sendable {
  case json, events, head, chunks, yaml, evidence, report, expectations, redaction, bundle
  case partialJSON = "partial-json"
  case caseFile = "case-file"

  func run(_ bytes: [UInt8]) -> String? {
    switch self {
    case .json: Self.json(bytes)
    case .events: Self.events(bytes)
    case .head: Self.response(bytes)
    case .chunks: Self.response(Array("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".utf8) + bytes)
    case .partialJSON: Self.partialJSON(bytes)
    case .yaml: Self.yaml(bytes)
    case .caseFile: Self.caseFile(bytes)
    case .evidence: Self.evidence(bytes)
    case .report: Self.report(bytes)
    case .expectations: Self.expectations(bytes)
    case .redaction: Self.redaction(bytes)
    case .bundle: Self.bundle(bytes)
    }
  }

  /// What is read is written so that it is read again as the same.
  private static func json(_ bytes: [UInt8]) -> String? {
    guard let document = try? JSONParser.parse(bytes) else { return nil }
    let written = document.root.bytes()
    guard let again = try? JSONParser.parse(written) else { return "what was written cannot be read" }
    return again.root == document.root ? nil : "written and read again it is another value"
  }

  /// The items do not depend on where the stream was cut.
  private static func events(_ bytes: [UInt8]) -> String? {
    // Where an event ends is left out: a line feed may come after it was handed out.
    func items(cutAt places: [Int]) -> [String] {
      var parser = EventStreamParser(maximumLineLength: 4096)
      var items: [EventStreamItem] = []
      var start = 0
      for place in places + [bytes.count] {
        items += parser.receive(bytes[start..<place])
        start = place
      }
      return (items + parser.finish()).map { item in
        if case .event(let event) = item { return "\(event.name ?? "none") \(event.data ?? "none")" }
        return "\(item)"
      }
    }
    return items(cutAt: []) == items(cutAt: Array(0..<bytes.count)) ? nil : "a cut changes the items"
  }

  /// The response does not depend on how it was cut on its way.
  private static func response(_ bytes: [UInt8]) -> String? {
    func read(_ pieces: [ArraySlice<UInt8>]) -> String {
      var reader = ResponseReader(
        method: "POST", limits: TransferLimits(maximumHeadBytes: 8192, maximumBodyBytes: 8192))
      for piece in pieces { Array(piece).withUnsafeBytes { reader.receive($0, at: 1) } }
      reader.receiveEnd()
      // What follows an answer is described as far as it came along with it.
      let faults = reader.framingFaults.filter { $0.kind != .excessBytes }
      let response = reader.response
      return
        "\(reader.end as Any) \(faults) \(response?.head as Any) \(response?.body ?? []) \(response?.trailers ?? [])"
    }
    let (whole, single) = (read([bytes[...]]), read(bytes.indices.map { bytes[$0...$0] }))
    // Of what is no HTTP at all, as much is kept as came in one read.
    if whole.contains("malformed") || whole.contains("bodyTooLarge") || whole.contains("Large") { return nil }
    return whole == single ? nil : "a cut changes the response"
  }

  /// Whatever is whole JSON is read as the same value; every beginning of it is read too.
  private static func partialJSON(_ bytes: [UInt8]) -> String? {
    _ = try? PartialJSON.parse(bytes)
    guard bytes.firstInvalidUTF8 == nil, bytes.count < 400, let whole = try? JSONParser.parse(bytes),
      whole.problems.isEmpty, whole.root.object != nil
    else { return nil }
    for length in 1...bytes.count {
      do { _ = try PartialJSON.parse(bytes[..<length]) } catch {
        // Clients give up at half a character too.
        if bytes[..<length].firstInvalidUTF8 == nil { return "the first \(length) bytes are refused" }
      }
    }
    return nil
  }

  private static func yaml(_ bytes: [UInt8]) -> String? {
    do { _ = try YAML.parse(bytes, file: "fuzz.yaml") } catch { return render(error, bytes) }
    return nil
  }

  private static func caseFile(_ bytes: [UInt8]) -> String? {
    guard let yaml = try? YAML.parse(bytes, file: "fuzz.yaml") else { return nil }
    let decoder = CaseDecoder(yaml)
    for diagnostic in decoder.diagnostics { if let wrong = render(diagnostic, bytes) { return wrong } }
    return nil
  }

  private static func expectations(_ bytes: [UInt8]) -> String? {
    let read = ExpectationReader.read(bytes, file: "fuzz.yaml")
    for diagnostic in read.diagnostics { if let wrong = render(diagnostic, bytes) { return wrong } }
    return nil
  }

  /// A message that can be shown, and that acts on no terminal.
  private static func render(_ diagnostic: Diagnostic, _ bytes: [UInt8]) -> String? {
    "\(diagnostic)".isEmpty ? "a message without words" : nil
  }

  /// A line of `exchanges.jsonl`, or a `run.json`.
  private static func evidence(_ bytes: [UInt8]) -> String? {
    guard let record = try? JSONParser.parse(bytes).root else { return nil }
    _ = ExchangeKey(json: record["for"])
    if let described = try? RunDescription(json: record) {
      guard let again = try? RunDescription(json: described.json), again == described else {
        return "the description of a run is another when read again"
      }
    }
    _ = try? EvidenceBody.read(record, in: "/nowhere")
    guard let exchange = try? Exchange(json: record["exchange"] ?? record) else { return nil }
    guard let again = try? Exchange(json: exchange.json) else { return "an exchange that was written cannot be read" }
    return again.json.bytes() == exchange.json.bytes() ? nil : "an exchange is another when read again"
  }

  /// Every report that can be read can be written in every form, and compared.
  private static func report(_ bytes: [UInt8]) -> String? {
    guard let json = try? JSONParser.parse(bytes).root, let report = try? Report(json: json) else { return nil }
    for writer in ReportFormats.all {
      let written = writer.write(report)
      if type(of: writer).name == "json", (try? Report(json: JSONParser.parse(written).root)) == nil {
        return "a report that was written cannot be read"
      }
    }
    _ = ReportDiff(old: report, new: report)
    return nil
  }

  /// The length stays, and nothing is left to be found.
  private static func redaction(_ bytes: [UInt8]) -> String? {
    let redacted = redactor.redact(bytes)
    if redacted.count != bytes.count { return "the length changes" }
    return redactor.contains(redacted) ? "a secret is left" : nil
  }

  /// A bundle or its archive: read or refused. An archive that was read is written as the same, and anything that is
  /// compressed comes out again.
  private static func bundle(_ bytes: [UInt8]) -> String? {
    if let bundle = try? RunBundle(bytes, name: "fuzz", limit: 1 << 20) { _ = bundle.changes }
    if let entries = try? Tar.read(bytes, mostEntries: 100) {
      guard let again = try? Tar.read(Tar.write(entries), mostEntries: 100), again == entries else {
        return "an archive is another when read again"
      }
    }
    let decoded = DecodedBody(Gzip.compressed(bytes), declared: ["gzip"])
    return decoded?.bytes == bytes && decoded?.coding.problem == nil ? nil : "what is compressed comes out changed"
  }

  private static let redactor = Redactor(secrets: ["sk-lm-Ab3dEf6hJk:9mNp2qRs5tUv"])
}
