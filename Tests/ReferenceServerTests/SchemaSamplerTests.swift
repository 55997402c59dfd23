import Testing
import Wire

@testable import ReferenceServer

@Suite struct SchemaSamplerTests {
  static let schemas: [String] = [
    #"{"type":"object","properties":{"a":{"type":"string"},"b":{"type":"integer"}},"#
      + #""required":["a"],"additionalProperties":false}"#,
    #"{"type":"object"}"#, #"{"type":"object","properties":{},"required":["x"]}"#,
    #"{"type":"object","properties":{"unit":{"enum":["c","f"]},"fixed":{"const":[1,"#
      + #"{"a":null}]},"n":{"type":["null","number"]}}}"#,
    #"{"type":"integer","minimum":3,"maximum":5}"#, #"{"type":"integer","exclusiveMinimum":10}"#,
    #"{"type":"integer","maximum":-3}"#,
    #"{"type":"integer","multipleOf":4,"minimum":9}"#, #"{"type":"number","minimum":0,"maximum":0.5}"#,
    #"{"type":"number","exclusiveMaximum":1}"#,
    #"{"type":"string","minLength":30}"#, #"{"type":"string","maxLength":3}"#,
    #"{"type":"string","maxLength":524288}"#,
    #"{"type":"string","pattern":"^[a-z]+-\\d{3}$"}"#,
    #"{"type":"string","pattern":"^(GET|POST) /v[12](/\\w+)?$"}"#, #"{"type":"string","format":"date"}"#,
    #"{"type":"array","items":{"type":"integer"},"minItems":3,"uniqueItems":true}"#,
    #"{"type":"array","items":{"enum":["a","b"]},"minItems":2,"uniqueItems":true}"#,
    #"{"type":"array","prefixItems":[{"type":"integer"},{"type":"string"}]}"#,
    #"{"type":"array","maxItems":0,"items":{"type":"string"}}"#,
    ##"{"$defs":{"node":{"type":"object","properties":{"value":{"type":"integer"},"##
      + ##""next":{"anyOf":[{"$ref":"#/$defs/node"},{"type":"null"}]},"children":{"type":"array","##
      + ##""items":{"$ref":"#/$defs/node"}}},"required":["value"]}},"$ref":"#/$defs/node"}"##,
    #"{"anyOf":[{"type":"string"},{"type":"integer"}]}"#,
    #"{"oneOf":[{"type":"object","properties":{"k":{"const":"a"}},"required":["k"]},{"type":"null"}]}"#,
    #"{"allOf":[{"type":"object","properties":{"a":{"type":"integer"}},"required":["a"]},"#
      + #"{"properties":{"b":{"type":"boolean"}},"required":["b"]}]}"#,
    #"{"type":"object","properties":{"1":{"type":"object","properties":{"2":{"type":"object","#
      + #""properties":{"3":{"type":"object","properties":{"4":{"type":"object","#
      + #""properties":{"5":{"type":"object","properties":{"6":{"type":"integer"}},"#
      + #""required":["6"]}},"required":["5"]}},"required":["4"]}},"required":["3"]}},"#
      + #""required":["2"]}},"required":["1"]}"#,
  ]

  @Test(arguments: schemas) func samplesFit(_ text: String) throws {
    let schema = try JSONParser.parse(text)
    let value = SchemaSampler(root: schema, prompt: "").sample()
    #expect(fits(value, schema, schema), "\(value.text())")
    #expect(SchemaSampler(root: schema, prompt: "").sample() == value)
  }

