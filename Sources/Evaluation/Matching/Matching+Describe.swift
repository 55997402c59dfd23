import Cases
import Wire

extension Matching {
  /// A matcher in words, for "expected".
  func describe(_ matcher: Matcher) -> String {
    switch matcher {
    case .equal(let value): shown(value)
    case .object(let members):
      members.isEmpty ? "an object" : "{" + members.map(describe).joined(separator: ", ") + "}"
    case .exact(let members): "exactly {" + members.map(describe).joined(separator: ", ") + "}"
    case .array(let elements): "[" + elements.map(describe).joined(separator: ", ") + "]"
    case .unordered(let elements): "in any order [" + elements.map(describe).joined(separator: ", ") + "]"
    case .type(let types): types.map(\.rawValue).joined(separator: " or ")
    case .pattern(let pattern): "text matching \(pattern)"
    case .present: "something"
    case .absent: "nothing"
    case .not(let inner): "not \(describe(inner))"
    case .anyOf(let options): options.map(describe).joined(separator: " or ")
    case .allOf(let all): all.map(describe).joined(separator: " and ")
    case .compare(let comparison, let bound): "\(symbol(comparison)) \(number(bound))"
    case .length(let inner): "length \(describe(inner))"
    case .contains(let inner): "a list with \(describe(inner))"
    case .containsText(let part): "text with \(shown(.string(part)))"
    case .startsWith(let part): "text that starts with \(shown(.string(part)))"
    case .endsWith(let part): "text that ends with \(shown(.string(part)))"
    case .each(let inner): "a list of \(describe(inner))"
    case .count(let of, let inner): "\(describe(inner)) elements that are \(describe(of))"
    case .json(let inner): "JSON text that is \(describe(inner))"
    case .schema: "a value that satisfies the schema"
    case .media(let type): type
    }
  }

  private func describe(_ member: Matcher.Member) -> String { "\(member.key): \(describe(member.matcher))" }

  private func symbol(_ comparison: Matcher.Comparison) -> String {
    switch comparison {
    case .greater: ">"
    case .atLeast: ">="
    case .less: "<"
    case .atMost: "<="
    }
  }

  private func number(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : String(value)
  }
}
