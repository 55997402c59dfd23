import DropinKit
import ArgumentParser

/// `dropin new`: a skeleton whose gaps `dropin lint` names.
struct New: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract:
      "Begin a requirement, a case or a client: write what is the same in all of them, and say what to fill in.",
    subcommands: [NewRequirement.self, NewCase.self, NewClient.self])
}

struct NewRequirement: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "requirement", abstract: "Begin a requirement at the end of its area's file.")

  @OptionGroup var suite: SuiteOptions
  @Argument(help: "Its id: lower case, digits and hyphens; never used before.") var id: String
  @Option(help: "Its area, which is the name of its file.") var area: String
  @Flag(help: "Judged by a rule on every exchange that it fits, instead of by cases.") var invariant = false

  func run() throws {
    let taken = try suite.load().suite.requirements.map(\.requirement.id)
    try suite.write(.requirement(id, area: area, isInvariant: invariant), named: id, in: area, taken: taken)
  }
}

struct NewCase: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "case", abstract: "Begin a case in a file of its own.")

  @OptionGroup var suite: SuiteOptions
  @Argument(help: "Its id: lower case, digits and hyphens; never used before.") var id: String
  @Option(help: "Its area, which is the name of its folder.", completion: .areas) var area: String
  @Option(help: "The requirement that it judges.", completion: .requirements) var requirement: String
  @Option(help: "What the server does when all is well, in one line.") var title: String?
  @Option(help: "A curl command whose request it sends, in quotes; - reads it from standard input.") var fromCurl:
    String?

  func run() throws {
    let request = try fromCurl.map(Self.requestLines)
    if let own = suite.added.first {
      do { try Files.makeDirectories(own) } catch { throw UserError("\(error)") }
    }
    let known = try suite.load().suite
    guard known.requirement(requirement) != nil else {
      let close = Suggestions.nearest(to: requirement, among: known.requirements.map(\.requirement.id))
      throw UserError(
        "no requirement '\(requirement)'"
          + (close.map { "; did you mean '\($0)'?" } ?? "; begin it with `dropin new requirement`"))
    }
    try suite.write(
      .case(id, area: area, requirement: requirement, title: title, request: request), named: id, in: area,
      taken: known.cases.map(\.id), isCase: true)
  }

  private static var standardInput: String {
    var text = ""
    while let line = readLine(strippingNewline: false) { text += line }
    return text
  }

  private static func requestLines(_ line: String) throws -> [String] {
    do {
      let text = line == "-" ? standardInput : line
      return try CurlLine(text) { try Files.read($0) }.caseLines
    } catch { throw UserError("--from-curl: \(error)") }
  }
}

struct NewClient: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "client", abstract: "Begin the profile of a client program.")

  @OptionGroup var suite: SuiteOptions
  @Argument(help: "Its name: lower case, digits, hyphens and dots.") var name: String

  func run() throws {
    try suite.write(
      .client(name), named: name, in: "clients", taken: try suite.load().suite.clients.map(\.name))
  }
}

extension SuiteOptions {
  /// Writes a skeleton and says what to do with it. Nothing that is there already is lost. A case goes into the first
  /// directory of --cases, if there is one.
  fileprivate func write(
    _ skeleton: Skeleton, named name: String, in folder: String, taken: [String], isCase: Bool = false
  ) throws {
    for text in [name, folder] where text.wholeMatch(of: /[a-z][a-z0-9_.-]*/) == nil {
      throw UserError("'\(text)' cannot be a name here: lower case, digits and hyphens")
    }
    guard !taken.contains(name) else { throw UserError("'\(name)' exists already") }
    let path: String
    var header = skeleton.header
    if isCase, let own = added.first {
      path = Files.join(own, Files.name(of: skeleton.path))
      // The schema is not beside it; `dropin lint --schema` prints it.
      header.removeSubrange(..<(header.firstIndex(of: "\n").map(header.index(after:)) ?? header.startIndex))
    } else if case .directories(let directory, _) = try Self.files(given: specs) {
      path = Files.join(directory, skeleton.path)
    } else {
      throw UserError(
        "no directory for the skeleton; give " + (isCase ? "--cases DIR for cases of your own, or " : "")
          + "--specs DIR, e.g. the specs of a checkout")
    }
    do {
      let old = Files.exists(path) ? try Files.read(path) : nil
      if old != nil, skeleton.entry.isEmpty { throw UserError("\(path) exists already") }
      try Files.makeDirectories(Files.directory(of: path))
      try Files.write((old ?? Array(header.utf8)) + Array(skeleton.entry.utf8), to: path)
    } catch let error as FileError {
      throw UserError("\(error)")
    }
    Terminal.output("wrote \(path)")
    for (number, step) in skeleton.nextSteps.enumerated() {
      Terminal.output("\(number + 1). \(step.replacing("FILE", with: path))")
    }
  }
}
