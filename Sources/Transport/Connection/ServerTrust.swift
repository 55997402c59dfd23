/// Which servers a TLS connection is made to.
struct ServerTrust: Sendable {
  var authorities: CertificateAuthorities
  /// False: any certificate will do, for whatever name.
  var verifiesCertificates = true
}
