/// Evidence that cannot be read.
public struct EvidenceError: Error, Sendable, Equatable, CustomStringConvertible {
  public var description: String
  package init(_ description: String) { self.description = description }
}
