import Files
import Testing

@testable import Cases

/// The suite's own files, through the YAML layer alone.
@Suite struct SpecsParseTests {
  @Test func everySpecIsOneMapping() throws {
    let root = Files.join(Files.directory(of: #filePath), "../../../specs")
    let paths = try Files.list(root, extension: "yaml")
    #expect(paths.contains { $0.contains("/requirements/") })
    for path in paths {
      let bytes = try Files.read(path)
      do throws(Diagnostic) {
        let entries = try YAML.parse(bytes, file: path).entries
        #expect(entries?.isEmpty == false, "\(path)")
      } catch {
        Issue.record("\(error.rendered(source: SourceText(file: path, bytes: bytes)))")
      }
    }
  }
}
