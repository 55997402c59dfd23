import Contract
import Wire

/// The outcome of holding one expectation against one response.
enum Judgement: Sendable {
  /// With the name of the accepted behaviour when the server does without what was asked for.
  case held(Verdict, without: String? = nil)
  case violated(Break)
  /// Cannot be said, and why: another requirement's failure stands in the way, or the model's.
  case unclear(reason: String, message: String)

  struct Break: Sendable {
    var reason: String
    var message: String
    var expected: String
    var actual: String
    var place = Place()
  }
}
