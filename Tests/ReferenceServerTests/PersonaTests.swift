import ReferenceServer
import Testing
import Wire

@Suite struct PersonaTests {
  static func subject(_ name: String, _ change: (inout Configuration) -> Void = { _ in }) async throws -> Subject {
    let persona = try Persona.named(name)
    return try await Subject(
      .memory,
      Subject.configuration {
        persona.apply(to: &$0); change(&$0)
      })
  }

  @Test func everyTraitIsADefectWithASource() {
    let known = Set(Defect.all.map(\.name))
    for persona in Persona.all {
      #expect(!persona.traits.isEmpty)
      #expect(Set(persona.traits.map(\.defect)).count == persona.traits.count)
      for trait in persona.traits {
        #expect(known.contains(trait.defect), "\(trait.defect)")
        #expect(trait.summary.hasSuffix(".") && !trait.source.isEmpty)
      }
    }
    #expect(Persona.all.map(\.name) == ["lm-studio-desktop-0.4", "lm-studio-headless-0.4"])
  }

  @Test func anUnknownPersonaIsNamed() {
    #expect(throws: ConfigurationError.self) { try Persona.named("nope") }
  }

  @Test func aDefectThatIsInstalledAlreadyIsNotInstalledTwice() throws {
    var configuration = Configuration()
    configuration.defects = ["index-gap", "image-500"]
    try Persona.named("lm-studio-desktop-0.4").apply(to: &configuration)
    #expect(configuration.defects.prefix(2) == ["index-gap", "image-500"])
    #expect(Set(configuration.defects).count == configuration.defects.count)
  }

  @Test(arguments: Persona.all.map(\.name)) func itPlaysWhatIsReported(_ name: String) async throws {
    let subject = try await Self.subject(name)
    let unknown = try subject.get("/v1/somewhere")
    #expect(unknown.status == 200)
    #expect(try unknown.json["error"]?.string == "Unexpected endpoint or method. (GET /v1/somewhere)")
    #expect(try subject.post(minimal(), "/v1/messages/count_tokens").json["error"]?.string != nil)
    let list = try subject.get("/v1/models").json
    #expect(list.object?.keys == ["data", "object"])
    #expect(list["data"]?[0]?["id"]?.string == "qwen/qwen3-vl-8b")
    // Whatever is loaded answers.
    #expect(try subject.post(minimal(["model": "no/such-model"])).status == 200)
    #expect(try subject.post(minimal(["model": ""])).status == 200)
    let long = String(repeating: "lengthy words. ", count: 20_000)
    let overflow = try subject.post(minimal(["messages": user(long)]))
    #expect(overflow.status == 500)
    #expect(try overflow.json["error"]?["message"]?.string?.contains("exceed_context_size_error") == true)
    let image: JSON = [
      "type": "image", "source": ["type": "base64", "media_type": "image/png", "data": .string(Probes.png)],
    ]
    let result = Probes.round([Probes.result("toolu_1", ["content": [["type": "text", "text": "x"], image]])])
    let refused = try subject.post(minimal(["messages": result, "tools": [Probes.weather]]))
    #expect(refused.status == 400)
    #expect(try refused.json["error"]?["message"]?.string?.hasSuffix("expected \"text\"") == true)
    #expect(try subject.post(minimal()).status == 200)
  }

  @Test func onlyTheHeadlessBuildRefusesSystemMessages() async throws {
    let messages: JSON = [
      ["role": "user", "content": "Hi."], ["role": "assistant", "content": "Hello."],
      ["role": "user", "content": "Go on."], ["role": "system", "content": "Be brief."],
    ]
    let desktop = try await Self.subject("lm-studio-desktop-0.4")
    #expect(try desktop.post(minimal(["messages": messages])).status == 200)
    let headless = try await Self.subject("lm-studio-headless-0.4")
    let refused = try headless.post(minimal(["messages": messages]))
    #expect(refused.status == 400)
    #expect(try refused.json["error"]?["message"]?.string?.contains("Invalid discriminator value") == true)
  }

  @Test func withATokenItTakesBothHeadersAndComplainsInItsOwnWords() async throws {
    let subject = try await Self.subject("lm-studio-desktop-0.4") { $0.authentication = .required(["secret"]) }
    for header in [HeaderLine("x-api-key", "secret"), HeaderLine("authorization", "Bearer secret")] {
      #expect(try subject.post(minimal(), "/v1/messages", [header]).status == 200)
    }
    let refused = try subject.post(minimal())
    #expect(refused.status == 401)
    #expect(try refused.json["type"] == nil)
    #expect(try refused.json["error"]?["code"]?.string == "invalid_api_key")
  }
}

@Suite struct PersonaCatalogueTests {
  /// The personas as `docs/personas.md` has them.
  static var page: String {
    var page = """
      # Personas of the reference server

      A persona plays a server that is known: the reference server with the defects that are documented or reported for
      it, and its configuration. `dropin serve --persona NAME` starts one, `dropin run --target reference --persona NAME`
      judges one. A persona has only defects that have a source; in everything else it behaves like the reference server. The
      real server may have further defects that nobody has reported. Written from `Persona.all`.

      """
    for persona in Persona.all {
      page +=
        "\n## `\(persona.name)`\n\n\(persona.summary) Shown in reports as \(persona.serverName) \(persona.serverVersion).\n\n"
      page += "| what a user meets | defect | source |\n|---|---|---|\n"
      for setting in persona.settings { page += "| \(setting.summary) | configuration | \(setting.source) |\n" }
      for trait in persona.traits { page += "| \(trait.summary) | `\(trait.defect)` | \(trait.source) |\n" }
    }
    return page
  }

  @Test func theListIsWrittenDown() throws {
    let path = Registry.root + "/docs/personas.md"
    if Registry.isSet("DROPIN_WRITE_DOCS") { try Registry.write(Self.page, to: path) }
    #expect(try Registry.read(path) == Self.page, "set DROPIN_WRITE_DOCS=1 and run this test to write it")
  }
}
