import Testing
import Wire

@testable import Cases

@Suite struct MultipartTests {
  private func request(_ yaml: String) throws -> (request: RequestTemplate, codes: [String]) {
    let log = DiagnosticLog()
    let request = RequestDecoder(log: log).decode(try YAML.parse(Array(yaml.utf8), file: "r.yaml"))
    return (request, log.entries.map(\.code))
  }

  private func rendered(_ template: RequestTemplate) throws -> Request {
    try RequestRenderer(baseURL: "http://h", defaultAuth: .none).render(template, Bindings(["nonce": "7"])).request
  }

  @Test func aFormIsTheSameBytesEachTime() throws {
    let (template, codes) = try request(
      """
      path: /v1/files
      multipart:
        - { name: purpose, text: "a ${nonce}" }
        - { name: file, filename: 'x "y".txt', content_type: text/plain, text: "1\\n2" }
      """)
    #expect(codes == [] && template.method == "POST")
    let sent = try rendered(template)
    #expect(sent.headers.first("content-type") == "multipart/form-data; boundary=dropin-part-3f0c9a71")
    #expect(
      String(decoding: sent.body ?? [], as: UTF8.self)
        == [
          "--dropin-part-3f0c9a71", "content-disposition: form-data; name=\"purpose\"", "", "a 7",
          "--dropin-part-3f0c9a71",
          "content-disposition: form-data; name=\"file\"; filename=\"x %22y%22.txt\"", "content-type: text/plain", "",
          "1\n2", "--dropin-part-3f0c9a71--", "",
        ].joined(separator: "\r\n"))
  }

  @Test func bytesGoOutAsTheyAre() throws {
    let (template, codes) = try request("multipart: [ { name: file, filename: a, base64: /wD+ } ]")
    #expect(codes == [])
    let body = try #require(try rendered(template).body)
    #expect(body.split(separator: 0x0A).contains { Array($0) == [0xFF, 0x00, 0xFE, 0x0D] })
  }

  @Test(arguments: [
    ("multipart: [ { name: f, base64: '?' } ]", ["bad-base64"]),
    ("multipart: [ { name: f, base64: aGk=, text: hi } ]", ["bad-part"]),
    ("multipart: [ { name: '${nonce}', base64: aGk= } ]", ["bad-part"]),
    ("{ body: {}, multipart: [ { name: f, text: hi } ] }", ["two-bodies"]),
  ])
  func mistakesAreNamed(yaml: String, codes: [String]) throws {
    #expect(try request(yaml).codes == codes)
  }
}
