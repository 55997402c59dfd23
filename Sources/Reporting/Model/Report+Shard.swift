import Wire

extension Report {
  /// Which part of a plan a run was, when several machines share it.
  package struct Shard: Sendable, Equatable {
    /// From 1 to `of`.
    package var number: Int
    package var of: Int
    /// Identifies the whole plan.
    package var plan: String
    /// How many cases the whole plan has.
    package var cases: Int

    package init(number: Int, of: Int, plan: String, cases: Int) {
      self.number = number
      self.of = of
      self.plan = plan
      self.cases = cases
    }
  }
}

extension Report.Shard {
  package var json: JSON {
    ["number": JSON(number), "of": JSON(of), "plan": .string(plan), "cases": JSON(cases)]
  }

  package init(json: JSON, at path: String = "") throws(ReportFormatError) {
    let members = try MemberReader(json, at: path)
    number = try members.count("number")
    of = try members.count("of")
    plan = try members.string("plan")
    cases = try members.count("cases")
    guard (1...1000).contains(of), (1...of).contains(number) else {
      throw ReportFormatError(member: members.place("number"), expected: "a part from 1 to 'of', at most 1000")
    }
  }
}
