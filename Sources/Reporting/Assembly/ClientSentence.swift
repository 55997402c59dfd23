/// A client's verdict in one sentence, made of its tasks.
struct ClientSentence {
  private let client: Report.Client
  /// What is said after tasks that are broken or worse, to name their causes.
  private let reference: ([Report.ClientTask], Report.TaskState) -> String

  /// Tasks named one by one; with more of them it says how many.
  private static let namedAtMost = 4

  init(_ client: Report.Client, reference: @escaping ([Report.ClientTask], Report.TaskState) -> String) {
    self.client = client
    self.reference = reference
  }

  /// - Parameter titles: sentences of causes by their ids; the first that breaks a core task is told.
  init(_ client: Report.Client, titles: [String: String]) {
    self.init(client) { tasks, state in
      guard client.verdict == .breaks, state == .breaks else { return "" }
      let first = tasks.flatMap { task in task.causes.filter(task.breaking.contains) }.first.flatMap { titles[$0] }
      return first.map { ". \($0)" } ?? ""
    }
  }

  var text: String {
    switch client.verdict {
    case .works: return "works" + untested(named(.notTested))
    case .breaks: return "does not work. Broken: " + told(named(.breaks, core: true), .breaks)
    case .limited:
      let parts = [("broken", Report.TaskState.breaks), ("worse", .worse)].compactMap { word, state in
        let tasks = named(state)
        return tasks.isEmpty ? nil : "\(word): \(told(tasks, state))"
      }
      return "works, but " + parts.joined(separator: "; ") + untested(named(.notTested))
    case .unknown:
      let missing = named(.notTested, core: true)
      return missing.isEmpty ? "not known, since its own requests were not sent" : "not known" + untested(missing)
    }
  }

  private func named(_ state: Report.TaskState, core: Bool? = nil) -> [Report.ClientTask] {
    client.tasks.filter { $0.state == state && (core == nil || $0.isCore == core) }
  }

  private func told(_ tasks: [Report.ClientTask], _ state: Report.TaskState) -> String {
    list(tasks) + reference(tasks, state)
  }

  private func untested(_ tasks: [Report.ClientTask]) -> String { tasks.isEmpty ? "" : "; not tested: \(list(tasks))" }

  private func list(_ tasks: [Report.ClientTask]) -> String {
    let used = client.tasks.count { $0.state != .notUsed }
    return tasks.count <= Self.namedAtMost
      ? tasks.map(\.title).joined(separator: ", ") : "\(tasks.count) of its \(used) tasks"
  }
}
