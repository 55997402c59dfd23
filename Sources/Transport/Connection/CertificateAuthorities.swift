#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Whom TLS trusts. A program that carries its own libcurl cannot leave that to the system: where the certificates are
/// differs among distributions.
struct CertificateAuthorities: Sendable, Equatable {
  /// A file of certificates; nil leaves it to libcurl.
  var file: String?
  /// A directory with a file a certificate, named by its hash.
  var directory: String?

  /// What OpenSSL heeds, and Python, Ruby and Go with it.
  static let fileVariable = "SSL_CERT_FILE"
  static let directoryVariable = "SSL_CERT_DIR"

  /// Where distributions keep one file with all of them.
  static let files = [
    "/etc/ssl/certs/ca-certificates.crt",  // Debian, Ubuntu, Arch, Gentoo, Alpine
    "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",  // Fedora, Red Hat
    "/etc/pki/tls/certs/ca-bundle.crt",  // Amazon Linux, older Fedora and Red Hat
    "/etc/ssl/ca-bundle.pem",  // openSUSE
    "/var/lib/ca-certificates/ca-bundle.pem",  // openSUSE without links in /etc
    "/etc/ssl/cert.pem",  // Alpine, macOS
  ]
  static let directories = ["/etc/ssl/certs", "/etc/pki/tls/certs"]

  /// What the environment names, else the first that is there.
  static func found(
    environment: (String) -> String?, isReadable: (String) -> Bool
  ) -> CertificateAuthorities {
    let named = CertificateAuthorities(
      file: environment(fileVariable), directory: environment(directoryVariable))
    if named.file != nil || named.directory != nil { return named }
    if let file = files.first(where: isReadable) { return CertificateAuthorities(file: file) }
    return CertificateAuthorities(directory: directories.first(where: isReadable))
  }

  /// Those of this machine. The libcurl of macOS knows where they are.
  static func ofThisMachine() -> CertificateAuthorities {
    #if canImport(Glibc)
      return found(
        environment: { name in
          guard let value = getenv(name), value.pointee != 0 else { return nil }
          return String(cString: value)
        },
        isReadable: { access($0, R_OK) == 0 })
    #else
      return CertificateAuthorities()
    #endif
  }
}
