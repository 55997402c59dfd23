import Testing
import Wire

@Suite struct SecretStrengthTests {
  @Test(arguments: [
    ("", SecretStrength.placeholder), ("abc", .placeholder), ("1234567", .placeholder),
    ("lmstudio", .placeholder),
    ("LMStudio", .placeholder), ("lm-studio", .placeholder), ("EMPTY", .placeholder),
    ("messages", .placeholder),
    ("abc123", .short), ("hunter2", .short), ("12345678", .guarded), ("lm-0a1b2c3d", .guarded),
    ("sk-ant-api03-x", .guarded), ("mysecretword", .guarded),
  ])
  func classes(_ secret: String, _ strength: SecretStrength) {
    #expect(SecretStrength(of: secret) == strength)
  }

  @Test func aPlaceholderIsHiddenAsCredentialAndNowhereElse() {
    let redactor = Redactor(secrets: ["lmstudio"])
    let body = Array(#"{"owned_by":"lmstudio","id":"lmstudio-community/qwen"}"#.utf8)
    #expect(redactor.redact(body) == body && !redactor.contains(body))
    let request = Request(
      method: "POST", url: "http://lmstudio.local/",
      headers: [
        HeaderField("X-Api-Key", "lmstudio"), HeaderField("authorization", "Bearer lmstudio"),
        HeaderField("proxy-authorization", "notlmstudio"), HeaderField("user-agent", "lmstudio"),
      ], body: body)
    let redacted = redactor.redact(request)
    #expect(redacted.url == request.url && redacted.body == body)
    #expect(redacted.headers.map(\.value) == ["********", "Bearer ********", "notlmstudio", "lmstudio"])
  }

  @Test func aShortSecretIsFoundAsAWholeWordOnly() {
    let redactor = Redactor(secrets: ["abc123"])
    #expect(
      redactor.redact("key abc123, abc1234, xabc123, ABC123, \"abc123\"")
        == "key ******, abc1234, xabc123, ABC123, \"******\"")
    #expect(redactor.redact("%61bc123") == "********")
    // Its base64 and hex are left: too short to tell from other text.
    #expect(!redactor.contains("YWJjMTIz 616263313233"))
  }
}
