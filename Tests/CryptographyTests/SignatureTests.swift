import Cryptography
import Testing
import Text

private func url(_ text: String) throws -> [UInt8] { try #require(Base64URL.decode(text)) }

/// The bytes that hexadecimal digits stand for.
private func bytes(_ hex: String) -> [UInt8] {
    let digits = hex.compactMap(\.hexDigitValue)
    return stride(from: 0, to: digits.count - 1, by: 2).map { UInt8(digits[$0] * 16 + digits[$0 + 1]) }
}

@Suite("RSA signatures")
struct RSATests {
    /// RFC 7515, A.2.
    private let modulus =
        "ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4"
        + "QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KX"
        + "BdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8"
        + "q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ"
    private let message = Array(
        ("eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp"
            + "0cnVlfQ").utf8
    )
    private let signature =
        "cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5"
        + "jujGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZR"
        + "mB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5A"
        + "XLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw"

    @Test("the signature of RFC 7515, A.2, and none that differs in a bit, in length, in hash or in message")
    func vector() throws {
        let key = try RSAPublicKey(modulus: url(modulus), exponent: [1, 0, 1])
        let signature = try url(signature)
        #expect(key.verifies(signature, of: message))
        #expect(!key.verifies(signature, of: message, hash: .sha512))
        #expect(!key.verifies(signature, of: message + [0]))
        for index in stride(from: 0, to: signature.count, by: 17) {
            var changed = signature
            changed[index] ^= 1
            #expect(!key.verifies(changed, of: message))
        }
        for wrong in [[], [0], Array(signature.dropLast()), signature + [0], [0] + signature] {
            #expect(!key.verifies(wrong, of: message))
        }
        #expect(try key.modulus == url(modulus))
        #expect(try key.exponent == [1, 0, 1])
    }

    @Test("what a new key signs, its public half verifies and another does not", arguments: HashFunction.allCases)
    func signs(hash: HashFunction) throws {
        let key = try RSAPrivateKey()
        let other = try RSAPrivateKey()
        let signature = try key.sign(message, hash: hash)
        #expect(signature.count == 256)
        #expect(key.publicKey.verifies(signature, of: message, hash: hash))
        #expect(!other.publicKey.verifies(signature, of: message, hash: hash))
        // PKCS #1 v1.5 has no chance in it; RSA-PSS would.
        #expect(try key.sign(message, hash: hash) == signature)
    }

    @Test("keys below 2,048 bits or beyond 8,192 are refused, however they are written")
    func sizes() throws {
        let modulus = try url(modulus)
        #expect(throws: CryptographyError.keySize(bits: 2_047)) {
            try RSAPublicKey(modulus: [0x7F] + modulus.dropFirst(), exponent: [3])
        }
        #expect(throws: CryptographyError.keySize(bits: 1_024)) {
            try RSAPublicKey(
                modulus: [UInt8](repeating: 0, count: 128) + [0xFF] + [UInt8](repeating: 1, count: 127),
                exponent: [3]
            )
        }
        #expect(throws: CryptographyError.keySize(bits: 0)) { try RSAPublicKey(modulus: [], exponent: [3]) }
        #expect(throws: CryptographyError.keySize(bits: 8_200)) {
            try RSAPublicKey(modulus: [UInt8](repeating: 0xFF, count: 1_025), exponent: [3])
        }
        #expect(throws: CryptographyError.keySize(bits: 1_024)) { try RSAPrivateKey(bits: 1_024) }
        #expect(try RSAPublicKey(modulus: [0, 0] + modulus, exponent: [0, 1, 0, 1]).modulus == modulus)
    }

    @Test(
        "exponents with which anybody could sign, and even moduli, are refused",
        arguments: [[], [0], [1], [2], [1, 0, 0], [1, 0, 0, 0, 0, 0, 0, 0, 1]] as [[UInt8]]
    )
    func exponents(exponent: [UInt8]) throws {
        let modulus = try url(modulus)
        #expect(throws: CryptographyError.self) { try RSAPublicKey(modulus: modulus, exponent: exponent) }
        #expect(throws: CryptographyError.self) {
            try RSAPublicKey(modulus: modulus.dropLast() + [0xA0], exponent: [1, 0, 1])
        }
    }
}

@Suite("ECDSA signatures")
struct ECDSATests {
    /// RFC 6979, A.2.5: P-256, SHA-256, "sample".
    private let x = bytes("60FED4BA255A9D31C961EB74C6356D68C049B8923B61FA6CE669622E60F29FB6")
    private let y = bytes("7903FE1008B8BC99A41AE9E95628BC64F2F1B20C2D7E9F5177A3C294D4462299")
    private let r = bytes("EFD48B2AACB6A8FD1140DD9CD45E81D69D2C877B56AAF991C34D0EA84EAF3716")
    private let s = bytes("F7CB1C942D657C41D436C7A1B6E29F65F3E900DBB9AFF4064DC4AB2F843ACDA8")
    private let message = Array("sample".utf8)
    /// The order of P-256.
    private let order = bytes("FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551")

