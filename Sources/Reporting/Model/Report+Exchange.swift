import Wire

extension Report {
  /// One request and its response in outline; the bytes are in the evidence under the same id.
  package struct Exchange: Sendable, Equatable {
    package var id: String
    /// Id of the case that sent it.
    package var caseID: String
    package var row: String?
    package var step: String?
    package var method: String
    /// Path with its query.
    package var path: String
    /// Nil when no response head arrived.
    package var status: Int?
    /// `complete`, `closed-by-client` or the kind of transfer failure, e.g. `idle-timeout`.
    package var end: String
    /// Until the first byte of the response head; nil when none came.
    package var firstByteMilliseconds: Int?
    package var totalMilliseconds: Int
    /// Size of the response body.
    package var bytes: Int
    /// Size of the request body.
    package var requestBytes: Int
    /// Heads, excerpts and times; only for an exchange that shows a failure.
    package var excerpt: ExchangeExcerpt?

    package init(
      id: String, caseID: String, row: String? = nil, step: String? = nil, method: String, path: String,
      status: Int? = nil, end: String, firstByteMilliseconds: Int? = nil, totalMilliseconds: Int = 0,
      bytes: Int = 0, requestBytes: Int = 0, excerpt: ExchangeExcerpt? = nil
    ) {
      self.id = id
      self.caseID = caseID
      self.row = row
      self.step = step
      self.method = method
      self.path = path
      self.status = status
      self.end = end
      self.firstByteMilliseconds = firstByteMilliseconds
      self.totalMilliseconds = totalMilliseconds
      self.bytes = bytes
      self.requestBytes = requestBytes
      self.excerpt = excerpt
    }
  }
}

extension Report.Exchange {
  package var json: JSON {
    JSON.object(members: [
      "id": .string(id), "case": .string(caseID), "row": row.map(JSON.string), "step": step.map(JSON.string),
      "method": .string(method), "path": .string(path), "status": status.map { JSON($0) },
      "end": .string(end),
      "timings": JSON.object(members: [
        "first_byte_ms": firstByteMilliseconds.map { JSON($0) }, "total_ms": JSON(totalMilliseconds),
      ]),
      "bytes": JSON(bytes), "request_bytes": JSON(requestBytes), "excerpt": excerpt?.json,
    ])
  }

  package init(json: JSON, at path: String = "") throws(ReportFormatError) {
    let members = try MemberReader(json, at: path)
    id = try members.string("id")
    caseID = try members.string("case")
    row = try members.string(ifPresent: "row")
    step = try members.string(ifPresent: "step")
    method = try members.string("method")
    self.path = try members.string("path")
    status = try members.count(ifPresent: "status")
    end = try members.string("end")
    let timings = try members.part("timings") { (json, path) throws(ReportFormatError) in
      try MemberReader(json, at: path)
    }
    firstByteMilliseconds = try timings.count(ifPresent: "first_byte_ms")
    totalMilliseconds = try timings.count("total_ms")
    bytes = try members.count("bytes")
    requestBytes = try members.count("request_bytes")
    excerpt = try members.part(ifPresent: "excerpt", ExchangeExcerpt.init(json:at:))
  }
}
