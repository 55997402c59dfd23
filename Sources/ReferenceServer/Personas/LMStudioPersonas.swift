extension Persona {
  /// What the desktop application and the headless build share.
  private static let lmStudioTraits: [Trait] = [
    Trait(
      "unknown-route-200", "Paths it does not serve are answered with 200 and an error text.",
      source: "lmstudio-ai/lmstudio-bug-tracker#1323"),
    Trait(
      "get-messages-200", "So is a GET for the messages path.", source: "lmstudio-ai/lmstudio-bug-tracker#1323"),
    Trait(
      "count-absent-200", "Token counting does not exist, and says so under status 200.",
      source: "lmstudio-ai/lmstudio-bug-tracker#2055"),
    Trait(
      "models-list-foreign", "Models are listed in the form of the other API it serves.",
      source: "docs: lmstudio/rest"),
    Trait(
      "result-nontext-refused", "Tool results may hold text only; an image or a reference is refused.",
      source: "lmstudio-ai/lmstudio-bug-tracker#1590"),
    Trait(
      "tool-properties-required", "A tool without properties is refused.", source: "iboss21/claude-lmstudio"),
    Trait(
      "large-bounds-500", "A tool with a large length bound fails every request that offers it.",
      source: "lmstudio-ai/lmstudio-bug-tracker#2236"),
    Trait(
      "overflow-500", "A prompt beyond the context comes back as an engine failure, which clients try again.",
      source: "lmstudio-ai/lmstudio-bug-tracker#2220"),
    Trait(
      "image-500", "The engine crashes on an image.", source: "lmstudio-ai/lmstudio-bug-tracker#1755"),
    Trait(
      "model-empty-served", "An empty model id is served by what is loaded.",
      source: "lmstudio-ai/lmstudio-bug-tracker#1217"),
    Trait(
      "parallel-auto-ignored", "Several calls are made although one at most was asked for.",
      source: "lmstudio-ai/lmstudio-bug-tracker#1756"),
    Trait(
      "attribution-breaks-cache", "The attribution line of Claude Code keeps prompts out of the cache.",
      source: "lmstudio-ai/docs#227"),
    Trait(
      "key-error-foreign", "A missing or wrong token is reported in the form of the other API.",
      source: "agustif/opencode-lmstudio#41"),
  ]

  private static let lmStudioSettings: [(summary: String, source: String)] = [
    ("The context has 8,192 tokens, the default since 0.4.16 build 2.", "docs: lmstudio/changelog"),
    (
      "A model that is not there is served by the one that is loaded.",
      "lmstudio-ai/lmstudio-bug-tracker#1217"
    ),
    ("Credentials are not looked at unless a token is demanded.", "docs: lmstudio/authentication"),
  ]

  static let lmStudioPersonas: [Persona] = [
    Persona(
      "lm-studio-desktop-0.4", serverName: "LM Studio desktop (persona)", serverVersion: "0.4.16",
      "LM Studio's desktop application from 0.4.16 on.", traits: lmStudioTraits, settings: lmStudioSettings,
      change: configureLMStudio),
    Persona(
      "lm-studio-headless-0.4", serverName: "LM Studio headless (persona)", serverVersion: "0.0.20-1",
      "LM Studio without a window (llmster 0.0.20-1), which lags behind the application.",
      traits: lmStudioTraits + [
        Trait(
          "system-role-any-refused", "A system message among the messages is refused; the application takes it.",
          source: "lmstudio-ai/lmstudio-bug-tracker#2204")
      ], settings: lmStudioSettings, change: configureLMStudio),
  ]

  private static func configureLMStudio(_ configuration: inout Configuration) {
    configuration.models = [
      Model(id: "qwen/qwen3-vl-8b", displayName: "Qwen3 VL 8B", createdAt: 1_760_400_000),
      Model(
        id: "ibm/granite-4-micro", displayName: "Granite 4 Micro", createdAt: 1_759_363_200, seesImages: false),
    ]
    configuration.setContextWindow(8192)
    configuration.replacesUnknownModels = true
    configuration.absent.formUnion([.batches, .files, .skills])
  }
}
