import Files
import Testing
import Wire

@testable import Evidence

/// Where the long bodies of requests are kept.
@Suite struct EvidenceBodyTests {
  @Test func longBodiesAreKeptAsWhatTheyAreMadeOf() throws {
    let body = Array(("{\"a\":\"" + String(repeating: "x", count: 2_000_000) + "\"}").utf8)
    var record: JSON = [:]
    #expect(!EvidenceBody.note(body, of: "0001", in: &record))
    #expect(record.bytes().count < 10_000)
    #expect(try EvidenceBody.read(record, in: "/nowhere") == body)
    for hostile in [
      #"{"body_pieces":[["aa",9223372036854775807]]}"#, #"{"body_pieces":[["aa",-1]]}"#, #"{"body_pieces":[[1,1]]}"#,
      #"{"body_file":"../../etc/passwd"}"#, #"{"body_file":"/etc/passwd"}"#, #"{"body_file":".body"}"#,
      #"{"body_file":"passwd"}"#,
    ] {
      #expect(throws: (any Error).self) { try EvidenceBody.read(try JSONParser.parse(hostile), in: "/etc") }
    }
    let nothing = try JSONParser.parse(#"{"body_pieces":[["",9223372036854775807],["a",2]]}"#)
    #expect(try EvidenceBody.read(nothing, in: "/nowhere") == Array("aa".utf8))
    let folder = try Files.temporaryDirectory(prefix: "dropin-test")
    try Files.write(Array("secret".utf8), to: folder + "/target")
    try Files.link(folder + "/0001.body", to: "target")
    #expect(throws: FileError.self) { try EvidenceBody.read(["body_file": "0001.body"], in: folder) }
    try Files.remove(folder)
  }
}
