import Verdicts
import Wire

/// Phrases that several formats share.
extension Report.Place {
  /// `event 3, byte 512, /delta/text, after 120 ms`; empty when nothing is known.
  var words: String {
    var parts: [String] = []
    if let event { parts.append("event \(event)") }
    if let byte { parts.append("byte \(byte)") }
    if let pointer { parts.append(pointer.isEmpty ? "whole document" : pointer) }
    if let elapsedMilliseconds { parts.append("after \(elapsedMilliseconds) ms") }
    return parts.joined(separator: ", ")
  }
}

extension Report.Exchange {
  /// `POST /v1/messages -> 200, complete, 1234 bytes in 56 ms, first byte after 12 ms`.
  var words: String {
    let answer = status.map(String.init) ?? "no response"
    let first = firstByteMilliseconds.map { ", first byte after \($0) ms" } ?? ""
    return
      "\(method) \(path) -> \(answer), \(end), \(bytes.pluralized("byte")) in \(totalMilliseconds) ms\(first)"
  }
}

extension Report.Auth {
  /// `optional (probed)`.
  var words: String { "\(mode.rawValue) (\(source.rawValue))" }
}

extension Report.Run {
  /// `57 requests (41 generating), 3120 tokens in, 810 tokens out, 93.4 s`.
  var costWords: String {
    "\(requests.pluralized("request")) (\(generatingRequests) generating), \(inputTokens) tokens in, "
      + "\(outputTokens) tokens out, \(durationWords)"
  }

  var durationWords: String {
    let tenths = durationMilliseconds.plus(50) / 100
    return "\(tenths / 10).\(tenths % 10) s"
  }

  /// What was left out, when it is not the whole suite that was judged.
  var limitWords: [String] {
    var words: [String] = []
    if let profile { words.append("profile \(profile)") }
    if let filter { words.append("filter \(filter)") }
    if let shard { words.append("part \(shard.number) of \(shard.of)") }
    if let interrupted {
      words.append("cut off: \(interrupted)")
    } else if !complete {
      words.append("incomplete")
    }
    return words
  }
}

extension ExitCode {
  /// `FAIL`.
  var words: String {
    switch self {
    case .satisfied: "PASS"
    case .failure: "FAIL"
    case .usage: "not usable"
    case .incomplete: "too little judged to say"
    case .unreachable: "target unreachable"
    case .internalError: "internal error"
    }
  }
}
