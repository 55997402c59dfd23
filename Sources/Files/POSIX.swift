#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The C library's `errno`, read at once: the next call may overwrite it.
var lastErrno: Int32 { errno }

/// The system calls that this module makes, without the traps of their C forms.
enum POSIX {
  /// Repeats a system call that a signal cut short. Returns its result, negative on failure.
  static func retrying<T: SignedInteger>(_ call: () -> T) -> T {
    while true {
      let result = call()
      if result >= 0 || errno != EINTR { return result }
    }
  }

  /// The C library's words for an error number.
  static func errorText(_ code: Int32) -> String {
    var buffer = [CChar](repeating: 0, count: 256)
    guard strerror_r(code, &buffer, buffer.count) == 0 else { return "error \(code)" }
    return String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// What `stat` says about a path; nil (with `errno` set) when it says nothing.
  static func status(_ path: String, followingLinks: Bool = true) -> stat? {
    var result = stat()
    let code = followingLinks ? stat(path, &result) : lstat(path, &result)
    return code == 0 ? result : nil
  }

  static func kind(_ status: stat) -> mode_t { status.st_mode & S_IFMT }

  /// Writes all of `bytes`. Returns 0 or the error number.
  static func writeAll(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int32 {
    var written = 0
    while written < bytes.count {
      let count = retrying { write(descriptor, bytes.baseAddress! + written, bytes.count - written) }
      if count < 0 { return lastErrno }
      // Never seen, but trying again forever would be worse.
      if count == 0 { return EIO }
      written += count
    }
    return 0
  }

  /// Up to `capacity` bytes; none at the end of the file. The second value is an error number or 0.
  static func readChunk(_ descriptor: Int32, _ capacity: Int) -> ([UInt8], Int32) {
    var code: Int32 = 0
    let chunk = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
      let result = retrying { read(descriptor, buffer.baseAddress!, capacity) }
      if result < 0 { code = lastErrno }
      count = max(result, 0)
    }
    return (chunk, code)
  }

  static func close(_ descriptor: Int32) -> Int32 { systemClose(descriptor) }
}

/// `close(2)`, under a name that a method called `close` does not hide.
private func systemClose(_ descriptor: Int32) -> Int32 { close(descriptor) }
