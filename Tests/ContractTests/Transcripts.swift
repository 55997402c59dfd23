import Testing
import Wire

@testable import Contract

struct AcceptedTranscript: Sendable, CustomTestStringConvertible {
  var name: String
  var request: JSON
  /// Requirements it must observe, among those that most streams do not.
  var keeps: [String]
  var testDescription: String { name }

  init(_ name: String, keeps: String..., request: JSON = plainRequest) {
    self.name = name
    self.request = request
    self.keeps = keeps
  }
}

struct FaultyTranscript: Sendable, CustomTestStringConvertible {
  var name: String
  var breaks: [String]
  var reason: String?
  var request: JSON
  var headers: [HeaderField]?
  var testDescription: String { name }

  init(
    _ name: String, _ breaks: String..., reason: String? = nil, request: JSON = plainRequest,
    headers: [HeaderField]? = nil
  ) {
    self.name = name
    self.breaks = breaks
    self.reason = reason
    self.request = request
    self.headers = headers
  }
}

private let stopping = plainRequest.with("stop_sequences", ["three"])
private let structured = plainRequest.with(
  "output_config",
  ["format": ["type": "json_schema", "schema": ["type": "object", "properties": ["a": ["type": "integer"]]]]])
private let omitting = plainRequest.with("thinking", ["type": "adaptive", "display": "omitted"])
private let eightTokens = plainRequest.with("max_tokens", 8)

let acceptedTranscripts: [AcceptedTranscript] = [
  .init(
    "text", keeps: "sse-text-start-empty", "sse-text-delta-incremental", "sse-ping-shape",
    "sse-sdk-accumulator-replay"),
  .init(
    "text-and-tool", keeps: "sse-index-contiguous", "sse-blocks-sequential", "sse-tool-start-shape",
    "sse-tool-input-empty-at-start", "sse-tool-partial-json-string", "sse-tool-json-concat-valid",
    "sse-tool-json-not-cumulative", "sse-tool-json-not-doubled", "sse-tool-stop-reason",
    "sse-tool-no-empty-text-block", "tooluse-name-in-list", "tooluse-id-pattern"),
  .init(
    "thinking", keeps: "sse-think-start-shape", "sse-think-delta-key", "sse-think-signature-delta",
    "sse-think-signature-single", "sse-think-signature-key", "sse-think-index-order", "think-not-in-text"),
  .init("web-search", keeps: "sse-usage-input-not-zeroed", "resp-usage-cache-fields-types"),
  .init("tool-without-arguments", keeps: "sse-tool-noarg", "sse-tool-json-concat-valid"),
  .init("tool-with-empty-fragments", keeps: "sse-tool-noarg"),
  .init("parallel-tools", keeps: "tooluse-id-unique"),
  .init("empty-reply", keeps: "sse-empty-reply-valid", request: stopping.with("stop_sequences", ["e"])),
  .init("empty-block", keeps: "sse-empty-reply-valid"),
  .init("omitted-thinking", keeps: "sse-think-omitted", request: omitting),
  .init("redacted-thinking", keeps: "sse-redacted-in-start"),
  .init("signature-in-start", keeps: "sse-think-signature-key"),
  .init("crlf-and-comments", keeps: "sse-event-lines"),
  .init("no-space-after-colon", keeps: "sse-event-equals-type"),
  .init("id-and-retry", keeps: "sse-data-json-object"),
  .init("pings-everywhere", keeps: "sse-ping-shape"),
  .init("split-data-lines", keeps: "sse-blank-line-separated"),
  .init("two-message-deltas", keeps: "sse-message-delta-stop-reason"),
  .init("cached-prompt", keeps: "sse-usage-input-not-zeroed", "sse-start-input-tokens-real"),
  .init("unicode", keeps: "sse-utf8-valid"),
  .init("unicode-arguments", keeps: "sse-tool-unicode-fragments"),
  .init("stop-sequence", keeps: "sse-stop-sequence-value", "stop-sequence-stream-no-leak", request: stopping),
  .init("truncated-tool", keeps: "sse-tool-truncated-reason", request: eightTokens),
  .init("truncated-character", keeps: "sse-utf8-valid"),
  .init(
    "error-in-mid-stream", keeps: "sse-error-event-name", "sse-error-terminal", "sse-error-envelope",
    "sse-abort-not-clean-end"),
  .init("interleaved-thinking", keeps: "sse-think-index-order"),
  .init("repetitive-text", keeps: "sse-text-delta-incremental"),
  .init(
    "structured", keeps: "structured-stream", "structured-no-fences", "structured-no-empty-block",
    request: structured),
]

