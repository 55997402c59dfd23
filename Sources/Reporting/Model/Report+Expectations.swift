import Wire

extension Report {
  /// The list of known failures that was laid over the run, entry by entry.
  package struct Expectations: Sendable, Equatable {
    package enum Status: String, Sendable, CaseIterable {
      /// Failed as listed.
      case held
      /// Listed as flaky, and seen to fail or to pass.
      case flaky
      /// Everything it matches passed: the entry has to go.
      case unexpectedPass = "unexpected-pass"
      /// What it matches fails for another reason.
      case otherReason = "other-reason"
      /// Its last day is over: extend it or repair the server.
      case expired
      /// Nothing in the suite has such an address.
      case matchesNothing = "matches-nothing"
      /// This run judged nothing of what it matches.
      case unobserved
      /// Written for another model or version.
      case notInForce = "not-in-force"

      /// Whether somebody has to edit the list.
      package var isProblem: Bool { self == .unexpectedPass || self == .expired || self == .matchesNothing }
    }

    package struct Entry: Sendable, Equatable {
      /// `known.yaml:12`.
      package var entry: String
      /// `address: …` or `requirement: …`.
      package var subject: String
      package var reason: String
      package var ticket: String?
      package var status: Status
      /// How many judged checks it matches.
      package var checks: Int
      /// What to do about it, when there is something to do.
      package var message: String?

      package init(
        entry: String, subject: String, reason: String, ticket: String? = nil, status: Status, checks: Int,
        message: String? = nil
      ) {
        self.entry = entry
        self.subject = subject
        self.reason = reason
        self.ticket = ticket
        self.status = status
        self.checks = checks
        self.message = message
      }
    }

    /// The list's path as the user gave it.
    package var file: String
    /// In the order of the list.
    package var entries: [Entry]

    package init(file: String, entries: [Entry]) {
      self.file = file
      self.entries = entries
    }
  }

  /// The entry of the list that a check falls under.
  package struct Listing: Sendable, Equatable {
    /// `known.yaml:12`.
    package var entry: String
    package var reason: String
    package var ticket: String?
    package init(entry: String, reason: String, ticket: String? = nil) {
      self.entry = entry
      self.reason = reason
      self.ticket = ticket
    }
  }
}

extension Report.Listing {
  package var json: JSON {
    JSON.object(members: ["entry": .string(entry), "reason": .string(reason), "ticket": ticket.map(JSON.string)])
  }

  package init(json: JSON, at path: String = "") throws(ReportFormatError) {
    let members = try MemberReader(json, at: path)
    entry = try members.string("entry")
    reason = try members.string("reason")
    ticket = try members.string(ifPresent: "ticket")
  }
}

extension Report.Expectations {
  package var json: JSON { ["file": .string(file), "entries": .array(entries.map(\.json))] }

  package init(json: JSON, at path: String = "") throws(ReportFormatError) {
    let members = try MemberReader(json, at: path)
    file = try members.string("file")
    entries = try members.list("entries", Entry.init(json:at:))
  }
}

extension Report.Expectations.Entry {
  package var json: JSON {
    JSON.object(members: [
      "entry": .string(entry), "subject": .string(subject), "reason": .string(reason),
      "ticket": ticket.map(JSON.string), "status": .string(status.rawValue), "checks": JSON(checks),
      "message": message.map(JSON.string),
    ])
  }

  package init(json: JSON, at path: String = "") throws(ReportFormatError) {
    let members = try MemberReader(json, at: path)
    entry = try members.string("entry")
    subject = try members.string("subject")
    reason = try members.string("reason")
    ticket = try members.string(ifPresent: "ticket")
    status = try members.choice("status")
    checks = try members.count("checks")
    message = try members.string(ifPresent: "message")
  }
}
