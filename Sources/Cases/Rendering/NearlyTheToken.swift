/// Keys that are nearly the right one, and as wrong as any other. Like the token they stand as placeholders until the
/// last moment.
package enum NearlyTheToken: String, Sendable, CaseIterable {
  case wrongLast = "wrong-last-character"
  case wrongFirst = "wrong-first-character"
  case otherCase = "other-case"
  case longer = "and-more"
  case part

  package var placeholder: String { "nearly-the-token:\(rawValue)" }

  /// Made from the token; never equal to it.
  package func key(from token: String) -> String {
    let characters = Array(token)
    switch self {
    case .wrongLast: return String(characters.dropLast()) + (characters.last == "#" ? "~" : "#")
    case .wrongFirst: return (characters.first == "#" ? "~" : "#") + String(characters.dropFirst())
    case .otherCase:
      let changed = token.unicodeScalars.map { scalar in
        switch scalar.value {
        case 0x41...0x5A, 0x61...0x7A: Character(Unicode.Scalar(UInt8(scalar.value) ^ 0x20))
        default: Character(scalar)
        }
      }
      return changed == characters ? token + "A" : String(changed)
    case .longer: return token + "x"
    case .part:
      // A key of LM Studio's form is two with a colon between them.
      let first = characters.prefix { $0 != ":" }
      return String(first.count < characters.count ? first : characters.prefix(characters.count / 2))
    }
  }

  /// The same made by a shell from the variable that has the token.
  package func shell(_ variable: String) -> String {
    switch self {
    case .wrongLast: "${\(variable)%?}#"
    case .wrongFirst: "#${\(variable)#?}"
    case .otherCase: "$(printf %s \"$\(variable)\" | tr a-zA-Z A-Za-z)"
    case .longer: "${\(variable)}x"
    case .part: "${\(variable)%%:*}"
    }
  }
}
