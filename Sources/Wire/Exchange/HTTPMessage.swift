/// One header line as sent or received: the name in its own casing, the value without outer spaces.
package struct HeaderField: Sendable, Equatable {
  package var name: String
  package var value: String
  package init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }
}

extension [HeaderField] {
  /// The value of the first field of that name (ASCII case-insensitive), or nil.
  package func first(_ name: String) -> String? { first { $0.name.lowercased() == name.lowercased() }?.value }
  /// The values of every field of that name, in order.
  package func all(_ name: String) -> [String] {
    filter { $0.name.lowercased() == name.lowercased() }.map(\.value)
  }
}

/// A request as it went out.
package struct Request: Sendable, Equatable {
  package var method: String
  /// Absolute URL with its query.
  package var url: String
  /// In the order sent, without those that the transport adds (`Host`, `Content-Length`).
  package var headers: [HeaderField]
  package var body: [UInt8]?

  package init(method: String, url: String, headers: [HeaderField] = [], body: [UInt8]? = nil) {
    self.method = method
    self.url = url
    self.headers = headers
    self.body = body
  }
}

/// Status line and header lines as received.
package struct ResponseHead: Sendable, Equatable {
  /// The first line without its line end, e.g. `HTTP/1.1 200 OK`.
  package var statusLine: String
  /// The number in the status line; 0 when there is none.
  package var status: Int
  package var headers: [HeaderField]

  package init(statusLine: String, status: Int, headers: [HeaderField]) {
    self.statusLine = statusLine
    self.status = status
    self.headers = headers
  }
}

/// When bytes of the body came in: everything before `offset` had arrived by `microseconds` after the
/// request began.
package struct Arrival: Sendable, Equatable {
  package var offset: Int
  package var microseconds: Int
  package init(offset: Int, microseconds: Int) {
    self.offset = offset
    self.microseconds = microseconds
  }
}

/// A response, complete or cut off.
package struct Response: Sendable, Equatable {
  package var head: ResponseHead
  /// 1xx heads that came first, e.g. `100 Continue`.
  package var interim: [ResponseHead]
  /// The body without transfer coding (chunks). A content coding (gzip) is removed by `Exchange.decoded(limit:)`.
  package var body: [UInt8]
  /// The content coding that was removed, or could not be; nil when none was seen.
  package var coding: BodyCoding?
  package var arrivals: [Arrival]
  package var trailers: [HeaderField]

  package init(
    head: ResponseHead, interim: [ResponseHead] = [], body: [UInt8] = [], coding: BodyCoding? = nil,
    arrivals: [Arrival] = [], trailers: [HeaderField] = []
  ) {
    self.head = head
    self.interim = interim
    self.body = body
    self.coding = coding
    self.arrivals = arrivals
    self.trailers = trailers
  }

  package var status: Int { head.status }

  /// The media type of `content-type` in lower case without parameters, or nil.
  package var mediaType: String? {
    guard let value = head.headers.first("content-type") else { return nil }
    let bare = value.prefix { $0 != ";" }.filter { $0 != " " && $0 != "\t" }
    return bare.lowercased()
  }

  /// When the byte at `offset` of the body had arrived, in microseconds since the request began.
  package func arrival(ofByte offset: Int) -> Int? {
    var low = 0
    var high = arrivals.count
    while low < high {
      let middle = (low + high) / 2
      if arrivals[middle].offset > offset { high = middle } else { low = middle + 1 }
    }
    return low < arrivals.count ? arrivals[low].microseconds : arrivals.last?.microseconds
  }
}
