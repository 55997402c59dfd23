import Wire

/// A batch as the server keeps it. Its results are made at once and shown when it ends: on the third time it is looked at,
/// or on the first after it was canceled.
struct Batch: Sendable {
  var id: String
  /// Unix seconds.
  var createdAt: Int
  /// One for each request, in another order than they were sent.
  var results: [JSON]
  var looks = 0
  var isCanceled = false
  var isEnded = false

  static let looksUntilEnd = 3
  private static let day = 86_400

  /// Goes on by one look.
  mutating func look() {
    looks += 1
    guard !isEnded, isCanceled || looks >= Self.looksUntilEnd else { return }
    isEnded = true
    guard isCanceled else { return }
    for index in results.indices { results[index]["result"] = ["type": "canceled"] }
  }

  /// - Parameter base: where the server is, for the address of the results.
  func json(base: String) -> JSON {
    func count(_ type: String) -> JSON {
      JSON(isEnded ? results.count { $0["result"]?["type"]?.says(type) == true } : 0)
    }
    let time = CivilTime(secondsSince1970: createdAt).timestamp
    return [
      "id": .string(id), "type": "message_batch",
      "processing_status": isEnded ? "ended" : isCanceled ? "canceling" : "in_progress",
      "request_counts": [
        "processing": JSON(isEnded ? 0 : results.count), "succeeded": count("succeeded"), "errored": count("errored"),
        "canceled": count("canceled"), "expired": count("expired"),
      ],
      "created_at": .string(time), "expires_at": .string(CivilTime(secondsSince1970: createdAt + Self.day).timestamp),
      "ended_at": isEnded ? .string(time) : .null, "archived_at": .null,
      "cancel_initiated_at": isCanceled ? .string(time) : .null,
      "results_url": isEnded ? .string("\(base)/v1/messages/batches/\(id)/results") : .null,
    ]
  }
}
