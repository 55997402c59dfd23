/// Which servers a TLS connection is made to.
struct ServerTrust: Sendable {
  /// Path of a PEM file with the authorities to trust; nil: the system's.
  var authorities: String?
  /// False: any certificate will do, for whatever name.
  var verifiesCertificates = true
}
