import Wire

/// A YAML value and where it was written.
///
/// Only what cases need: one document, string keys, the core schema in JSON's spelling. Aliases and
/// merge keys are already resolved. A value that came through an alias has the place of the alias;
/// what is inside it has the place where it was written.
package struct YAML: Sendable {
  package indirect enum Value: Sendable {
    case scalar(YAMLScalar)
    case sequence([YAML])
    case mapping([YAMLEntry])
  }

  package var value: Value
  package var place: SourcePlace

  package init(_ value: Value, at place: SourcePlace) {
    self.value = value
    self.place = place
  }
}

/// One `key: value` of a mapping. Keys are strings and no key occurs twice.
package struct YAMLEntry: Sendable {
  package var key: String
  package var keyPlace: SourcePlace
  package var value: YAML

  package init(key: String, keyPlace: SourcePlace, value: YAML) {
    self.key = key
    self.keyPlace = keyPlace
    self.value = value
  }
}

extension YAML {
  /// The value of `key` in a mapping.
  package subscript(key: String) -> YAML? { entries?.first { $0.key.sameBytes(as: key) }?.value }

  package var entries: [YAMLEntry]? { if case .mapping(let entries) = value { entries } else { nil } }
  package var elements: [YAML]? { if case .sequence(let elements) = value { elements } else { nil } }
  package var scalar: YAMLScalar? { if case .scalar(let scalar) = value { scalar } else { nil } }

  /// The text of a string; nil for `12`, `true` and `null`, which are none.
  package var string: String? { if case .string(let text) = scalar?.resolved { text } else { nil } }
  /// The value of a number written as an integer (`1`, not `1.0`), if it fits.
  package var int: Int? { number?.int }
  package var number: JSONNumber? { if case .number(let number) = scalar?.resolved { number } else { nil } }
  package var bool: Bool? { if case .bool(let bool) = scalar?.resolved { bool } else { nil } }
  package var isNull: Bool { if case .null = scalar?.resolved { true } else { false } }

  /// What the value is, for messages: `a string`, `null`, `a mapping`.
  package var kindName: String {
    switch value {
    case .sequence: "a sequence"
    case .mapping: "a mapping"
    case .scalar(let scalar):
      switch scalar.resolved {
      case .null: "null"
      case .bool: "a boolean"
      case .number: "a number"
      case .string: "a string"
      }
    }
  }

  /// The same value as JSON; numbers keep their text, mappings their order.
  package var json: JSON {
    switch value {
    case .sequence(let elements): .array(elements.map(\.json))
    case .mapping(let entries):
      .object(JSONObject(entries.map { JSONObject.Member(key: $0.key, value: $0.value.json) }))
    case .scalar(let scalar):
      switch scalar.resolved {
      case .null: .null
      case .bool(let bool): .bool(bool)
      case .number(let number): .number(number)
      case .string(let text): .string(text)
      }
    }
  }
}
