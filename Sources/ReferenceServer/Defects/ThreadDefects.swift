import Wire

extension Defect {
  /// Message threads.
  static let threadDefects: [Defect] = [
    serving(
      "thread-ignored", breaks: "body-thread-not-silently-ignored",
      "Passes over message threads and answers from the new turn alone.",
      source: "sdk: lib/threads/_thread_state.py", rule: "*"
    ) { $0.field("thread")?["type"]?.says("continue") == true },
    Defect(
      "thread-plain-400", breaks: "body-thread-create-handled",
      "Refuses message threads without the detail code.", source: "sdk: lib/threads/_thread_state.py:599"
    ) {
      $0.fault.append { fault, context in
        if fault.errorCode == "thread_unsupported_request", !context.request.body.hasText("\"continue\"") {
          fault.errorCode = nil
        }
      }
    },
    Defect(
      "thread-continue-plain-400", breaks: "body-thread-continue-handled",
      "Refuses to continue a thread without the detail code.", source: "sdk: lib/threads/_thread_state.py:599"
    ) {
      $0.fault.append { fault, context in
        if fault.errorCode == "thread_unsupported_request", context.request.body.hasText("\"continue\"") {
          fault.errorCode = nil
        }
      }
    },
    Defect(
      "thread-create-served", breaks: "body-thread-not-silently-ignored",
      "Opens a thread, then continues it without what came before.",
      source: "sdk: lib/threads/_thread_state.py"
    ) { hooks in
      hooks.accept("*") { $0.field("thread") != nil }
    },
  ]
}

extension [UInt8] {
  func hasText(_ text: String) -> Bool { find([UInt8](text.utf8)) != nil }
}
