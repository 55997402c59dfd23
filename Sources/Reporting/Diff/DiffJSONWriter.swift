import Wire

/// For programs.
package struct DiffJSONWriter: DiffWriter {
  package func write(_ diff: ReportDiff) -> [UInt8] {
    func side(_ report: Report) -> JSON {
      [
        "base_url": .string(report.target.baseURL), "model": .string(report.target.model),
        "started": .string(report.run.started),
        "suite": ["version": .string(report.suite.version), "digest": .string(report.suite.digest)],
        "tool": .string(report.tool.version), "complete": .bool(report.run.complete),
      ]
    }
    let counts = DiffChange.Cause.allCases.map { cause in
      JSONObject.Member(
        key: cause.rawValue,
        value: .object(
          JSONObject(
            DiffChange.Direction.allCases.map { .init(key: $0.rawValue, value: JSON(diff.count(cause, $0))) })))
    }
    let json: JSON = [
      "format": .string(ReportDiff.format), "old": side(diff.old), "new": side(diff.new),
      "notes": JSON.strings(diff.notes),
      "gate": ["level": .string(diff.gate.level.rawValue), "causes": JSON.strings(diff.gate.causes.map(\.rawValue))],
      "exit_code": JSON(Int(diff.exitCode.rawValue)), "exit_reason": .string(diff.exitReason),
      "counts": .object(JSONObject(counts)), "changes": .array(diff.changes.map(\.json)),
      "latency": .array(diff.latency.map(\.json)),
    ]
    return json.bytes(.indented) + [0x0A]
  }
}

extension DiffChange {
  var json: JSON {
    func side(_ side: Side?) -> JSON? {
      side.map {
        JSON.object(members: [
          "verdict": .string($0.verdict.rawValue), "reasons": $0.reasons.isEmpty ? nil : JSON.strings($0.reasons),
        ])
      }
    }
    return JSON.object(members: [
      "cause": .string(cause.rawValue), "direction": .string(direction.rawValue), "gates": .bool(gates),
      "check": .string(check.description), "requirement": .string(requirement), "level": .string(level.rawValue),
      "old": side(old),
      "new": side(new), "message": message.map(JSON.string),
    ])
  }
}

extension LatencyChange {
  var json: JSON {
    [
      "metric": .string(metric.rawValue), "direction": .string(direction.rawValue), "gates": .bool(gates),
      "pairs": JSON(pairs), "old": JSON(old), "new": JSON(new), "ratio_percent": JSON(Int(nearest: ratio * 100)),
      "bound_percent": JSON(Int(nearest: bound * 100)),
    ]
  }
}
