import Testing

@testable import MutationTesting

@Suite struct KillMatrixTests {
  func trial(
    _ defect: String, level: String = "must", killers: [String] = ["case#check"], collateral: [String] = []
  ) -> DefectRun {
    DefectRun(
      defect: defect, requirement: "some-requirement", level: .init(rawValue: level)!, killers: killers,
      collateral: collateral, instead: killers.isEmpty ? "2 pass" : "", requests: 3)
  }

  func matrix(
    _ trials: [DefectRun], clean: [String: [String]] = [:], withoutKill: [String] = [], isWhole: Bool = true
  ) -> KillMatrix {
    KillMatrix(isWhole: isWhole, clean: clean, trials: trials, withoutKill: withoutKill)
  }

  @Test func standsWhenEverythingIsCaught() {
    #expect(matrix([trial("a"), trial("b", level: "should")]).faults.isEmpty)
  }

  @Test(arguments: ["must", "should"]) func aSurvivorIsAFault(_ level: String) {
    let proof = matrix([trial("a"), trial("b", level: level, killers: [])])
    #expect(proof.faults == ["1 defects are not caught by the requirement they name"])
    #expect(proof.text.contains("MISSED  b -> some-requirement (\(level)): 2 pass\n"))
  }

  @Test func aSurvivorAtMayIsTolerated() {
    let proof = matrix([trial("a"), trial("b", level: "may", killers: [])])
    #expect(proof.faults.isEmpty)
    #expect(proof.survivors.isEmpty)
  }

  @Test func aFailureOfTheReferenceIsAFault() {
    let proof = matrix([trial("a")], clean: ["r": ["case#x"]])
    #expect(proof.faults == ["the reference server without defects breaks r"])
  }

  @Test func collateralIsCountedInTheMedian() {
    let four = ["p", "q", "r", "s"]
    let proof = matrix([trial("a"), trial("b", collateral: four), trial("c", collateral: four)])
    #expect(proof.medianCollateral == 4)
    #expect(proof.faults == ["the median of collateral failures is 4, more than 3"])
    #expect(matrix([trial("a"), trial("b"), trial("c", collateral: four)]).faults.isEmpty)
  }

  @Test func requirementsWithoutAKillCountOnlyWhenAllWasTried() {
    #expect(matrix([trial("a")], withoutKill: ["r"]).faults == ["1 requirements kill no defect"])
    #expect(matrix([trial("a")], withoutKill: ["r"], isWhole: false).faults.isEmpty)
  }

  @Test func theMatrixSaysWhoCaughtWhat() {
    let text = matrix([trial("a", killers: ["x#1", "y#2"], collateral: ["other"])]).text
    #expect(text.contains("caught  a -> some-requirement (must) by x#1, 1 more; also: other\n"))
    #expect(
      text.contains(
        "1 defects: caught 1 of 1 must, 0 of 0 should, 0 of 0 may; collateral failures: median 1, most 1 (a)\n"))
  }
}
