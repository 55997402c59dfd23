import Wire

extension ExchangeExcerpt {
  package var json: JSON {
    JSON.object(members: [
      "request": JSON.object(members: [
        "headers": headers(requestHeaders), "body": requestBody?.json,
      ]),
      "response": statusLine.map { line in
        JSON.object(members: [
          "status_line": .string(line), "headers": headers(responseHeaders),
          "trailers": trailers.isEmpty ? nil : headers(trailers), "body": responseBody?.json,
        ])
      },
      "timeline": JSON.object(members: [
        "connected_us": timings.connected.map { JSON($0) }, "first_byte_us": timings.firstByte.map { JSON($0) },
        "head_end_us": timings.headEnd.map { JSON($0) }, "ended_us": JSON(timings.ended),
        "events": .array(
          moments.map { moment in
            JSON.object(members: [
              "event": JSON(moment.event), "name": .string(moment.name), "at_us": JSON(moment.microseconds),
              "marked": moment.isMarked ? .bool(true) : nil,
            ])
          }),
        "events_left_out": JSON(momentsLeftOut),
      ]),
      "failure": failure.map(JSON.string),
      "framing_faults": framingFaults.isEmpty ? nil : JSON.strings(framingFaults),
    ])
  }

  package init(json: JSON, at path: String = "") throws(ReportFormatError) {
    let members = try MemberReader(json, at: path)
    let request = try members.part("request", MemberReader.init)
    self.init(
      requestHeaders: try request.list("headers", headerField),
      requestBody: try request.part(ifPresent: "body", BodyExcerpt.init(json:at:)))
    if let response = try members.part(ifPresent: "response", MemberReader.init) {
      statusLine = try response.string("status_line")
      responseHeaders = try response.list("headers", headerField)
      trailers = try response.list(ifPresent: "trailers", headerField)
      responseBody = try response.part(ifPresent: "body", BodyExcerpt.init(json:at:))
    }
    let timeline = try members.part("timeline", MemberReader.init)
    timings = TransferTimings(
      connected: try timeline.count(ifPresent: "connected_us"),
      firstByte: try timeline.count(ifPresent: "first_byte_us"),
      headEnd: try timeline.count(ifPresent: "head_end_us"), ended: try timeline.count("ended_us"))
    moments = try timeline.list("events") { (json, path) throws(ReportFormatError) in
      let moment = try MemberReader(json, at: path)
      return EventTiming(
        event: try moment.count("event"), name: try moment.string("name"),
        microseconds: try moment.count("at_us"), isMarked: try moment.bool(ifPresent: "marked") ?? false)
    }
    momentsLeftOut = try timeline.count("events_left_out")
    failure = try members.string(ifPresent: "failure")
    framingFaults = try members.strings(ifPresent: "framing_faults")
  }
}

extension BodyExcerpt {
  package var json: JSON {
    JSON.object(members: [
      "size": JSON(size),
      "pieces": .array(
        pieces.map { piece in
          let isText = piece.bytes.firstInvalidUTF8 == nil
          return JSON.object(members: [
            "offset": JSON(piece.offset),
            "text": isText ? .string(String(decoding: piece.bytes, as: UTF8.self)) : nil,
            "base64": isText ? nil : .string(Base64.encode(piece.bytes)),
          ])
        }),
      "marks": marks.isEmpty
        ? nil : .array(marks.map { ["from": JSON($0.lowerBound), "to": JSON($0.upperBound)] }),
    ])
  }

  package init(json: JSON, at path: String = "") throws(ReportFormatError) {
    let members = try MemberReader(json, at: path)
    let size = try members.count("size")
    let pieces = try members.list("pieces") { (json, path) throws(ReportFormatError) in
      let piece = try MemberReader(json, at: path)
      let offset = try piece.count("offset")
      if let text = try piece.string(ifPresent: "text") { return Piece(offset: offset, bytes: Array(text.utf8)) }
      guard let encoded = try piece.string(ifPresent: "base64") else {
        throw ReportFormatError(member: piece.place("text"), expected: "a string, or one in base64")
      }
      guard let bytes = Base64.decode(encoded) else {
        throw ReportFormatError(member: piece.place("base64"), expected: "base64")
      }
      return Piece(offset: offset, bytes: bytes)
    }
    let marks = try members.list(ifPresent: "marks") { (json, path) throws(ReportFormatError) in
      let mark = try MemberReader(json, at: path)
      let start = try mark.count("from")
      return start..<max(start, try mark.count("to"))
    }
    self.init(size: size, pieces: pieces, marks: marks)
  }
}

private func headers(_ fields: [HeaderField]) -> JSON {
  .array(fields.map { ["name": .string($0.name), "value": .string($0.value)] })
}

private func headerField(_ json: JSON, _ path: String) throws(ReportFormatError) -> HeaderField {
  let field = try MemberReader(json, at: path)
  return HeaderField(try field.string("name"), try field.string("value"))
}
