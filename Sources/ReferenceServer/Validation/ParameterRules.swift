import Wire

extension ValidationRule {
  static let thinking = [
    ValidationRule("thinking.type") { input in
      guard let thinking = input.field("thinking") else { return nil }
      guard thinking.object != nil else { return .invalid("thinking", "Input should be an object") }
      guard let type = thinking["type"]?.string else { return .invalid("thinking.type", "Field required") }
      let expected = ["adaptive", "between_tools", "disabled", "enabled"]
      if !expected.contains(where: { $0.sameBytes(as: type) }) {
        return .unknownTag(type, expected: expected, at: "thinking")
      }
      guard let display = thinking.value("display") else { return nil }
      return APIError.unless(display, isOneOf: ["summarized", "omitted", "updates"], at: "thinking.display")
    },
    ValidationRule("thinking.budget") { input in
      guard let thinking = input.field("thinking"), thinking["type"]?.says("enabled") == true else {
        return nil
      }
      let path = "thinking.enabled.budget_tokens"
      guard let value = thinking["budget_tokens"] else { return .invalid(path, "Field required") }
      guard let budget = value.int else { return .invalid(path, "Input should be a valid integer") }
      guard budget >= 1024 else { return .invalid(path, "Input should be greater than or equal to 1024") }
      guard !input.countsOnly, let limit = input.field("max_tokens")?.int, budget >= limit else { return nil }
      return .invalid("max_tokens", "must be greater than thinking.budget_tokens (\(limit) <= \(budget))")
    },
    ValidationRule("thinking.forced-tool") { input in
      guard input.field("thinking")?["type"]?.says("enabled") == true,
        let type = input.field("tool_choice")?["type"]?.string, type == "any" || type == "tool"
      else { return nil }
      return .invalid("thinking", "thinking may not be enabled when tool_choice forces tool use")
    },
  ]

  static let stopping = [
    ValidationRule("stop_sequences") { input in
      guard let value = input.field("stop_sequences") else { return nil }
      guard let sequences = value.array else {
        return .invalid("stop_sequences", "Input should be a valid list")
      }
      return APIError.first(in: sequences.enumerated()) { index, sequence in
        guard let text = sequence.string else {
          return .invalid("stop_sequences.\(index)", "Input should be a valid string")
        }
        return text.isBlank
          ? .invalid(
            "stop_sequences", "each stop sequence must contain non-whitespace (stop_sequences.\(index))")
          : nil
      }
    }
  ]

  /// The sampling parameters: ranges in the older version, gone from the newer one.
  static let sampling = [
    ValidationRule("sampling.forbidden") { input in
      guard input.version == .b else { return nil }
      return APIError.first(in: ["temperature", "top_p", "top_k"]) { name in
        input.field(name) == nil
          ? nil : .invalid(name, "not supported since anthropic-version 2026-10-21; leave it out")
      }
    },
    ValidationRule("sampling.range") { input in
      guard input.version == .a else { return nil }
      if let fault = APIError.first(in: ["temperature", "top_p"], { range($0, input) }) { return fault }
      guard let value = input.field("top_k") else { return nil }
      guard let number = value.int else { return .invalid("top_k", "Input should be a valid integer") }
      return number < 0 ? .invalid("top_k", "Input should be greater than or equal to 0") : nil
    },
  ]

  private static func range(_ name: String, _ input: ValidationInput) -> APIError? {
    guard let value = input.field(name) else { return nil }
    guard let number = value.double else { return .invalid(name, "Input should be a valid number") }
    if number < 0 { return .invalid(name, "Input should be greater than or equal to 0") }
    return number > 1 ? .invalid(name, "Input should be less than or equal to 1") : nil
  }

  static let outputs = [
    ValidationRule("metadata") { input in
      guard let metadata = input.field("metadata") else { return nil }
      guard metadata.object != nil else { return .invalid("metadata", "Input should be an object") }
      guard let user = metadata.value("user_id"), user.string == nil else { return nil }
      return .invalid("metadata.user_id", "Input should be a valid string")
    },
    ValidationRule("service_tier") { input in
      input.field("service_tier").flatMap {
        APIError.unless($0, isOneOf: ["auto", "standard_only"], at: "service_tier")
      }
    },
    ValidationRule("output_config") { input in
      guard let config = input.field("output_config") else { return nil }
      guard config.object != nil else { return .invalid("output_config", "Input should be an object") }
      guard let effort = config.value("effort") else { return nil }
      return APIError.unless(effort, isOneOf: ["low", "medium", "high", "xhigh", "max"], at: "output_config.effort")
    },
    ValidationRule("output_config.format") { input in
      guard let format = input.field("output_config")?.value("format") else { return nil }
      let path = "output_config.format"
      guard format.object != nil else { return .invalid(path, "Input should be an object") }
      guard let type = format["type"]?.string else { return .invalid("\(path).type", "Field required") }
      guard type.sameBytes(as: "json_schema") else { return .unknownTag(type, expected: ["json_schema"], at: path) }
      guard let schema = format["schema"] else { return .invalid("\(path).schema", "Field required") }
      return schema.object == nil ? .invalid("\(path).schema", "Input should be an object") : nil
    },
  ]

  static let caching = [
    ValidationRule("cache_control.type") { input in
      APIError.first(in: breakpoints(input)) { path, control in
        guard control.object != nil else { return .invalid(path, "Input should be an object") }
        guard let type = control["type"]?.string else { return .invalid("\(path).type", "Field required") }
        guard type.sameBytes(as: "ephemeral") else { return .unknownTag(type, expected: ["ephemeral"], at: path) }
        return control.value("ttl").flatMap { APIError.unless($0, isOneOf: ["5m", "1h"], at: "\(path).ephemeral.ttl") }
      }
    },
    ValidationRule("cache_control.thinking") { input in
      APIError.first(in: input.placedBlocks) { placed in
        guard placed.type.hasSuffix("thinking"), placed.block.value("cache_control") != nil else {
          return nil
        }
        return .invalid("\(placed.path).cache_control", "thinking blocks cannot be cached by themselves")
      }
    },
    ValidationRule("cache_control.count") { input in
      let count = breakpoints(input).count
      return count > 4
        ? .invalid("A maximum of 4 blocks with cache_control may be provided. Found \(count).") : nil
    },
  ]

  /// Every cache breakpoint with its path.
  private static func breakpoints(_ input: ValidationInput) -> [(path: String, control: JSON)] {
    var found: [(String, JSON)] = []
    func add(_ holder: JSON, _ path: String) {
      if let control = holder.value("cache_control") { found.append((path + "cache_control", control)) }
    }
    add(input.body, "")
    for (index, tool) in (input.field("tools")?.array ?? []).enumerated() { add(tool, "tools.\(index).") }
    for (index, block) in (input.field("system")?.array ?? []).enumerated() { add(block, "system.\(index).") }
    for placed in input.placedBlocks { add(placed.block, placed.path + ".") }
    return found
  }
}
