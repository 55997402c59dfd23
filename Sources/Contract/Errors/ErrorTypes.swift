/// The documented error types and the statuses that go with them.
enum ErrorTypes {
  static let documented: [String] = [
    "invalid_request_error", "authentication_error", "billing_error", "permission_error", "not_found_error",
    "request_too_large", "rate_limit_error", "timeout_error", "api_error", "overloaded_error",
    "conflict_error",
    "memory_precondition_failed_error", "memory_path_conflict_error",
    // Of the gateway protocol: what is left out on purpose, and what a policy forbids.
    "not_supported", "policy_blocked",
  ]

  /// The types that may accompany a status. Where the documentation names one, only that.
  static func allowed(for status: Int) -> [String] {
    switch status {
    case 400: ["invalid_request_error", "policy_blocked"]
    case 401: ["authentication_error"]
    case 402: ["billing_error"]
    case 403: ["permission_error"]
    case 404: ["not_found_error"]
    case 405: ["invalid_request_error", "not_found_error"]
    case 408: ["timeout_error", "invalid_request_error"]
    case 409: ["conflict_error", "memory_path_conflict_error"]
    case 412: ["memory_precondition_failed_error", "invalid_request_error"]
    case 413: ["request_too_large"]
    case 429: ["rate_limit_error", "billing_error"]
    case 500: ["api_error"]
    case 501: ["not_supported", "api_error"]
    case 503: ["overloaded_error", "api_error"]
    case 504: ["timeout_error", "api_error"]
    case 529: ["overloaded_error"]
    case 400..<500: ["invalid_request_error"]
    default: ["api_error", "overloaded_error", "timeout_error"]
    }
  }
}
