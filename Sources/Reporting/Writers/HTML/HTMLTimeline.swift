import Wire

/// The times of an exchange drawn to scale: waiting, the first byte, every event, the longest silence, the end.
enum HTMLTimeline {
  static func text(_ excerpt: ExchangeExcerpt) -> String {
    let times = excerpt.timings
    let total = max(times.ended, excerpt.moments.map(\.microseconds).max() ?? 0, 1)
    /// How far into the exchange, from 0 to 1.
    func part(_ time: Int) -> Double { Double(min(max(0, time), total)) / Double(total) }
    func x(_ time: Int) -> String { (0.02 + part(time) * 0.96).percent }
    func width(_ time: Int) -> String { (part(time) * 0.96).percent }
    let gap = longestGap(excerpt)
    let words = sentence(excerpt, gap)
    var svg =
      "<svg class=\"timeline\" width=\"100%\" height=\"76\" role=\"img\" aria-label=\"\(HTMLText.attribute(words))\">"
    svg += bar("axis", x: x(0), y: 37, width: width(total), height: 2)
    if let first = times.firstByte { svg += bar("wait", x: x(0), y: 33, width: width(first), height: 10) }
    if let gap, part(gap.length) >= 0.125 {
      svg += bar("gap", x: x(gap.start), y: 33, width: width(gap.length), height: 10)
      svg += label(
        // bounded: shares of the whole, as fractions
        x: (0.02 + (part(gap.start) + part(gap.length) / 2) * 0.96).percent, y: 58, anchor: "middle",
        milliseconds(gap.length))
    }
    var drawn = Set<String>()
    for moment in excerpt.moments {
      let kind = kind(moment)
      // A hundred deltas at one place of the screen are one stroke.
      guard moment.isMarked || drawn.insert("\(kind) \(Int(part(moment.microseconds) * 300))").inserted else {
        continue
      }
      let height = moment.isMarked ? 36 : 22
      // bounded: the height is one of ours
      svg += bar(kind, x: x(moment.microseconds), y: 38 - height / 2, width: "2", height: height, title(moment))
    }
    var labelled = -1.0
    for moment in excerpt.moments where moment.isMarked {
      let place = part(moment.microseconds)
      // Names that would stand over each other are left to the titles of their strokes.
      guard labelled < 0 || place - labelled > 0.12 else { continue }
      labelled = place
      svg += label(
        x: x(moment.microseconds), y: 14, anchor: place > 0.8 ? "end" : place < 0.2 ? "start" : "middle",
        "event \(moment.event)")
    }
    svg += bar("stop", x: x(times.ended), y: 27, width: "2", height: 22)
    for quarter in 0...4 {
      let anchor = quarter == 0 ? "start" : quarter == 4 ? "end" : "middle"
      svg += label(x: (0.02 + Double(quarter) * 0.24).percent, y: 73, anchor: anchor, milliseconds(total / 4 * quarter))
    }
    return "<figure class=\"times\"><figcaption>\(HTMLText.content(words))</figcaption>\(svg)</svg></figure>\n"
  }

  /// The longest time without an event, from the first byte on.
  private static func longestGap(_ excerpt: ExchangeExcerpt) -> (start: Int, length: Int, before: String)? {
    // What was left out would make a gap of its own.
    guard excerpt.momentsLeftOut == 0, let first = excerpt.timings.firstByte, !excerpt.moments.isEmpty else {
      return nil
    }
    var longest: (start: Int, length: Int, before: String)?
    var last = first
    for (time, name) in excerpt.moments.map({ ($0.microseconds, "event \($0.event) \($0.name)") })
      + [(excerpt.timings.ended, "the end")]
    {
      if time.minus(last) > longest?.length ?? 0 { longest = (last, time.minus(last), name) }
      last = max(last, time)
    }
    return longest
  }

  private static func sentence(_ excerpt: ExchangeExcerpt, _ gap: (start: Int, length: Int, before: String)?) -> String
  {
    var parts: [String] = []
    parts.append(excerpt.timings.firstByte.map { "first byte after \(milliseconds($0))" } ?? "no byte came")
    let events = excerpt.moments.count + excerpt.momentsLeftOut
    if events > 0 { parts.append(events.pluralized("event")) }
    let pings = excerpt.moments.count { $0.name == "ping" }
    if pings > 0 { parts.append(pings.pluralized("ping")) }
    if let gap {
      parts.append("longest silence \(milliseconds(gap.length)) before \(Excerpt.of(gap.before, limit: 60))")
    }
    parts.append("over after \(milliseconds(excerpt.timings.ended))")
    return parts.joined(separator: ", ")
  }

  private static func kind(_ moment: ExchangeExcerpt.EventTiming) -> String {
    if moment.isMarked { return "marked" }
    switch moment.name {
    case "ping": return "ping"
    case "error": return "error"
    case "content_block_delta": return "delta"
    case "message_stop": return "stop"
    default: return "event"
    }
  }

  private static func title(_ moment: ExchangeExcerpt.EventTiming) -> String {
    guard moment.isMarked || moment.name != "content_block_delta" else { return "" }
    let words = "event \(moment.event) \(Excerpt.of(moment.name, limit: 60)), \(milliseconds(moment.microseconds))"
    return "<title>\(HTMLText.content(words))</title>"
  }

  private static func bar(_ kind: String, x: String, y: Int, width: String, height: Int, _ inside: String = "")
    -> String
  {
    "<rect class=\"\(kind)\" x=\"\(x)\" y=\"\(y)\" width=\"\(width)\" height=\"\(height)\">\(inside)</rect>"
  }

  private static func label(x: String, y: Int, anchor: String, _ words: String) -> String {
    "<text x=\"\(x)\" y=\"\(y)\" text-anchor=\"\(anchor)\">\(words)</text>"
  }

  /// Microseconds as `0.42 ms`, `3.1 ms`, `31 ms` or `1.25 s`.
  static func milliseconds(_ time: Int) -> String {
    if time < 1000 { return "0.\(time / 100)\(time / 10 % 10) ms" }
    if time < 10_000 { return "\(time / 1000).\(time % 1000 / 100) ms" }
    if time < 1_000_000 { return "\(time / 1000) ms" }
    let hundredths = time / 10_000
    return "\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100) s"
  }
}