  @Test func theFitIsNotAlwaysTrue() throws {
    for (value, schema) in [
      ("1", #"{"type":"string"}"#), (#"{"a":1}"#, #"{"type":"object","additionalProperties":false}"#),
      ("{}", #"{"type":"object","required":["a"]}"#),
      ("7", #"{"maximum":5,"type":"integer"}"#), (#"[1,1]"#, #"{"type":"array","uniqueItems":true}"#),
      (#""ab""#, #"{"type":"string","pattern":"^a$"}"#),
      ("6", #"{"multipleOf":4,"type":"integer"}"#), ("2", #"{"enum":[1]}"#),
    ] {
      let schema = try JSONParser.parse(schema)
      #expect(!fits(try JSONParser.parse(value), schema, schema), "\(value)")
    }
  }

  @Test(arguments: [
    ("city = Paris, days = 3", #"{"city":"Paris","days":3}"#),
    ("with days=12 and city = New York.", #"{"city":"New York","days":12}"#),
    (#"city = "a \"b\" \u00e9", days = 1"#, #"{"city":"a \"b\" é","days":1}"#),
    ("days = many; city = 5", #"{"city":"5","days":7}"#),
  ]) func promptsAssignValues(_ prompt: String, _ expected: String) throws {
    let schema = try JSONParser.parse(
      #"{"type":"object","properties":{"city":{"type":"string"},"days":{"type":"integer"}}}"#)
    #expect(SchemaSampler(root: schema, prompt: prompt).sample() == (try JSONParser.parse(expected)))
  }

  /// A validator for the keywords above, so that the sampler is not judged by itself.
  private func fits(_ value: JSON, _ schema: JSON, _ root: JSON) -> Bool {
    if let reference = schema["$ref"]?.string {
      let target = root[JSONPointer(reference.split(separator: "/").dropFirst().map(String.init))] ?? false
      return fits(value, target, root)
    }
    if let choices = (schema["anyOf"] ?? schema["oneOf"])?.array,
      !choices.contains(where: { fits(value, $0, root) })
    {
      return false
    }
    if let parts = schema["allOf"]?.array, !parts.allSatisfy({ fits(value, $0, root) }) { return false }
    if let choices = schema["enum"]?.array, !choices.contains(value) { return false }
    if let constant = schema["const"], constant != value { return false }
    let types = schema["type"]?.array ?? schema["type"].map { [$0] } ?? []
    let own = value.type == .integer ? ["integer", "number"] : [value.type.rawValue]
    if !types.isEmpty, !types.contains(where: { own.contains($0.string ?? "") }) { return false }
    if let number = value.double {
      if let bound = schema["minimum"]?.double, number < bound { return false }
      if let bound = schema["maximum"]?.double, number > bound { return false }
      if let bound = schema["exclusiveMinimum"]?.double, number <= bound { return false }
      if let bound = schema["exclusiveMaximum"]?.double, number >= bound { return false }
      if let step = schema["multipleOf"]?.double, (number / step).rounded() * step != number { return false }
    }
    if let text = value.string {
      if let bound = schema["minLength"]?.int, text.unicodeScalars.count < bound { return false }
      if let bound = schema["maxLength"]?.int, text.unicodeScalars.count > bound { return false }
      if let pattern = schema["pattern"]?.string, let regex = try? Regex(pattern), !text.contains(regex) {
        return false
      }
      if schema["format"]?.string == "date", text.wholeMatch(of: /\d{4}-\d\d-\d\d/) == nil { return false }
    }
    if let elements = value.array {
      if elements.count < schema["minItems"]?.int ?? 0 || elements.count > schema["maxItems"]?.int ?? Int.max {
        return false
      }
      if schema["uniqueItems"]?.bool == true, Set(elements.map { $0.text() }).count < elements.count {
        return false
      }
      let fixed = schema["prefixItems"]?.array ?? []
      if !zip(elements, fixed).allSatisfy({ fits($0, $1, root) }) { return false }
      if let item = schema["items"], !elements.dropFirst(fixed.count).allSatisfy({ fits($0, item, root) }) {
        return false
      }
    }
    if let object = value.object {
      let properties = schema["properties"]?.object
      if (schema["required"]?.array ?? []).contains(where: { object[$0.string ?? ""] == nil }) {
        return false
      }
      for member in object.members {
        if let property = properties?[member.key] {
          if !fits(member.value, property, root) { return false }
        } else if schema["additionalProperties"]?.bool == false {
          return false
        }
      }
    }
    return true
  }
}
