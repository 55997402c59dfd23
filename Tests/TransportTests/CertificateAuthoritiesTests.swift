import Testing

@testable import Transport

struct CertificateAuthoritiesTests {
  private func found(_ environment: [String: String] = [:], there: Set<String>) -> CertificateAuthorities {
    .found(environment: { environment[$0] }, isReadable: { there.contains($0) })
  }

  @Test(arguments: CertificateAuthorities.files)
  func findsTheFileOfADistribution(file: String) {
    #expect(found(there: [file, "/etc/ssl/certs"]) == CertificateAuthorities(file: file))
  }

  @Test func theEnvironmentWins() {
    let files = Set(CertificateAuthorities.files)
    #expect(found(["SSL_CERT_FILE": "/own.pem"], there: files) == CertificateAuthorities(file: "/own.pem"))
    #expect(found(["SSL_CERT_DIR": "/own"], there: files) == CertificateAuthorities(directory: "/own"))
  }

  @Test func takesADirectoryWhereThereIsNoFile() {
    #expect(found(there: ["/etc/ssl/certs"]) == CertificateAuthorities(directory: "/etc/ssl/certs"))
    #expect(found(there: []) == CertificateAuthorities())
  }
}
