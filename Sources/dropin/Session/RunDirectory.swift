import DropinKit

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Where a run writes. An earlier report goes only when a finished one takes its place.
///
/// Without `--out` every run has a directory of its own, `reports/TIME`; `reports/last` is a link to the newest, and the
/// newest ten stay. With `--out DIR` a run that finds another one's report there writes to `DIR.unfinished` until it is over.
/// From its beginning to the end of the process a run has its directory for itself.
struct RunDirectory {
  /// Where the evidence goes while the run lasts.
  let path: String
  /// What the user knows it by.
  let name: String
  private let kind: Kind
  private let hold = Hold()

  private enum Kind {
    /// Nothing is in the way, or the run goes on with what is there.
    case inPlace
    /// Takes the place of `name` when it is over.
    case replacing
    /// A new entry of `reports`, to which `last` will point.
    case dated
  }

  static let root = "reports"
  static let last = "reports/last"
  private static let kept = 10
  static let unfinished = ".unfinished"

  /// - Parameter time: RFC 3339, UTC.
  init(out: String?, resume: Bool, time: String) {
    if let out {
      var out = out
      while out.count > 1, out.hasSuffix("/") { out.removeLast() }
      name = out
      let beside = out + Self.unfinished
      let isTaken = Self.isTaken(out)
      if resume, Files.exists(Files.join(beside, "evidence/run.json")) {
        (path, kind) = (beside, .replacing)
      } else if resume || !isTaken {
        (path, kind) = (out, .inPlace)
      } else {
        (path, kind) = (beside, .replacing)
      }
      return
    }
    name = Self.last
    if resume, Files.exists(Files.join(Self.last, "evidence/run.json")) {
      (path, kind) = (Self.last, .inPlace)
    } else {
      (path, kind) = (Self.free(Files.join(Self.root, Self.stamp(time))), .dated)
    }
  }

  /// Takes the directory, and makes room: what an earlier run left unfinished in this place is removed. Called when the run is
  /// sure to begin. Throws when another run has the directory.
  func begin(resume: Bool) throws(FileError) {
    // `DIR.unfinished` goes with `DIR`, which alone stays where it is.
    let place = isDated ? path : name
    try hold.take(place)
    if !resume, !isReplacing, Self.isTaken(place) {
      throw FileError(path: place, operation: "write to", reason: "another run has written it since this one began")
    }
    for place in [name, path] {
      // Held by a run of an earlier version, or where directories cannot be locked.
      let journal = Files.join(place, "evidence/exchanges.jsonl")
      if Files.exists(journal) { try AppendingFile(journal).close() }
    }
    if case .replacing = kind, !resume { try Files.remove(path) }
  }

  /// Whether a run has been there.
  private static func isTaken(_ path: String) -> Bool {
    Files.exists(Files.join(path, "report.json")) || Files.exists(Files.join(path, "evidence/run.json"))
  }

  private var isDated: Bool { if case .dated = kind { true } else { false } }

  /// Puts what the run wrote where the user looks for it. One that was cut off replaces no report.
  func finish(isComplete: Bool) throws(FileError) {
    switch kind {
    case .inPlace: break
    case .replacing:
      guard isComplete else { return }
      // What else somebody keeps in the directory stays.
      for entry in try Files.entries(path) {
        try Files.remove(Files.join(name, entry))
        try Files.replace(Files.join(name, entry), with: Files.join(path, entry))
      }
      try Files.remove(path)
    case .dated:
      try Self.point(to: Files.name(of: path))
      try Self.prune()
    }
  }

  /// Whether another run's report stands where this one's will.
  var isReplacing: Bool { if case .replacing = kind { true } else { false } }

  /// `2026-11-30T12:57:09Z` as `20261130-125709`.
  private static func stamp(_ time: String) -> String {
    let digits = time.filter(\.isNumber)
    return "\(digits.prefix(8))-\(digits.dropFirst(8).prefix(6))"
  }

  private static func free(_ path: String) -> String {
    guard Files.exists(path) else { return path }
    return (2...).lazy.map { "\(path)-\($0)" }.first { !Files.exists($0) } ?? path
  }

  private static func point(to target: String) throws(FileError) {
    if !Files.isLink(last), Files.isDirectory(last) {
      // Of a version that wrote there itself.
      try Files.replace(free(Files.join(root, "earlier")), with: last)
    }
    let new = "\(last).new"
    try Files.remove(new)
    try Files.link(new, to: target)
    try Files.replace(last, with: new)
  }

  private static func prune() throws(FileError) {
    let dated = try Files.entries(root).filter(isDated).sorted()
    for name in dated.dropLast(kept) { try Files.remove(Files.join(root, name)) }
  }

  /// Keeps the lock as long as the program runs.
  private final class Hold: Sendable {
    private let lock = Locked<DirectoryLock?>(nil)

    func take(_ path: String) throws(FileError) {
      let taken = try DirectoryLock(path)
      lock.withLock { $0 = taken }
    }
  }

  /// Nothing that somebody else has put into the directory is touched.
  private static func isDated(_ name: String) -> Bool {
    let bytes = Array(name.utf8)
    guard bytes.count >= 15, bytes[8] == UInt8(ascii: "-") else { return false }
    let digits = bytes[..<8] + bytes[9..<15]
    let isNumbered = bytes.count == 15 || bytes[15] == UInt8(ascii: "-")
    guard isNumbered, digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return false }
    let path = Files.join(root, name)
    return Files.exists(Files.join(path, "evidence/run.json")) || Files.exists(Files.join(path, "report.json"))
  }
}
