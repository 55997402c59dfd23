import Wire

/// Judges a value by the part of JSON Schema (2020-12) that tools and structured output use.
///
/// Understood are `type`, `enum`, `const`, `properties`, `required`, `additionalProperties`, `items`,
/// `prefixItems`, `anyOf`, `oneOf`, `allOf`, `not`, `$ref` into the same document, the bounds on
/// numbers, lengths and counts, and `pattern`. Anything else asserts nothing, and neither does a
/// schema that is itself at fault: a doubtful schema must not condemn a value.
package struct JSONSchemaValidator: Sendable {
  /// The first thing in a value that does not fit.
  package struct Problem: Sendable, Equatable {
    /// Where in the value.
    package var pointer: JSONPointer
    /// What the schema asks for.
    package var expected: String
    /// What is there.
    package var actual: String
  }

  /// How deep references and values may nest, and how many steps a judgement may take, so that no
  /// schema and no value can make it run on.
  static let maximumDepth = 200
  static let maximumSteps = 200_000

  let root: JSON

  package init(_ schema: JSON) { root = schema }

  /// Nil when `value` fits.
  package func firstProblem(in value: JSON) -> Problem? {
    var run = Run(root: root)
    return run.problem(value, by: root, at: JSONPointer(), depth: 0)
  }

  struct Run {
    let root: JSON
    var steps = 0

    mutating func problem(_ value: JSON, by schema: JSON, at pointer: JSONPointer, depth: Int) -> Problem? {
      steps += 1
      guard depth < JSONSchemaValidator.maximumDepth, steps < JSONSchemaValidator.maximumSteps else {
        return nil
      }
      if case .bool(let allowed) = schema {
        return allowed ? nil : Problem(pointer: pointer, expected: "nothing", actual: Excerpt.of(value))
      }
      guard schema.object != nil else { return nil }
      if let reference = schema["$ref"]?.string, let target = resolve(reference),
        let found = problem(value, by: target, at: pointer, depth: depth + 1)
      {
        return found
      }
      return judgeType(value, by: schema, at: pointer)
        ?? judgeChoice(value, by: schema, at: pointer)
        ?? judgeNumber(value, by: schema, at: pointer)
        ?? judgeString(value, by: schema, at: pointer)
        ?? judgeArray(value, by: schema, at: pointer, depth: depth)
        ?? judgeObject(value, by: schema, at: pointer, depth: depth)
        ?? judgeCombination(value, by: schema, at: pointer, depth: depth)
    }

    /// A reference into the same document, e.g. `#/$defs/node`.
    private func resolve(_ reference: String) -> JSON? {
      if reference == "#" { return root }
      guard reference.utf8.starts(with: "#/".utf8) else { return nil }
      let tokens = reference.dropFirst(2).split(separator: "/", omittingEmptySubsequences: false).map {
        token in
        token.split(separator: "~1", omittingEmptySubsequences: false).map {
          $0.split(separator: "~0", omittingEmptySubsequences: false).joined(separator: "~")
        }.joined(separator: "/")
      }
      return root[JSONPointer(tokens)]
    }
  }
}
