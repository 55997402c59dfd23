/// How far a secret can be kept out of what is written.
package enum SecretStrength: String, Sendable, CaseIterable {
  /// 8 bytes and more: searched for in every form.
  case guarded
  /// 4 to 7 bytes: searched for as a whole word in its own letters. Its encodings are too short to tell
  /// from ordinary text.
  case short
  /// Fewer than 4 bytes, fewer than 8 digits, or a dummy that manuals tell people to type, like
  /// `lmstudio`. Servers say such words for their own reasons: blotting them out would damage the
  /// evidence and protect nothing. Hidden only where it stands as a credential of a recorded request.
  case placeholder

  package init(of secret: String) {
    let bytes = Array(secret.utf8)
    if bytes.count < 4 || Self.dummies.contains(secret.lowercased()) {
      self = .placeholder
    } else if bytes.count < 8 {
      self = bytes.allSatisfy { $0 >= 0x30 && $0 <= 0x39 } ? .placeholder : .short
    } else {
      self = .guarded
    }
  }

  /// What the manuals of servers and clients suggest when no key is needed, and the words of the
  /// protocol, which every response has.
  private static let dummies: Set<String> = [
    "admin", "anthropic", "anything", "api-key", "api_key", "apikey", "assistant", "auth-token", "bearer",
    "changeme", "claude", "claude-code", "content", "default", "dummy", "dummy-key", "dummy_key", "empty",
    "example", "fake",
    "fake-key", "foobar", "gpt-oss", "llama", "llama.cpp", "lm-studio", "lm_studio", "lmstudio", "local",
    "localhost", "message", "messages", "mlx", "model", "models", "no-key", "no-key-required", "none",
    "not-needed", "not-used", "not_needed", "notneeded", "null", "ollama", "openai", "password",
    "placeholder",
    "secret", "sk-1234", "sk-12345", "sk-123456", "sk-dummy", "sk-fake", "sk-local", "sk-no-key-required",
    "sk-none", "sk-test", "sk-xxx", "stream", "system", "test", "test-key", "testing", "text", "token",
    "tool_use",
    "undefined", "unused", "user", "vllm", "your-api-key", "your_api_key", "xxxx", "xxxxxxxx",
  ]
}