let faultyTranscripts: [FaultyTranscript] = [
  // Transport
  .init("no-event-lines", "sse-event-lines", reason: "missing-field"),
  .init("one-frame-without-name", "sse-event-lines"),
  .init("names-are-message", "sse-event-equals-type", reason: "wrong-value"),
  .init("type-missing", "sse-event-equals-type", reason: "missing-field"),
  .init("all-types-missing", "sse-event-equals-type", reason: "missing-field"),
  .init("type-differs", "sse-event-equals-type", reason: "wrong-value"),
  .init("data-not-json", "sse-data-json-object", reason: "not-json"),
  .init("start-not-json", "sse-data-json-object", reason: "not-json"),
  .init("message-start-not-json", "sse-data-json-object", reason: "not-json"),
  .init("message-delta-not-json", "sse-data-json-object", reason: "not-json"),
  .init("data-is-array", "sse-data-json-object", reason: "wrong-type"),
  .init("event-without-data", "sse-data-json-object", reason: "missing-field"),
  .init("pretty-printed", "sse-data-json-object", reason: "not-json"),
  .init("no-blank-line", "sse-blank-line-separated", reason: "missing-blank-line"),
  .init("no-blank-lines-at-all", "sse-blank-line-separated", reason: "missing-blank-line"),
  .init("no-final-blank-line", "sse-blank-line-separated", reason: "unterminated"),
  .init("done-after-stop", "sse-no-done-sentinel"),
  .init("named-done-after-stop", "sse-no-done-sentinel"),
  .init("byte-order-mark", "sse-no-bom"),
  .init("invalid-utf8", "sse-utf8-valid", reason: "invalid-utf8"),
  .init("cut-character", "sse-utf8-valid", reason: "replacement-character"),
  .init("lone-surrogate", "sse-utf8-valid", reason: "replacement-character"),
  .init("event-after-stop", "sse-nothing-after-stop"),
  .init("stop-before-delta", "sse-nothing-after-stop"),
  .init("second-stop-of-message", "sse-nothing-after-stop"),
  .init("json-instead-of-stream", "sse-event-lines", reason: "not-an-event-stream"),
  .init(
    "json-instead-of-stream", "sse-content-type",
    headers: [HeaderField("content-type", "application/json"), HeaderField("request-id", "req_1")]),
  .init("openai-chunks", "sse-event-lines", "sse-no-done-sentinel"),
  // Grammar
  .init("no-message-start", "sse-first-message-start", reason: "out-of-order"),
  .init("late-message-start", "sse-first-message-start", reason: "out-of-order"),
  .init("empty-body", "sse-first-message-start", reason: "missing"),
  .init("second-message-start", "sse-single-message-start"),
  .init("start-without-id", "sse-start-message-shape", reason: "missing-field"),
  .init("start-without-type", "sse-start-message-shape", reason: "missing-field"),
  .init("start-without-role", "sse-start-message-shape", reason: "missing-field"),
  .init("start-without-model", "sse-start-message-shape", reason: "missing-field"),
  .init("start-message-null", "sse-start-message-shape", reason: "wrong-type"),
  .init("start-empty-model", "sse-start-message-shape", reason: "empty"),
  .init("start-wrong-role", "sse-start-message-shape", reason: "wrong-value"),
  .init("start-content-null", "sse-start-content-empty", reason: "wrong-type"),
  .init("start-content-missing", "sse-start-content-empty", reason: "missing-field"),
  .init("start-content-filled", "sse-start-content-empty", reason: "wrong-value"),
  .init("start-stop-reason-set", "sse-start-stop-null"),
  .init("start-without-stop-keys", "sse-start-stop-keys"),
  .init("start-usage-missing", "sse-start-usage-present", reason: "missing-field"),
  .init("start-usage-null", "sse-start-usage-present", reason: "wrong-type"),
  .init("start-usage-strings", "sse-start-usage-present", reason: "wrong-type"),
  .init("start-output-missing", "sse-start-usage-present", reason: "missing-field"),
  .init("start-input-zero", "sse-start-input-tokens-real", reason: "zero"),
  .init("start-input-zero-then-real", "sse-start-input-tokens-real", reason: "zero"),
  .init("start-input-estimated", "sse-start-input-tokens-real", reason: "contradicted"),
  .init("start-id-foreign", "sse-start-id-stable"),
  .init("delta-without-start", "sse-block-start-before-delta", reason: "delta-without-start"),
  .init("tool-without-start", "sse-block-start-before-delta", reason: "delta-without-start"),
  .init("delta-for-other-index", "sse-block-start-before-delta", reason: "delta-without-start"),
  .init("stop-without-start", "sse-block-start-before-delta", reason: "stop-without-start"),
  .init("index-from-one", "sse-index-from-zero"),
  .init("index-gap", "sse-index-contiguous", reason: "index-gap"),
  .init("index-all-zero", "sse-index-contiguous", reason: "index-reuse"),
  .init("index-huge", "sse-index-contiguous", reason: "index-gap"),
  .init("index-beyond-64-bits", "sse-index-contiguous", reason: "index-gap"),
  .init("start-for-every-token", "sse-index-contiguous", reason: "index-reuse"),
  .init("index-missing", "sse-index-int", reason: "missing-field"),
  .init("index-missing-everywhere", "sse-index-int", reason: "missing-field"),
  .init("index-string", "sse-index-int", reason: "wrong-type"),
  .init("index-float", "sse-index-int", reason: "wrong-type"),
  .init("overlapping-blocks", "sse-blocks-sequential"),
  .init("stops-held-back", "sse-blocks-sequential"),
  .init("block-not-closed", "sse-every-block-closed"),
  .init("no-block-closed", "sse-every-block-closed"),
  .init("delta-after-stop", "sse-no-delta-after-stop", reason: "delta-after-stop"),
  .init("second-block-stop", "sse-no-delta-after-stop", reason: "second-stop"),
  .init("text-start-without-text", "sse-text-start-empty", reason: "missing-field"),
  .init("text-start-null", "sse-text-start-empty", reason: "wrong-type"),
  .init("text-start-filled", "sse-text-start-empty", reason: "wrong-value"),
  .init("thinking-delta-in-text", "sse-delta-type-matches-block", reason: "wrong-type"),
  .init("text-delta-in-tool", "sse-delta-type-matches-block", reason: "wrong-type"),
  .init("unknown-delta-type", "sse-delta-type-matches-block", reason: "wrong-type"),
  .init("delta-missing", "sse-delta-type-matches-block", reason: "missing-field"),
  .init("text-delta-null", "sse-text-delta-string", reason: "wrong-type"),
  .init("text-delta-under-other-key", "sse-text-delta-string", reason: "missing-field"),
  .init("cumulative-text", "sse-text-delta-incremental"),
  .init("text-repeated-at-end", "sse-text-delta-incremental"),
  .init("no-message-delta", "sse-message-delta-once-or-more"),
  .init("stop-reason-null", "sse-message-delta-stop-reason", reason: "null"),
  .init("stop-reason-missing", "sse-message-delta-stop-reason", reason: "missing-field"),
  .init("second-message-delta-wipes-reason", "sse-message-delta-stop-reason", reason: "missing-field"),
  .init("stop-reason-openai", "stop-reason-not-openai"),
  .init("stop-reason-unknown", "stop-reason-enum"),
  .init("stop-sequence-key-missing", "sse-message-delta-stop-sequence"),
  .init("stop-sequence-stray", "stop-sequence-null-otherwise"),
  .init("delta-usage-missing", "sse-message-delta-usage", reason: "missing-field"),
  .init("delta-usage-null", "sse-message-delta-usage", reason: "wrong-type"),
  .init("delta-output-string", "sse-message-delta-usage", reason: "wrong-type"),
  .init("delta-input-string", "sse-message-delta-usage", reason: "wrong-type"),
  .init("message-delta-without-delta", "sse-message-delta-delta-object"),
  .init("usage-decreases", "sse-usage-cumulative"),
  .init("usage-output-zero", "resp-usage-output-positive"),
  .init("input-zeroed", "sse-usage-input-not-zeroed"),
  .init("no-message-stop", "sse-message-stop-last"),
  .init("content-after-message-delta", "sse-no-content-after-message-delta"),
  .init("message-delta-first", "sse-no-content-after-message-delta"),
  .init("ping-without-type", "sse-ping-shape"),
  .init("ping-empty", "sse-ping-shape"),
  .init("ping-with-text", "sse-data-json-object"),
  .init("ping-with-time", "sse-ping-shape"),
  .init("ping-without-data", "sse-ping-shape"),
  .init("unknown-event", "sse-no-unknown-events"),
  .init("statistics-after-stop", "sse-nothing-after-stop"),
  .init("many-empty-blocks", "sse-empty-reply-valid"),
  .init("content-block-missing", "sse-sdk-accumulator-replay", reason: "exception"),
  .init("server-tool-not-json", "sse-sdk-accumulator-replay", reason: "exception"),
  .init("content-block-untyped", "sse-sdk-accumulator-replay", reason: "untyped-block"),
  .init("unknown-block-type", "resp-no-unknown-block-types"),
  .init("block-with-foreign-field", "resp-block-own-fields"),
  // One wrong number or one event too many is one defect
  .init("block-start-repeated-at-end", "sse-index-contiguous", reason: "index-reuse"),
  .init("stop-with-wrong-index", "sse-block-start-before-delta", reason: "stop-without-start"),
  .init("stop-for-closed-block", "sse-no-delta-after-stop", reason: "second-stop"),
  .init("start-with-wrong-index", "sse-index-contiguous", reason: "index-gap"),
  .init("event-named-ping", "sse-event-equals-type"),
  .init("start-message-of-another-kind", "sse-start-message-shape"),
  .init("message-stop-in-the-middle", "sse-nothing-after-stop"),
  .init("message-delta-empty", "sse-message-delta-stop-reason", reason: "missing-field"),
  // Tools
  .init("tool-start-without-input", "sse-tool-start-shape", reason: "missing-field"),
  .init("tool-start-without-id", "sse-tool-start-shape", reason: "missing-field"),
  .init("tool-start-null-name", "sse-tool-start-shape", reason: "wrong-type"),
  .init("tool-input-in-start", "sse-tool-input-empty-at-start"),
  .init("tool-input-doubled", "sse-tool-json-not-doubled"),
  .init("partial-json-object", "sse-tool-partial-json-string", reason: "wrong-type"),
  .init("partial-json-null", "sse-tool-partial-json-string", reason: "wrong-type"),
  .init("partial-json-first-lost", "sse-tool-json-concat-valid", reason: "not-json"),
  .init("partial-json-invalid", "sse-tool-json-concat-valid", reason: "not-json"),
  .init("partial-json-not-closed", "sse-tool-json-concat-valid", reason: "not-json"),
  .init("partial-json-array", "sse-tool-json-concat-valid", reason: "wrong-type"),
  .init("partial-json-cumulative", "sse-tool-json-not-cumulative"),
  .init("partial-json-repeated-at-end", "sse-tool-json-not-cumulative"),
  .init("no-argument-tool-null", "sse-tool-noarg"),
  .init("no-argument-tool-filled", "sse-tool-noarg"),
  .init("tool-ends-turn", "sse-tool-stop-reason"),
  .init("tool-use-without-tool", "sse-tool-stop-reason"),
  .init("tool-truncated-as-complete", "sse-tool-truncated-reason", request: eightTokens),
  .init("truncated-tool-without-reason", "sse-message-delta-stop-reason", request: eightTokens),
  .init("tool-after-empty-text", "sse-tool-no-empty-text-block"),
  .init("tool-after-blank-text", "sse-tool-no-empty-text-block"),
  .init("tool-lost-character", "sse-tool-unicode-fragments"),
  .init("tool-lone-surrogate", "sse-tool-unicode-fragments"),
  .init("tool-same-ids", "tooluse-id-unique"),
  .init("tool-id-pattern", "tooluse-id-pattern"),
  .init("tool-id-prefix", "tooluse-id-prefix"),
  .init("tool-not-offered", "tooluse-name-in-list"),
  .init("tool-markup-in-text", "tooluse-no-markup-in-text"),
  // Thinking
  .init("thinking-start-without-thinking", "sse-think-start-shape", reason: "missing-field"),
  .init("thinking-start-filled", "sse-think-start-shape", reason: "wrong-value"),
  .init("thinking-delta-text-key", "sse-think-delta-key", reason: "missing-field"),
  .init("no-signature-delta", "sse-think-signature-delta", reason: "missing"),
  .init("signature-before-thinking", "sse-think-signature-delta", reason: "out-of-order"),
  .init("signature-split", "sse-think-signature-single"),
  .init("no-signature-at-all", "sse-think-signature-key", reason: "missing-field"),
  .init("signature-number-in-start", "sse-think-signature-key", reason: "wrong-type"),
  .init("signature-null", "sse-think-signature-key", reason: "wrong-type"),
  .init("thinking-after-text", "sse-think-index-order"),
  .init("thinking-not-omitted", "sse-think-omitted", request: omitting),
  .init(
    "thinking-though-disabled", "think-disabled", request: plainRequest.with("thinking", ["type": "disabled"])
  ),
  .init("thinking-not-asked-for", "think-absent-unless-asked", request: plainRequest.with("thinking", nil)),
  .init("redacted-without-data", "sse-redacted-in-start"),
  .init("redacted-with-delta", "sse-redacted-in-start"),
  .init("think-tags-in-text", "think-not-in-text"),
  .init("thinking-duplicated", "think-not-duplicated"),
  .init("template-token", "resp-text-no-template-tokens"),
  // Errors and ends
  .init("error-as-message", "sse-error-event-name", reason: "wrong-value"),
  .init("names-are-message-and-error", "sse-event-equals-type"),
  .init("statistics-after-error", "sse-error-terminal"),
  .init("error-without-name", "sse-error-event-name", reason: "missing-field"),
  .init("error-as-bare-json", "sse-error-event-name", reason: "not-an-event"),
  .init("error-then-message-stop", "sse-error-terminal"),
  .init("error-envelope-string", "sse-error-envelope", reason: "wrong-value"),
  .init("error-not-json", "sse-error-envelope", reason: "not-json"),
  .init("error-without-message", "sse-error-envelope"),
  .init("request-error-in-stream", "sse-pre-error-http-status"),
  .init("request-error-after-start", "sse-pre-error-http-status"),
  .init("clean-end-in-mid-block", "sse-abort-not-clean-end"),
  // An empty reply that just stops and a generation that broke off at once look the same.
  .init("nothing-after-message-start", "sse-abort-not-clean-end", "sse-empty-reply-valid"),
  .init("clean-end-after-block", "sse-abort-not-clean-end"),
  // What the message says
  .init("stop-sequence-not-named", "sse-stop-sequence-value", request: stopping),
  .init("stop-sequence-other", "sse-stop-sequence-value", request: stopping),
  .init("stop-sequence-not-enforced", "sse-stop-sequence-value", reason: "not-enforced", request: stopping),
  .init("stop-sequence-leaked", "stop-sequence-stream-no-leak", request: stopping),
  .init("over-max-tokens", "stop-max-tokens-bound"),
  .init("blank-after-many-tokens", "resp-content-not-blank", request: plainRequest.with("max_tokens", 8000)),
  .init("usage-openai-keys", "resp-usage-no-openai-keys"),
  .init("usage-cache-string", "resp-usage-cache-fields-types"),
  .init("structured-with-fence", "structured-no-fences", request: structured),
  .init("structured-misfit", "structured-stream", request: structured),
  .init("structured-empty-block", "structured-no-empty-block", request: structured),
]
