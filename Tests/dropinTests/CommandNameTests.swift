import Testing

@Suite struct CommandNameTests {
  /// Every command that the documents name is there under this name.
  @Test(arguments: [
    "run", "plan", "judge", "lint", "list", "explain", "try", "new", "export", "serve", "record", "assess", "self-test",
    "render", "expect",
    "diff",
    "merge", "matrix", "history", "bundle", "verify", "site",
  ])
  func isKnown(command: String) throws {
    let help = try dropin([command, "--help"])
    #expect(help.status == 0 && help.output.contains("dropin \(command)"), "\(help)")
  }
}
