import Wire

extension Defect {
  static func onEvents(
    _ name: String, breaks requirement: String, _ summary: String, source: String,
    edit: @escaping @Sendable (inout [StreamEvent]) -> Void
  ) -> Defect {
    Defect(name, breaks: requirement, summary, source: source) {
      $0.events.append { events, _ in edit(&events) }
    }
  }

  static func onStart(
    _ name: String, breaks requirement: String, _ summary: String, source: String,
    edit: @escaping @Sendable (inout JSON) -> Void
  ) -> Defect {
    Defect(name, breaks: requirement, summary, source: source) { $0.start { message, _ in edit(&message) } }
  }

  static func onEnd(
    _ name: String, breaks requirement: String, _ summary: String, source: String,
    edit: @escaping @Sendable (inout JSON) -> Void
  ) -> Defect {
    Defect(name, breaks: requirement, summary, source: source) {
      $0.event("message_delta") { data, _ in edit(&data) }
    }
  }

  /// Moves the indices of content blocks.
  static func onIndices(
    _ name: String, breaks requirement: String, _ summary: String, source: String,
    edit: @escaping @Sendable (Int) -> JSON?
  ) -> Defect {
    onEvents(name, breaks: requirement, summary, source: source) { events in
      for index in events.indices {
        if let old = events[index].data["index"]?.int { events[index].data["index"] = edit(old) }
      }
    }
  }

  static func onFragments(
    _ name: String, breaks requirement: String, _ summary: String, source: String,
    edit: @escaping @Sendable (inout JSON) -> Void
  ) -> Defect {
    Defect(name, breaks: requirement, summary, source: source) { $0.delta("input_json_delta", edit: edit) }
  }

  static func onOpening(
    _ name: String, breaks requirement: String, _ summary: String, source: String, type: String,
    edit: @escaping @Sendable (inout JSON) -> Void
  ) -> Defect {
    Defect(name, breaks: requirement, summary, source: source) { $0.opening(type, edit: edit) }
  }

  static func onMessage(
    _ name: String, breaks requirement: String, _ summary: String, source: String = "sdk: types/message.py",
    edit: @escaping @Sendable (inout JSON) -> Void
  ) -> Defect {
    Defect(name, breaks: requirement, summary, source: source) {
      $0.message.append { message, _ in edit(&message) }
    }
  }

  static func onUsage(
    _ name: String, breaks requirement: String, _ summary: String, source: String = "sdk: types/usage.py",
    edit: @escaping @Sendable (inout JSON) -> Void
  ) -> Defect {
    onMessage(name, breaks: requirement, summary, source: source) { $0.edit("usage", edit) }
  }

  /// The bytes of a JSON reply to a message request, rewritten.
  static func onBytes(
    _ name: String, breaks requirement: String, _ summary: String, source: String,
    edit: @escaping @Sendable ([UInt8]) -> [UInt8]
  ) -> Defect {
    Defect(name, breaks: requirement, summary, source: source) {
      $0.reply.append { reply, context in
        if context.isMessage, reply.status == 200, !reply.isStream {
          reply.body = .whole(edit(reply.bodyBytes))
        }
      }
    }
  }

  static func onReply(
    _ name: String, breaks requirement: String, _ summary: String, source: String,
    edit: @escaping Hooks.Edit<ServerReply>
  ) -> Defect {
    Defect(name, breaks: requirement, summary, source: source) { $0.reply.append(edit) }
  }

  static func onEnvelope(
    _ name: String, breaks requirement: String, _ summary: String, source: String,
    edit: @escaping @Sendable (inout JSON) -> Void
  ) -> Defect {
    Defect(name, breaks: requirement, summary, source: source) {
      $0.errorBody.append { body, _ in edit(&body) }
    }
  }

  static func onFault(
    _ name: String, breaks requirement: String, _ summary: String, source: String,
    edit: @escaping @Sendable (inout APIError) -> Void
  ) -> Defect {
    Defect(name, breaks: requirement, summary, source: source) {
      $0.fault.append { fault, _ in edit(&fault) }
    }
  }

  static func onRefusal(
    _ name: String, breaks requirement: String, _ summary: String, source: String,
    edit: @escaping @Sendable (inout ServerReply) -> Void
  ) -> Defect {
    Defect(name, breaks: requirement, summary, source: source) {
      $0.reply.append { reply, _ in if reply.status >= 400 { edit(&reply) } }
    }
  }
}
