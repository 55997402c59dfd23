import Cases
import Verdicts
import Wire

/// One entry of a list of expectations: which checks are known to fail, in which way, and why.
package struct Expectation: Sendable {
  package enum Subject: Sendable, Hashable {
    /// A glob over `case[row]#check`; without `#` it means every check of the cases it matches.
    case address(String)
    /// Every check of this requirement.
    case requirement(String)

    /// As the file has it, e.g. `requirement: sse-index-int`.
    package var words: String {
      switch self {
      case .address(let glob): "address: \(glob)"
      case .requirement(let id): "requirement: \(id)"
      }
    }
  }

  package var subject: Subject
  /// The reason code of the failure that is known; another one still fails.
  package var reason: String
  package var ticket: String?
  package var since: CalendarDate?
  /// The last day on which the entry counts.
  package var expires: CalendarDate?
  /// Globs over the model and over the server's version; nil: any.
  package var model: String?
  package var version: String?
  /// Whether it fails at times only, so that a pass is no news.
  package var isFlaky: Bool
  /// The whole entry, and its subject for messages.
  package var place: SourcePlace
  package var subjectPlace: SourcePlace
  /// The last line that holds something of it; `place` may reach on to the next entry.
  var lastLine: Int

  /// `known.yaml:12`.
  package var position: String { "\(place.file):\(place.line)" }
  /// `known.yaml:12 (ticket 7)`.
  package var citation: String { ticket.map { "\(position) (\($0))" } ?? position }

  /// What makes two entries the same, wherever and by whomever they were written.
  struct Claim: Hashable {
    var subject: Subject
    var reason: String
    var model: String?
    var version: String?
  }
  var claim: Claim { Claim(subject: subject, reason: reason, model: model, version: version) }
}

/// A list of expectations as it was read.
package struct ExpectationList: Sendable {
  /// The path as the user gave it.
  package var file: String
  /// In the order of the file.
  package var entries: [Expectation]
  /// Line of the key `expectations`; 0 in a list that was not read.
  var keyLine = 0

  package init(file: String, entries: [Expectation] = []) {
    self.file = file
    self.entries = entries
  }
}

/// A glob over addresses, taken apart once.
struct AddressPattern {
  let caseGlob: Glob
  let checkGlob: Glob
  /// What the check's glob is written like; `*` when there is none.
  let checkText: String
  var isExact: Bool { caseGlob.isExact && checkGlob.isExact }

  init(_ text: String) {
    let parts = CheckID.parts(of: text)
    caseGlob = Glob(String(parts.caseAddress))
    checkText = parts.claim.map(String.init) ?? "*"
    checkGlob = Glob(checkText)
  }

  func matches(case address: [UInt8], check: [UInt8]) -> Bool {
    caseGlob.matches(address) && checkGlob.matches(check)
  }
}
