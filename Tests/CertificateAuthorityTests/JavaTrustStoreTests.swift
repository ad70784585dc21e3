import CertificateAuthority
import Foundation
import TestSupport
import Testing

@Suite("The trust store for Java")
struct JavaTrustStoreTests {
    /// Reads a store by the format's description, with another language's hash, and prints the entry.
    private static let reader = """
        import hashlib, os, ssl, struct
        data = open(os.environ["STORE"], "rb").read()
        body, check = data[:-20], data[-20:]
        assert hashlib.sha1("changeit".encode("utf-16-be") + b"Mighty Aphrodite" + body).digest() == check
        magic, version, count, tag = struct.unpack(">IIII", body[:16])
        assert (magic, version, count, tag) == (0xFEEDFEED, 2, 1, 2)
        place = 16
        def text():
            global place
            (length,) = struct.unpack(">H", body[place:place + 2])
            place += 2 + length
            return body[place - length:place].decode()
        alias = text()
        (date,) = struct.unpack(">Q", body[place:place + 8])
        place += 8
        kind = text()
        (length,) = struct.unpack(">I", body[place:place + 4])
        assert place + 4 + length == len(body)
        print(alias, date, kind)
        print(ssl.DER_cert_to_PEM_cert(body[place + 4:]), end="")
        """

    @Test("holds the CA's certificate, under a check of its own")
    func store() async throws {
        let now = Date(timeIntervalSince1970: 1_715_679_000)
        let authority = try CertificateAuthority.mint(now: now)
        let bytes = try #require(JavaTrustStore.bytes(authority.certificatePEM, created: now))
        let folder = try TemporaryFolder()
        try Data(bytes).write(to: URL(filePath: folder["store"]))
        let output = try await PythonProgram.run(Self.reader, variables: ["STORE": folder["store"]])
        #expect(output == "drydock 1715679000000 X.509\n" + authority.certificatePEM)
    }

    @Test("is not made of a text without a certificate")
    func nothing() {
        #expect(JavaTrustStore.bytes("", created: Date(timeIntervalSince1970: 0)) == nil)
        let noBase64 = "-----BEGIN CERTIFICATE-----\n!\n-----END CERTIFICATE-----\n"
        #expect(JavaTrustStore.bytes(noBase64, created: Date(timeIntervalSince1970: 0)) == nil)
    }
}
