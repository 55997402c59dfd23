import Evaluation

/// The steps of a case whose end nobody waits for before the next step goes out.
struct BackgroundSteps {
  private var running: [(index: Int, task: Task<ResponseReading?, Never>)] = []

  /// Starts a step and returns as soon as its response has begun, or is over.
  mutating func start(_ index: Int, _ send: @escaping @Sendable (ResponseStarted) async -> ResponseReading?) async {
    let beginning = ResponseStarted()
    let task = Task {
      let reading = await send(beginning)
      beginning.happened()
      return reading
    }
    running.append((index, task))
    await beginning.wait()
  }

  /// Waits for all of them, in the order in which they were started.
  mutating func finish() async -> [(index: Int, reading: ResponseReading?)] {
    var readings: [(index: Int, reading: ResponseReading?)] = []
    for (index, task) in running {
      let reading = await withTaskCancellationHandler {
        await task.value
      } onCancel: {
        task.cancel()
      }
      readings.append((index, reading))
    }
    running = []
    return readings
  }
}

/// Says once that a response has begun. May be told so from any thread, and more than once.
struct ResponseStarted: Sendable {
  private let stream: AsyncStream<Void>
  private let continuation: AsyncStream<Void>.Continuation

  init() { (stream, continuation) = AsyncStream.makeStream() }

  func happened() { continuation.finish() }

  /// Returns at once when it has happened already, and when the task is cancelled.
  func wait() async { for await _ in stream {} }
}
