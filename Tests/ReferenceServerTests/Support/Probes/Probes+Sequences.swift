import ReferenceServer
import Wire

/// Requests whose answer depends on what else is going on.
extension Probes {
  static let sequences: [Probe] = {
    var overlapping = post("overlap", minimal(["messages": user("Repeat exactly: B")]))
    overlapping.overlaps = true
    var counting = post("count overlap", minimal(["max_tokens": .null]), path: "/v1/messages/count_tokens")
    counting.overlaps = true
    var agent = post(
      "agent overlap", minimal(),
      [HeaderLine("content-type", "application/json"), HeaderLine("x-claude-code-session-id", "2")])
    agent.overlaps = true
    var after = post("after disconnect", minimal())
    after.afterDisconnect = true
    let attribution: (Int) -> JSON = {
      minimal([
        "system": [
          ["type": "text", "text": .string("x-anthropic-billing-header: cch=\($0);")],
          ["type": "text", "text": "You are an agent.", "cache_control": ["type": "ephemeral"]],
        ]
      ])
    }
    var second = post("second on a connection", minimal())
    (second.request.earlierExchanges, second.request.followsStream) = (1, true)
    return [
      second, overlapping, counting, agent, after, post("attribution 1", attribution(1)),
      post("attribution 1 again", attribution(1)), post("attribution 2", attribution(2)),
    ] + (1...60).map { raw("malformed \($0)", "POST", "/v1/messages", [], "{") } + [post("sound", minimal())]
  }()
}
