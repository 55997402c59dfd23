import Foundation

/// What libFuzzer calls; `script/fuzz` builds it together with `FuzzTarget.swift`.
private let target: FuzzTarget = {
  guard let target = FuzzTarget(rawValue: ProcessInfo.processInfo.environment["FUZZ_TARGET"] ?? "") else {
    fatalError("FUZZ_TARGET is one of \(FuzzTarget.allCases.map(\.rawValue).joined(separator: ", "))")
  }
  return target
}()

@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>, _ count: Int) -> Int32 {
  if let wrong = target.run(Array(UnsafeBufferPointer(start: start, count: count))) { fatalError(wrong) }
  return 0
}
