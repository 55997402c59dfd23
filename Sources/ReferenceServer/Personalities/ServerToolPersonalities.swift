extension Personality {
  /// What servers run for the model, where they run anything.
  static let serverTools: [Personality] = [
    Personality("searches-the-web", .manner, "The server runs searches on the web itself when a request offers them.") {
      WebSearch().install(&$0)
    }
  ]
}
