import Wire

/// Reads the members of one JSON object of a report and names the place of the first that is wrong.
///
/// Unknown members are passed over, so that a report with additions stays readable.
struct MemberReader {
  let object: JSONObject
  let path: String

  init(_ json: JSON, at path: String) throws(ReportFormatError) {
    guard let object = json.object else {
      throw ReportFormatError(member: path, expected: "an object")
    }
    self.object = object
    self.path = path
  }

  func place(_ key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }

  /// The member's value; JSON null counts as absent.
  private func value(_ key: String) -> JSON? {
    guard let value = object[key], !value.isNull else { return nil }
    return value
  }

  private func required<T>(_ key: String, expected: String, value: T?) throws(ReportFormatError) -> T {
    guard let value else { throw ReportFormatError(member: place(key), expected: expected) }
    return value
  }

  func string(_ key: String) throws(ReportFormatError) -> String {
    try required(key, expected: "a string", value: value(key)?.string)
  }

  func string(ifPresent key: String) throws(ReportFormatError) -> String? {
    value(key) == nil ? nil : try string(key)
  }

  /// A count, size or time: an integer from 0 on that can be reckoned with. No body and no run is anywhere near
  /// 2^50 bytes or microseconds.
  func count(_ key: String) throws(ReportFormatError) -> Int {
    let number = value(key)?.int
    return try required(
      key, expected: "an integer from 0 on, below 2^50", value: number.flatMap { $0 == $0.asCount ? $0 : nil })
  }

  func count(ifPresent key: String) throws(ReportFormatError) -> Int? {
    value(key) == nil ? nil : try count(key)
  }

  func bool(_ key: String) throws(ReportFormatError) -> Bool {
    try required(key, expected: "true or false", value: value(key)?.bool)
  }

  func bool(ifPresent key: String) throws(ReportFormatError) -> Bool? {
    value(key) == nil ? nil : try bool(key)
  }

  func choice<T: RawRepresentable & CaseIterable>(
    _ key: String, of type: T.Type = T.self
  ) throws(ReportFormatError) -> T where T.RawValue == String {
    let words = T.allCases.map(\.rawValue).joined(separator: ", ")
    return try required(key, expected: "one of \(words)", value: T(rawValue: try string(key)))
  }

  func choice<T: RawRepresentable & CaseIterable>(
    ifPresent key: String, of type: T.Type = T.self
  ) throws(ReportFormatError) -> T? where T.RawValue == String {
    value(key) == nil ? nil : try choice(key)
  }

  /// The member as an object or list handed on together with its place.
  func part<T>(
    _ key: String, _ read: (JSON, String) throws(ReportFormatError) -> T
  ) throws(ReportFormatError) -> T {
    try read(try required(key, expected: "an object", value: value(key)), place(key))
  }

  func part<T>(
    ifPresent key: String, _ read: (JSON, String) throws(ReportFormatError) -> T
  ) throws(ReportFormatError) -> T? {
    value(key) == nil ? nil : try part(key, read)
  }

  func list<T>(
    _ key: String, _ read: (JSON, String) throws(ReportFormatError) -> T
  ) throws(ReportFormatError) -> [T] {
    let elements = try required(key, expected: "a list", value: value(key)?.array)
    var result: [T] = []
    result.reserveCapacity(elements.count)
    for (index, element) in elements.enumerated() {
      result.append(try read(element, "\(place(key))[\(index)]"))
    }
    return result
  }

  /// An absent list is an empty one.
  func list<T>(
    ifPresent key: String, _ read: (JSON, String) throws(ReportFormatError) -> T
  ) throws(ReportFormatError) -> [T] {
    value(key) == nil ? [] : try list(key, read)
  }

  func strings(ifPresent key: String) throws(ReportFormatError) -> [String] {
    value(key) == nil ? [] : try strings(key)
  }

  func strings(_ key: String) throws(ReportFormatError) -> [String] {
    try list(key) { (json, place) throws(ReportFormatError) in
      guard let text = json.string else { throw ReportFormatError(member: place, expected: "a string") }
      return text
    }
  }
}
