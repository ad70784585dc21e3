import CertificateAuthority
import Foundation
import TestSupport
import Testing

/// Judged by the `openssl` program, which knows nothing of the code under test.
@Suite("The certificate authority")
struct CertificateAuthorityTests {
    private let now = Date()

    @Test(
        "openssl accepts its certificates for AWS's hosts and localhost",
        arguments: [
            "sts.us-east-1.amazonaws.com", "STS.us-east-1.AMAZONAWS.com", "sts.amazonaws.com",
            "123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn", "123456789012.dkr-ecr-fips.us-gov-west-1.on.aws",
            "api.ecr.us-iso-east-1.c2s.ic.gov", "api.ecr.us-isob-east-1.sc2s.sgov.gov", "ecr.eu-west-1.api.aws",
            "sts.eu-isoe-west-1.cloud.adc-e.uk", "sts.us-isof-south-1.csp.hci.ic.gov",
            "sts.eusc-de-east-1.amazonaws.eu",
            "public.ecr.aws", "localhost", "127.0.0.1", "::1",
        ]
    )
    func accepted(_ host: String) async throws {
        let authority = try CertificateAuthority.mint(now: now)
        let leaf = try authority.leaf(for: host, now: now)
        let verdict = try await OpenSSL().verify(
            leaf.certificatePEM,
            host: host,
            authorityPEM: authority.certificatePEM
        )
        #expect(verdict.status == 0, "\(verdict.all)")
    }

    @Test(
        "it makes no certificate for another host",
        arguments: ["example.com", "10.0.0.1", "*.amazonaws.com", "", "a,b"]
    )
    func refused(_ host: String) throws {
        let authority = try CertificateAuthority.mint(now: now)
        #expect(throws: AuthorityError.notPermitted(host: host)) { try authority.leaf(for: host, now: now) }
    }

    @Test(
        "Immunity 14, shipped CA key: openssl accepts for no other name what its key signs",
        arguments: [
            ("DNS:example.com", "permitted subtree violation"),
            ("DNS:sts.us-east-1.amazonaws.com,DNS:example.com", "permitted subtree violation"),
            ("DNS:amazonaws.com.example.com", "permitted subtree violation"),
            ("DNS:xamazonaws.com", "permitted subtree violation"),
            ("IP:10.0.0.1", "permitted subtree violation"),
            ("IP:2001:db8::1", "permitted subtree violation"),
        ]
    )
    func constrained(_ names: String, _ complaint: String) async throws {
        let folder = try TemporaryFolder()
        let authority = try CertificateAuthority.mint(now: now)
        try authority.save(in: folder.path)
        let openssl = try OpenSSL()
        let forged = try await openssl.forge(
            names,
            key: folder.text(of: CertificateAuthority.keyFileName),
            authorityPEM: authority.certificatePEM
        )
        let verdict = try await openssl.verify(forged, host: nil, authorityPEM: authority.certificatePEM)
        #expect(verdict.status != 0)
        #expect(verdict.all.contains(complaint), "\(verdict.all)")
    }

    @Test("openssl accepts what its key signs for a permitted name: the forgeries above fail for their names alone")
    func forgeryOfPermittedName() async throws {
        let folder = try TemporaryFolder()
        let authority = try CertificateAuthority.mint(now: now)
        try authority.save(in: folder.path)
        let openssl = try OpenSSL()
        let key = try folder.text(of: CertificateAuthority.keyFileName)
        let signed = try await openssl.forge("DNS:sts.amazonaws.com", key: key, authorityPEM: authority.certificatePEM)
        let verdict = try await openssl.verify(signed, host: nil, authorityPEM: authority.certificatePEM)
        #expect(verdict.status == 0, "\(verdict.all)")
    }

    @Test("Immunity 14, shipped CA key: it can make no further authority")
    func noFurtherAuthority() async throws {
        let openssl = try OpenSSL()
        let text = try await openssl.text(of: CertificateAuthority.mint(now: now).certificatePEM)
        #expect(text.contains("X509v3 Basic Constraints: critical\n                CA:TRUE, pathlen:0"))
    }

    @Test("the authority's certificate says what it is for, critically, and for how long")
    func profile() async throws {
        let moment = Date(timeIntervalSince1970: 1_790_000_000)
        let text = try await OpenSSL().text(of: CertificateAuthority.mint(now: moment).certificatePEM)
        for part in [
            "Public-Key: (256 bit)", "NIST CURVE: P-256", "Signature Algorithm: ecdsa-with-SHA256",
            "X509v3 Name Constraints: critical\n                Permitted:", "DNS:amazonaws.com.cn", "DNS:on.aws",
            "IP:127.0.0.0/255.0.0.0", "X509v3 Key Usage: critical\n                Certificate Sign, CRL Sign",
            "X509v3 Subject Key Identifier:", "X509v3 Authority Key Identifier:",
            "Not Before: Sep 21 13:13:20 2026 GMT", "Not After : Sep 28 14:13:20 2026 GMT",
        ] {
            #expect(text.contains(part), "\(part)\n\(text)")
        }
    }

