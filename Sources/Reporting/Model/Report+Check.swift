import Contract
import Verdicts
import Wire

extension Report {
  /// One claim about an exchange and what it came to. Of a check that passed only `id`, `requirement`,
  /// `level`, `verdict` and `exchange` are of interest.
  package struct Check: Sendable, Equatable {
    package var id: CheckID
    /// Id of the requirement it proves.
    package var requirement: String
    package var level: Level
    package var verdict: VerdictKind
    /// A static code without dynamic values, by which lists of expectations recognise a failure.
    package var reason: String?
    /// Who or what kept an inconclusive check from being decided.
    package var cause: InconclusiveCause?
    /// The case or the requirement without which an open check could not be decided.
    package var blockedBy: String?
    /// What failures of one likely common cause have in common, as 12 hexadecimal digits.
    package var signature: String?
    package var message: String?
    package var expected: String?
    package var actual: String?
    package var at: Place?
    /// Id of the exchange it was judged on.
    package var exchange: String?
    /// A shell line that sends the same request again.
    package var reproduce: String?
    /// The entry of the expectations that speaks of it.
    package var expectation: Listing?

    package init(
      id: CheckID, requirement: String, level: Level, verdict: VerdictKind, reason: String? = nil,
      cause: InconclusiveCause? = nil, blockedBy: String? = nil, signature: String? = nil, message: String? = nil,
      expected: String? = nil,
      actual: String? = nil, at: Place? = nil,
      exchange: String? = nil, reproduce: String? = nil, expectation: Listing? = nil
    ) {
      self.id = id
      self.requirement = requirement
      self.level = level
      self.verdict = verdict
      self.reason = reason
      self.cause = cause
      self.blockedBy = blockedBy
      self.signature = signature
      self.message = message
      self.expected = expected
      self.actual = actual
      self.at = at
      self.exchange = exchange
      self.reproduce = reproduce
      self.expectation = expectation
    }
  }

  /// Where in a response something was found.
  package struct Place: Sendable, Equatable {
    /// Index of the event within the stream, counting from 0.
    package var event: Int?
    /// Byte offset within the body.
    package var byte: Int?
    /// JSON Pointer (RFC 6901) inside the body or that event's data; empty text is the whole document.
    package var pointer: String?
    /// Since the request began.
    package var elapsedMilliseconds: Int?

    package init(event: Int? = nil, byte: Int? = nil, pointer: String? = nil, elapsedMilliseconds: Int? = nil) {
      self.event = event
      self.byte = byte
      self.pointer = pointer
      self.elapsedMilliseconds = elapsedMilliseconds
    }

    /// The place of a finding, or nil when it says nothing.
    package init?(_ place: Verdicts.Place) {
      guard place != Verdicts.Place() else { return nil }
      self.init(
        event: place.event, byte: place.byte, pointer: place.pointer?.description,
        elapsedMilliseconds: place.elapsed.map { $0 / 1000 })
    }
  }
}

extension Report.Check {
  package var json: JSON {
    JSON.object(members: [
      "id": .string(id.description), "requirement": .string(requirement), "level": .string(level.rawValue),
      "verdict": .string(verdict.rawValue), "reason": reason.map(JSON.string),
      "cause": (cause?.rawValue).map(JSON.string), "blocked_by": blockedBy.map(JSON.string),
      "signature": signature.map(JSON.string),
      "message": message.map(JSON.string), "expected": expected.map(JSON.string),
      "actual": actual.map(JSON.string), "at": at?.json, "exchange": exchange.map(JSON.string),
      "reproduce": reproduce.map(JSON.string), "expectation": expectation?.json,
    ])
  }

  package init(json: JSON, at path: String = "") throws(ReportFormatError) {
    let members = try MemberReader(json, at: path)
    id = CheckID(try members.string("id"))
    requirement = try members.string("requirement")
    level = try members.choice("level")
    verdict = try members.choice("verdict")
    reason = try members.string(ifPresent: "reason")
    cause = try members.choice(ifPresent: "cause")
    blockedBy = try members.string(ifPresent: "blocked_by")
    signature = try members.string(ifPresent: "signature")
    message = try members.string(ifPresent: "message")
    expected = try members.string(ifPresent: "expected")
    actual = try members.string(ifPresent: "actual")
    at = try members.part(ifPresent: "at", Report.Place.init(json:at:))
    exchange = try members.string(ifPresent: "exchange")
    reproduce = try members.string(ifPresent: "reproduce")
    expectation = try members.part(ifPresent: "expectation", Report.Listing.init(json:at:))
  }
}

extension Report.Place {
  package var json: JSON {
    JSON.object(members: [
      "event": event.map { JSON($0) }, "byte": byte.map { JSON($0) }, "pointer": pointer.map(JSON.string),
      "elapsed_ms": elapsedMilliseconds.map { JSON($0) },
    ])
  }

  package init(json: JSON, at path: String = "") throws(ReportFormatError) {
    let members = try MemberReader(json, at: path)
    event = try members.count(ifPresent: "event")
    byte = try members.count(ifPresent: "byte")
    pointer = try members.string(ifPresent: "pointer")
    elapsedMilliseconds = try members.count(ifPresent: "elapsed_ms")
  }
}
