import Wire

/// What a request is made of: equal ones render to equal requests in one run. Generators stay unexpanded, so this is small
/// even for a request of many megabytes. Texts are the same when their bytes are.
package struct RequestIdentity: Hashable, Sendable {
  private let head: String
  /// Shared with the template: it can have tens of kilobytes, and a plan asks for it many times.
  private let body: SharedBody.Derived

  init(head: String, body: SharedBody.Derived) {
    self.head = head
    self.body = body
  }

  package var text: String { "\(head)\n\(body.text)" }

  package static func == (left: RequestIdentity, right: RequestIdentity) -> Bool {
    left.body.hash == right.body.hash && left.head.sameBytes(as: right.head)
      && left.body.text.sameBytes(as: right.body.text)
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(body.hash)
    hasher.combine(bytesOf: head)
  }
}

extension Hasher {
  /// The bytes of a text as they are: its own hash has its characters normalized.
  package mutating func combine(bytesOf text: String) {
    var text = text
    text.withUTF8 { combine(bytes: UnsafeRawBufferPointer($0)) }
  }
}
