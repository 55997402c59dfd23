import Wire

extension KillMatrix {
  /// The matrix for programs; the same bytes for the same verdicts.
  package var json: JSON {
    func list(_ texts: [String]) -> JSON { .array(texts.map { .string($0) }) }
    return [
      "format": "dropin-kill-matrix/1", "whole": .bool(isWhole), "faults": list(faults),
      "reference": .object(
        JSONObject(clean.sorted { $0.key < $1.key }.map { .init(key: $0.key, value: list($0.value.sorted())) })),
      "without_kill": list(withoutKill), "median_collateral": JSON(medianCollateral),
      "defects": .array(
        trials.map {
          [
            "defect": .string($0.defect), "requirement": .string($0.requirement),
            "level": .string($0.level.rawValue), "killed": .bool($0.isKilled), "killers": list($0.killers),
            "collateral": list($0.collateral), "instead": .string($0.instead), "requests": JSON($0.requests),
          ]
        }),
    ]
  }
}
