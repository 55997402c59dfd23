import ArgumentParser

/// Commands that work on the reports of several runs, and on what is known about them.
let regressionCommands: [any ParsableCommand.Type] = [
  Expect.self, Diff.self, Merge.self, Matrix.self, History.self,
  BundleCommand.self, Verify.self, Site.self,
]
