import CLibcurl
import CurlShim
import Wire

// libcurl's callbacks. They run on the engine's thread inside `curl_multi_perform`. A count other than the
// one given stops the transfer and closes its connection.

private func transfer(_ pointer: UnsafeMutableRawPointer?) -> Transfer? {
  pointer.map { Unmanaged<Transfer>.fromOpaque($0).takeUnretainedValue() }
}

func receiveHeaderLine(
  _ data: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ pointer: UnsafeMutableRawPointer?
) -> Int {
  guard let transfer = transfer(pointer) else { return 0 }
  let bytes = UnsafeRawBufferPointer(start: data, count: size * count)
  return transfer.receive(headerLine: bytes) ? bytes.count : 0
}

func receiveBody(
  _ data: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ pointer: UnsafeMutableRawPointer?
) -> Int {
  guard let transfer = transfer(pointer) else { return 0 }
  let bytes = UnsafeRawBufferPointer(start: data, count: size * count)
  guard transfer.receive(body: bytes) else { return bytes.isEmpty ? 1 : 0 }
  return bytes.count
}

/// Sees what goes over the connection before libcurl interprets it.
func observe(
  _: UnsafeMutableRawPointer?, _ kind: curl_infotype, _ data: UnsafeMutablePointer<CChar>?, _ count: Int,
  _ pointer: UnsafeMutableRawPointer?
) -> Int32 {
  guard let transfer = transfer(pointer) else { return 0 }
  switch kind {
  case CURLINFO_DATA_IN:
    transfer.socketBytes.noteRead(UnsafeRawBufferPointer(start: data, count: count))
  case CURLINFO_HEADER_OUT, CURLINFO_DATA_OUT:
    // The wait for the first byte begins with the last byte sent.
    if transfer.phase == .waiting { transfer.lastActivity = monotonicMicroseconds() }
  default: break
  }
  return 0
}

/// The connection stands and the request is about to go out on it. A second call means that libcurl wants to
/// send it again (after a dead kept-alive connection, or a 417): refused, because it would happen unseen.
func beforeRequest(
  _ pointer: UnsafeMutableRawPointer?, _ peerAddress: UnsafeMutablePointer<CChar>?,
  _ localAddress: UnsafeMutablePointer<CChar>?, _ peerPort: Int32, _ localPort: Int32
) -> Int32 {
  guard let transfer = transfer(pointer), let localAddress, let peerAddress else { return curlAbortRequest() }
  guard !transfer.isRequestUnderWay else {
    transfer.wasRepeatRefused = true
    return curlAbortRequest()
  }
  transfer.requestBegins(
    between: ConnectionLedger.Ends(
      localAddress: String(cString: localAddress), localPort: Int(localPort),
      peerAddress: String(cString: peerAddress), peerPort: Int(peerPort)))
  return curlProceedWithRequest()
}

extension Transfer {
  func requestBegins(between ends: ConnectionLedger.Ends) {
    isRequestUnderWay = true
    let now = monotonicMicroseconds()
    enter(.waiting, at: now)
    (connection, socket, reusedConnection) = ledger.use(ends, by: self)
    timings.connected = reusedConnection ? 0 : elapsed(now)
  }

  /// False stops the transfer.
  func receive(headerLine bytes: UnsafeRawBufferPointer) -> Bool {
    let now = monotonicMicroseconds()
    let isNewHead = head.head == nil
    head.receive(line: bytes)
    if head.hasFinalStatus {
      if isNewHead { timings.firstByte = elapsed(now) }
      enter(.receiving, at: now)
    }
    guard head.byteCount <= max(options.limits.maximumHeadBytes, 1) else {
      stop(.headTooLarge, "the response head is longer than \(options.limits.maximumHeadBytes) bytes")
      return false
    }
    return head.isComplete && framing == nil ? endHead(now) : true
  }

  private func endHead(_ now: Int) -> Bool {
    guard let final = head.head else { return true }
    timings.headEnd = elapsed(now)
    let found = BodyFraming.of(final, method: request.method)
    framing = found.framing
    faults += found.faults
    if found.framing == .chunked {
      chunks = ChunkDecoder(maximumTrailerBytes: max(options.limits.maximumHeadBytes, 1))
    }
    if case .afterBodyBytes(let count) = options.hangUp, count <= 0 {
      ownEnd = .closedByClient
      return false
    }
    return true
  }

  /// False stops the transfer.
  func receive(body bytes: UnsafeRawBufferPointer) -> Bool {
    let now = monotonicMicroseconds()
    socketBytes.notePassedOn(bytes.count)
    lastActivity = now
    guard framing != nil else { return refuseNonHTTP(bytes) }
    let before = body.count
    if chunks == nil {
      body.append(contentsOf: bytes)
    } else if !decode(bytes) {
      return false
    }
    let limit = max(options.limits.maximumBodyBytes, 1)
    if body.count > limit {
      body.removeLast(body.count - limit)
      stop(.bodyTooLarge, "the response body is longer than \(limit) bytes")
    }
    guard body.count > before else { return ownEnd == nil }
    stamp(now)
    if ownEnd == nil, wantsToHangUp(from: before) { ownEnd = .closedByClient }
    return ownEnd == nil
  }

  private func decode(_ bytes: UnsafeRawBufferPointer) -> Bool {
    do throws(ChunkDecoder.Failure) {
      let used = try chunks?.receive(bytes, into: &body) ?? 0
      if used < bytes.count {
        noteExcess(bytes.count - used, UnsafeRawBufferPointer(rebasing: bytes[used...]))
      }
      return true
    } catch {
      switch error.kind {
      case .trailersTooLarge: stop(.headTooLarge, error.detail)
      case .malformed:
        faults.append(FramingFault(.badChunk, error.detail))
        stop(.malformedChunk, error.detail)
      }
      return false
    }
  }

  /// More arrivals than this would let a drip of single bytes fill the memory; later ones are joined, which
  /// keeps what an arrival says true.
  private static let maximumArrivals = 262_144

  private func stamp(_ now: Int) {
    let arrival = Arrival(offset: body.count, microseconds: elapsed(now))
    if arrivals.count < Self.maximumArrivals {
      arrivals.append(arrival)
    } else {
      arrivals[arrivals.count - 1] = arrival
    }
  }

  private func wantsToHangUp(from before: Int) -> Bool {
    switch options.hangUp {
    case .afterBodyBytes(let count): body.count >= count
    case .when(let isReached): isReached(body[before...])
    case nil: false
    }
  }

  /// What came does not begin like HTTP; libcurl takes it for HTTP/0.9.
  private func refuseNonHTTP(_ bytes: UnsafeRawBufferPointer) -> Bool {
    let line = bytes.prefix { $0 != 0x0A }
    head.receive(line: Array(line) + [0x0D, 0x0A])
    body.append(contentsOf: bytes.prefix(max(options.limits.maximumBodyBytes, 1)))
    stop(.malformedHead, "the response does not begin with a status line: \(excerpt(of: line))")
    return false
  }

  func noteExcess(_ count: Int, _ bytes: some Collection<UInt8>) {
    guard !faults.contains(where: { $0.kind == .excessBytes }) else { return }
    faults.append(FramingFault(.excessBytes, "\(count) bytes, beginning \(excerpt(of: bytes, limit: 32))"))
  }
}
