import Foundation
import TestSupport

/// The `openssl` program, with a folder for its files.
struct OpenSSL: Sendable {
    let folder: TemporaryFolder
    private let program: InstalledProgram

    init() throws {
        folder = try TemporaryFolder()
        program = try InstalledProgram("openssl")
    }

    func run(_ arguments: String...) async throws -> InstalledProgram.Outcome {
        try await program.run(arguments)
    }

    /// What `openssl x509 -text` says of a certificate.
    func text(of certificatePEM: String) async throws -> String {
        let file = try folder.write(certificatePEM, to: "certificate.pem")
        return try await run("x509", "-in", file, "-noout", "-text", "-nameopt", "RFC2253").output
    }

    /// Verifies a server's certificate as a client does that trusts `authorityPEM` alone.
    func verify(_ certificatePEM: String, host: String?, authorityPEM: String) async throws -> InstalledProgram.Outcome
    {
        let authority = try folder.write(authorityPEM, to: "trusted.pem")
        let leaf = try folder.write(certificatePEM, to: "leaf.pem")
        var arguments = [
            "verify", "-x509_strict", "-purpose", "sslserver", "-no-CApath", "-no-CAstore", "-CAfile", authority,
        ]
        if let host {
            arguments += [host.contains(":") || host.hasPrefix("127.") ? "-verify_ip" : "-verify_hostname", host]
        }
        return try await program.run(arguments + [leaf])
    }

    /// Signs a server's certificate for any names with the authority's own key, as whoever stole it would.
    func forge(_ alternativeNames: String, key: String, authorityPEM: String, extensions: String = "") async throws
        -> String
    {
        let authority = try folder.write(authorityPEM, to: "stolen.pem")
        let stolen = try folder.write(key, to: "stolen.key", permissions: 0o600)
        let request = folder["forged.csr"]
        let made = try await run(
            "req",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:prime256v1",
            "-nodes",
            "-keyout",
            folder["forged.key"],
            "-subj",
            "/O=Forged",
            "-out",
            request
        )
        let lines = try folder.write(
            """
            subjectAltName=\(alternativeNames)
            extendedKeyUsage=serverAuth
            subjectKeyIdentifier=hash
            authorityKeyIdentifier=keyid
            \(extensions.isEmpty ? "basicConstraints=critical,CA:FALSE" : extensions)
            """,
            to: "forged.cnf"
        )
        let signed = try await run(
            "x509",
            "-req",
            "-in",
            request,
            "-CA",
            authority,
            "-CAkey",
            stolen,
            "-set_serial",
            "4711",
            "-days",
            "1",
            "-extfile",
            lines,
            "-out",
            folder["forged.pem"]
        )
        guard made.status == 0, signed.status == 0 else { throw OpenSSLFailure(description: made.all + signed.all) }
        return try folder.text(of: "forged.pem")
    }
}

struct OpenSSLFailure: Error, CustomStringConvertible {
    let description: String
}
