/// The version of the program, as it names itself to servers and in reports.
package enum ToolVersion {
  package static let current = "0.1.0"
}