    @Test("the signature of RFC 6979, and that of RFC 7515, A.3")
    func vectors() throws {
        let key = try ECPublicKey(curve: .p256, x: x, y: y)
        #expect(key.verifies(r + s, of: message))
        #expect(!key.verifies(r + s, of: message, hash: .sha384))
        #expect(!key.verifies(r + s, of: Array("Sample".utf8)))
        let other = try ECPublicKey(
            curve: .p256,
            x: url("f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU"),
            y: url("x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0")
        )
        let input =
            "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9"
            + "pc19yb290Ijp0cnVlfQ"
        let signature = "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q"
        #expect(try other.verifies(url(signature), of: Array(input.utf8)))
        #expect(!other.verifies(r + s, of: message))
    }

    @Test("signatures of another length, in DER form, with zeros or with numbers beyond the order are refused")
    func forms() throws {
        let key = try ECPublicKey(curve: .p256, x: x, y: y)
        let zero = [UInt8](repeating: 0, count: 32)
        let der = [0x30, 0x46, 0x02, 0x21, 0x00] + r + [0x02, 0x21, 0x00] + s
        let wrong: [[UInt8]] = [
            [], r, r + s.dropLast(), r + s + [0], [0] + r + [0] + s, der, zero + zero, zero + s, r + zero,
            order + s, r + order, s + r,
        ]
        for signature in wrong { #expect(!key.verifies(signature, of: message)) }
    }

    @Test("points that are not on the curve, at infinity, too short or of another curve are refused")
    func points() {
        let zero = [UInt8](repeating: 0, count: 32)
        var off = y
        off[31] ^= 1
        let wrong: [(EllipticCurve, [UInt8], [UInt8])] = [
            (.p256, x, off), (.p256, zero, zero), (.p256, x, x), (.p256, Array(x.dropFirst()), y),
            (.p256, [0] + x, y), (.p256, [], []), (.p384, x, y),
            (.p384, [UInt8](repeating: 0, count: 16) + x, [UInt8](repeating: 0, count: 16) + y),
            (.p256, [UInt8](repeating: 0xFF, count: 32), y),
        ]
        for (curve, x, y) in wrong {
            #expect(throws: CryptographyError.self) { try ECPublicKey(curve: curve, x: x, y: y) }
        }
    }

    @Test("what a new key signs, its public half verifies and another does not", arguments: EllipticCurve.allCases)
    func signs(curve: EllipticCurve) throws {
        let key = try ECPrivateKey(curve: curve)
        let other = try ECPrivateKey(curve: curve)
        // Many, so that some halves begin with zeros.
        for number in 0..<300 {
            let message = Array("message \(number)".utf8)
            let signature = try key.sign(message)
            #expect(signature.count == 2 * curve.byteCount)
            #expect(key.publicKey.verifies(signature, of: message))
            #expect(!other.publicKey.verifies(signature, of: message))
        }
        #expect(key.publicKey.x.count == curve.byteCount)
        let again = try ECPublicKey(curve: curve, x: key.publicKey.x, y: key.publicKey.y)
        #expect(try again.verifies(key.sign([1]), of: [1]))
    }
}

@Suite("X.509 certificates")
struct X509CertificateTests {
    @Test("a certificate comes back from its PEM form with its key, whatever line ends and blanks surround it")
    func roundTrip() throws {
        let key = try RSAPrivateKey()
        let certificate = try X509Certificate.selfSigned(commonName: "Drydock", key: key)
        let signature = try key.sign([1, 2, 3])
        for pem in [
            certificate.pem, "\n  " + certificate.pem.replacing("\n", with: "\r\n") + "\n\n",
            certificate.pem.replacing("\n", with: " \n  "),
        ] {
            let read = try X509Certificate(pem: pem)
            #expect(read == certificate)
            guard case .rsa(let publicKey) = read.publicKey else {
                Issue.record("not an RSA key")
                return
            }
            #expect(publicKey.verifies(signature, of: [1, 2, 3]))
        }
    }

    @Test("what is not one certificate is refused, saying why")
    func refused() throws {
        let certificate = try X509Certificate.selfSigned(commonName: "Drydock", key: RSAPrivateKey())
        let pem = certificate.pem
        for text in [
            "", "-----BEGIN CERTIFICATE-----", pem + pem, "text\n" + pem, pem + "text",
            pem.replacing("CERTIFICATE", with: "TRUSTED CERTIFICATE"), pem.replacing("CERTIFICATE", with: "PUBLIC KEY"),
            "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
            "-----BEGIN CERTIFICATE-----\n!\n-----END CERTIFICATE-----\n",
        ] {
            #expect {
                try X509Certificate(pem: text)
            } throws: { error in
                guard case .invalidCertificate(let reason)? = error as? CryptographyError else { return false }
                return !reason.isEmpty
            }
        }
        for der in [certificate.der + [0], Array(certificate.der.dropLast()), []] {
            #expect(throws: CryptographyError.self) { try X509Certificate(der: der) }
        }
    }
}
