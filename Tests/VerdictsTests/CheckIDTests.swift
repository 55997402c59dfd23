import Testing
import Verdicts

@Suite struct CheckIDTests {
  static let known: [(String, CheckID)] = [
    ("minimal", CheckID(caseID: "minimal", kind: .claim(""))),
    ("minimal#resp", CheckID(caseID: "minimal", kind: .claim("resp"))),
    ("minimal[stream=on]#resp", CheckID(caseID: "minimal", row: "stream=on", kind: .claim("resp"))),
    ("tools#ask/resp", CheckID(caseID: "tools", step: "ask", kind: .claim("resp"))),
    ("bad#refused/names", CheckID(caseID: "bad", kind: .fieldMention(claim: "refused"))),
    ("bad#ask/refused/names", CheckID(caseID: "bad", step: "ask", kind: .fieldMention(claim: "refused"))),
    ("a#invariant/sse-no-bom", CheckID(caseID: "a", kind: .invariant(requirement: "sse-no-bom", occurrence: 1))),
    (
      "a[x=1,y=[2]]#ask/invariant/sse-no-bom/3",
      CheckID(caseID: "a", row: "x=1,y=[2]", step: "ask", kind: .invariant(requirement: "sse-no-bom", occurrence: 3))
    ),
  ]

  @Test(arguments: known) func printsAndParsesTheSame(text: String, id: CheckID) {
    #expect(id.description == text)
    #expect(CheckID(text) == id)
  }

  /// Reports and lists of expectations can hold anything.
  @Test(arguments: [
    "", "#", "##", "a#", "a[]#b", "a[b#c", "a]#b", "[b]#c", "a#/", "a#//", "a#b/c/d/e", "a#invariant", "a#invariant/",
    "a#invariant/x/1", "a#invariant/x/02", "a#invariant/x/y", "a#s/t/invariant/x", "a#names", "a#/names", "é#ü",
    "a#invariant/x/99999999999999999999",
  ])
  func anyTextPrintsAsItWas(_ text: String) {
    #expect(CheckID(text).description.utf8.elementsEqual(text.utf8))
  }

  @Test func theNumberOfThePlaceIsNoPartOfTheClaim() {
    #expect(CheckID("a#invariant/x/2").withoutOccurrence == "a#invariant/x")
    #expect(CheckID("a#s/invariant/x/12").withoutOccurrence == "a#s/invariant/x")
    #expect(CheckID("a#claim/2").withoutOccurrence == "a#claim/2")
  }

  @Test func onlyInvariantsAreInvariants() {
    #expect(CheckID("a#invariant/x").isInvariant && CheckID("a#s/invariant/x/2").isInvariant)
    #expect(!CheckID("invariant#x").isInvariant && !CheckID("a[invariant/x]#y").isInvariant)
  }

  @Test func theNamingOfAFieldIsAClaimOfItsOwn() {
    #expect(CheckID("a#s/refused").ofFieldMention == "a#s/refused/names")
  }
}
