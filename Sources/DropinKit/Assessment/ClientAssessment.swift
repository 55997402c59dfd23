import Files
import ReferenceServer
import Wire

/// What a client does with a server that is wrong: the same command against the sound reference server and against one
/// with each of several defects.
package struct ClientAssessment: Sendable {
  /// The program and its arguments. It finds the server in `ANTHROPIC_BASE_URL`.
  let command: [String]
  /// Defects, personas and personalities, each tried by itself.
  let names: [String]
  /// So long may the command take.
  let seconds: Double

  package init(command: [String], names: [String], seconds: Double) {
    (self.command, self.names, self.seconds) = (command, names, seconds)
  }

  /// What the client did.
  package enum Outcome: String, Sendable, CaseIterable {
    /// It went on and came to the same.
    case unharmed
    /// It went on as if all were well, and what it printed is something else.
    case misled
    /// It said so: it ended with another exit code than 0, or a signal.
    case failed
    /// It had not ended when its time was over, or its test never said what came of it.
    case hung
    /// Nothing is known but its requests, because its test says nothing at all.
    case untold
  }

  package enum Subject: Sendable, Equatable {
    case command([String])
    case run(String)
  }

  package struct Entry: Sendable, Equatable {
    package var name: String
    package var outcome: Outcome
    /// The exit code, or the signal as a negative number; nil for a client that hung, and without a command.
    package var status: Int?
    package var requests: Int
    /// How many of the requests had been sent before, byte for byte.
    package var repeated: Int
    package var milliseconds: Int
    /// The last line that it wrote to standard error.
    package var said: String?
  }

  package struct Result: Sendable {
    /// What was run, or the name of a run of somebody's own test.
    package var subject: Subject
    /// Against the sound server.
    package var sound: Entry
    /// Whether it comes to the same every time; otherwise nobody is called misled.
    package var isRepeatable: Bool
    package var entries: [Entry]
  }

  /// Throws `DropinError` for a command that cannot be started or fails against the sound server.
  ///
  /// - Parameter progress: called with each entry.
  package func run(progress: @escaping @Sendable (Entry) -> Void = { _ in }) async throws -> Result {
    let log = Log()
    var options = ReferenceServer.Options()
    options.takesDefectsByRequest = true
    options.log = { exchange in log.add(exchange) }
    var configuration = Configuration()
    configuration.replacesUnknownModels = true
    let server = try await ReferenceServer.start(configuration, options: options)
    let directory = try Files.temporaryDirectory(prefix: "dropin-assess")
    defer { try? Files.remove(directory) }
    let base = "http://127.0.0.1:\(server.port)"
    do {
      let result = try await results(at: base, log: log, in: directory, progress: progress)
      await server.stop()
      return result
    } catch {
      await server.stop()
      throw error
    }
  }

  private func results(
    at base: String, log: Log, in directory: String, progress: @Sendable (Entry) -> Void
  ) async throws -> Result {
    let first = try await attempt(base, in: directory)
    guard case .exited(0) = first.end else {
      let said = Self.lastLine(first.error).map { ": \($0)" } ?? ""
      throw DropinError(
        "the command fails against the sound server, so nothing can be said of others (\(Self.words(first.end)))\(said)"
      )
    }
    let sound = Self.entry("", first, outcome: .unharmed, seen: log.take())
    let second = try await attempt(base, in: directory)
    _ = log.take()
    let isRepeatable = second.end == first.end && second.output == first.output
    var entries: [Entry] = []
    for name in names {
      let done = try await attempt("\(base)/d/\(name)", in: directory)
      let outcome: Outcome =
        switch done.end {
        case .outOfTime: .hung
        case .exited(0): !isRepeatable || done.output == first.output ? .unharmed : .misled
        case .exited, .signalled: .failed
        }
      let entry = Self.entry(name, done, outcome: outcome, seen: log.take())
      entries.append(entry)
      progress(entry)
    }
    return Result(subject: .command(command), sound: sound, isRepeatable: isRepeatable, entries: entries)
  }

  private func attempt(_ url: String, in directory: String) async throws -> ChildProcess {
    // One credential: with both set the SDKs say so on standard error. LangChain looks for the key alone.
    let environment: [String: String?] = [
      "ANTHROPIC_BASE_URL": url, "ANTHROPIC_API_KEY": "unused", "ANTHROPIC_AUTH_TOKEN": nil,
      "ANTHROPIC_MODEL": Configuration().models[0].id,
    ]
    return try await ChildProcess.run(command, environment: environment, seconds: seconds, directory: directory)
  }

  private static func entry(_ name: String, _ done: ChildProcess, outcome: Outcome, seen exchanges: [ServedExchange])
    -> Entry
  {
    let status: Int? =
      switch done.end {
      case .exited(let code): code
      case .signalled(let signal): -signal
      case .outOfTime: nil
      }
    return Entry(
      name: name, outcome: outcome, status: status, requests: exchanges.count,
      repeated: repeated(exchanges), milliseconds: done.milliseconds,
      said: outcome == .unharmed || outcome == .misled ? nil : lastLine(done.error))
  }

  /// How many of the requests had been sent before, byte for byte.
  static func repeated(_ exchanges: [ServedExchange]) -> Int { exchanges.count - Set(exchanges.map(\.digest)).count }

  private static func words(_ end: ChildProcess.End) -> String {
    switch end {
    case .exited(let code): "exit code \(code)"
    case .signalled(let signal): "signal \(signal)"
    case .outOfTime: "it did not end in time"
    }
  }

  static func lastLine(_ bytes: [UInt8]) -> String? {
    let lines = bytes.split { $0 == 0x0A || $0 == 0x0D }
    guard let last = lines.last(where: { line in line.contains { $0 != 0x20 && $0 != 0x09 } }) else { return nil }
    return String(decoding: last.prefix(300), as: UTF8.self)
  }

  /// What the server saw since somebody asked.
  private final class Log: Sendable {
    private let exchanges = Locked<[ServedExchange]>([])
    func add(_ exchange: ServedExchange) { exchanges.withLock { $0.append(exchange) } }
    func take() -> [ServedExchange] {
      exchanges.withLock { exchanges in
        defer { exchanges = [] }
        return exchanges
      }
    }
  }
}
