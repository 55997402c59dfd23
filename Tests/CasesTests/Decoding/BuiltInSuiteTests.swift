import Files
import SuiteArchive
import Testing

@testable import Cases

/// The suite inside the program.
struct BuiltInSuiteTests {
  private let root = Files.join(Files.directory(of: #filePath), "../../..")

  private var checkout: SuiteFiles {
    .directories(specs: Files.join(root, "specs"), fixtures: Files.join(root, "fixtures"))
  }

  @Test func holdsEveryFileOfTheCheckout() throws {
    var wanted: [String] = []
    for folder in ["fixtures/images", "fixtures/requests", "specs"] {
      for suffix in ["yaml", "json", "png", "jpg", "gif", "webp", "pdf"] {
        wanted += try Files.list(Files.join(root, folder), extension: suffix).map {
          String($0.dropFirst(root.count + 1))
        }
      }
    }
    // The program makes them itself.
    wanted.removeAll { $0.hasSuffix(".schema.json") }
    wanted.append("specs/version")
    #expect(
      ArchivedFile.all.map(\.path) == wanted.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) },
      "run script/embed-suite")
    for path in wanted {
      #expect(try SuiteFiles.builtIn.read(path) == Files.read(Files.join(root, path)), "\(path): build again")
    }
  }

  @Test func isTheSameSuiteAsTheFiles() throws {
    var fromFiles = SuiteLoader(checkout)
    var fromProgram = SuiteLoader(.builtIn)
    let (files, program) = (try fromFiles.load(), try fromProgram.load())
    #expect(program.diagnostics.isEmpty)
    #expect(program.suite.digest == files.suite.digest)
    #expect(program.suite.version == files.suite.version)
    #expect(program.suite.cases.map(\.address) == files.suite.cases.map(\.address))
    #expect(program.suite.profiles.map(\.name) == files.suite.profiles.map(\.name))
    #expect(program.suite.clients.map(\.name) == files.suite.clients.map(\.name))
  }

  @Test func theDigestNeedsNoParsing() throws {
    var loader = SuiteLoader(.builtIn)
    #expect(try SuiteFiles.builtIn.digest() == loader.load().suite.digest)
    #expect(try checkout.digest() == SuiteFiles.builtIn.digest())
  }

  @Test func saysWhichFileIsMissing() {
    let error = #expect(throws: FileError.self) { try SuiteFiles.builtIn.read("specs/none.yaml") }
    #expect(error?.description == "cannot read specs/none.yaml: the suite inside the program has no such file")
  }
}
