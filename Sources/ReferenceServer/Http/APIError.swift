import Wire

/// A refusal in the API's terms: a status, an error type and a message for people and matchers.
package struct APIError: Error, Sendable {
  package var status: Int
  package var type: String
  package var message: String
  /// Goes to `error.details.error_code`.
  package var errorCode: String?
  package var headers: [HeaderLine] = []

  package init(_ status: Int, type: String, _ message: String, errorCode: String? = nil) {
    self.status = status
    self.type = type
    self.message = message
    self.errorCode = errorCode
  }

  /// 400 with the message as it stands.
  static func invalid(_ message: String) -> APIError { APIError(400, type: "invalid_request_error", message) }
  /// 400 that names the field first.
  static func invalid(_ path: String, _ message: String) -> APIError { invalid("\(path): \(message)") }
  static func notFound(_ message: String) -> APIError { APIError(404, type: "not_found_error", message) }
  static let unauthorised = APIError(401, type: "authentication_error", "invalid or missing API key")

  /// The error object of bodies and `error` events.
  func envelope(requestID: String?) -> JSON {
    var error: JSON = ["type": .string(type), "message": .string(message)]
    if let errorCode { error["details"] = ["error_code": .string(errorCode)] }
    var envelope: JSON = ["type": "error", "error": error]
    if let requestID { envelope["request_id"] = .string(requestID) }
    return envelope
  }

  /// The error type that goes with a status.
  static func type(for status: Int) -> String {
    switch status {
    case 401: "authentication_error"
    case 402: "billing_error"
    case 403: "permission_error"
    case 404: "not_found_error"
    case 408, 504: "timeout_error"
    case 409: "conflict_error"
    case 413: "request_too_large"
    case 429: "rate_limit_error"
    case 503, 529: "overloaded_error"
    case 500...: "api_error"
    default: "invalid_request_error"
    }
  }
}