    @Test("a host's certificate is for a server of that name, and ends before its authority")
    func leafProfile() async throws {
        let moment = Date(timeIntervalSince1970: 1_790_000_000)
        let authority = try CertificateAuthority.mint(now: moment)
        let late = authority.notAfter.addingTimeInterval(-3_600)
        let leaf = try authority.leaf(for: "sts.amazonaws.com", now: late)
        #expect(leaf.notAfter == authority.notAfter)
        let text = try await OpenSSL().text(of: leaf.certificatePEM)
        for part in [
            "X509v3 Basic Constraints: critical\n                CA:FALSE",
            "X509v3 Key Usage: critical\n                Digital Signature",
            "X509v3 Extended Key Usage: \n                TLS Web Server Authentication",
            "X509v3 Subject Alternative Name: \n                DNS:sts.amazonaws.com\n",
            "Not After : Sep 28 14:13:20 2026 GMT",
        ] {
            #expect(text.contains(part), "\(part)\n\(text)")
        }
    }

    @Test("loopback has one certificate with its name and both addresses")
    func loopback() async throws {
        let authority = try CertificateAuthority.mint(now: now)
        let leaf = try authority.leaf(for: "127.0.0.1", now: now)
        #expect(leaf == (try authority.leaf(for: "localhost", now: now)))
        let text = try await OpenSSL().text(of: leaf.certificatePEM)
        #expect(text.contains("DNS:localhost, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1"))
    }

    @Test("serial numbers, keys and names are never the same twice")
    func unique() async throws {
        let openssl = try OpenSSL()
        var seen: Set<String> = []
        var count = 0
        for _ in 0..<3 {
            let authority = try CertificateAuthority.mint(now: now)
            for certificate in [
                authority.certificatePEM, try authority.leaf(for: "localhost", now: now).certificatePEM,
            ] {
                let file = try openssl.folder.write(certificate, to: "one.pem")
                let facts = try await openssl.run("x509", "-in", file, "-noout", "-serial", "-pubkey", "-issuer")
                let parts = facts.output.split(separator: "issuer=", maxSplits: 1)
                #expect(parts.count == 2)
                seen.formUnion(parts[0].split(separator: "-----BEGIN").map(String.init))
                count += parts[0].split(separator: "-----BEGIN").count
                let serial = facts.output.split(separator: "\n").first { $0.hasPrefix("serial=") }
                #expect(serial?.count == "serial=".count + 32)
            }
        }
        #expect(seen.count == count)
    }

    @Test("a host keeps its certificate until half of its life is over")
    func cache() throws {
        let authority = try CertificateAuthority.mint(now: now)
        let first = try authority.leaf(for: "sts.amazonaws.com", now: now)
        #expect(try authority.leaf(for: "sts.amazonaws.com", now: now.addingTimeInterval(80_000)) == first)
        let second = try authority.leaf(for: "sts.amazonaws.com", now: now.addingTimeInterval(90_000))
        #expect(second.certificatePEM != first.certificatePEM)
        #expect(second.notAfter > first.notAfter)
    }

    @Test("however many hosts are asked for, the first ones can be asked for again")
    func bounded() throws {
        let authority = try CertificateAuthority.mint(now: now)
        for number in 0..<300 {
            let host = "\(100_000_000_000 + number).dkr.ecr.us-east-1.amazonaws.com"
            #expect(try authority.leaf(for: host, now: now).host == .domain(host))
        }
        #expect(throws: Never.self) {
            try authority.leaf(for: "100000000000.dkr.ecr.us-east-1.amazonaws.com", now: now)
        }
    }

    @Test("an authority that has ended makes nothing more, and one that has not begun neither", arguments: [8, -1])
    func ended(days: Int) throws {
        let authority = try CertificateAuthority.mint(now: now)
        #expect(throws: AuthorityError.outsideValidity) {
            try authority.leaf(for: "localhost", now: now.addingTimeInterval(Double(days) * 86_400))
        }
    }

    @Test("a certificate's key shows in no description")
    func secrecy() throws {
        let authority = try CertificateAuthority.mint(now: now)
        let leaf = try authority.leaf(for: "localhost", now: now)
        var text = "\(leaf) \(String(reflecting: leaf)) \(authority) \(String(reflecting: authority))"
        dump(leaf, to: &text)
        dump(authority, to: &text)
        #expect(!text.contains("PRIVATE"))
    }
}
