import Wire

extension Defect {
  /// What whoever runs in a browser meets.
  static let browsers: [Defect] = [
    Defect(
      "preflight-401", breaks: "http-cors-preflight", "Demands a key of a browser's question whether it may send one.",
      source: "dphnAI/sonar#434"
    ) {
      $0.intercept.append { context in
        context.request.method == "OPTIONS" ? .fault(.unauthorised) : nil
      }
      $0.reply.append { reply, context in
        if context.request.method == "OPTIONS" { reply.set("access-control-allow-origin", nil) }
      }
    },
    onReply(
      "preflight-500", breaks: "http-cors-preflight", "Crashes on OPTIONS.", source: "wso2/api-manager#4374"
    ) { reply, context in
      guard context.request.method == "OPTIONS" else { return }
      let error = APIError(500, type: "api_error", "no handler").envelope(requestID: context.requestID)
      reply = ServerReply(status: 500, json: error)
    },
    onRefusal(
      "cors-errors-bare", breaks: "http-cors-everywhere", "Lets browsers read replies but no refusals.",
      source: "wso2/api-manager#4374"
    ) { $0.set("access-control-allow-origin", nil) },
    onReply(
      "cors-replies-bare", breaks: "http-cors-everywhere",
      "Says to a browser that it may ask, and then not that it may read.",
      source: "dphnAI/sonar#434"
    ) { reply, context in
      if context.request.method == "GET", reply.status == 200 { reply.set("access-control-allow-origin", nil) }
    },
  ]
}
