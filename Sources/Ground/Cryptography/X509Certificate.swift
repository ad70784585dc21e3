import COpenSSL
import Text

/// An X.509 certificate (RFC 5280), read for the key that it holds. Neither its dates nor its issuer are checked: who
/// registers it with a provider vouches for it, as with AWS.
package struct X509Certificate: Sendable, Equatable {
    /// The whole certificate in DER form.
    package let der: [UInt8]
    package let publicKey: PublicKey

    package static func == (left: X509Certificate, right: X509Certificate) -> Bool { left.der == right.der }

    /// Reads one certificate in PEM form and nothing beside it but blanks and line ends.
    ///
    /// - Throws: ``CryptographyError/invalidCertificate(reason:)``; ``CryptographyError/keySize(bits:)`` and
    ///   ``CryptographyError/invalidKey(reason:)`` for a key that may not be used.
    package init(pem: String) throws(CryptographyError) {
        let lines = pem.split { $0.isNewline }.map { line in line.drop { $0 == " " || $0 == "\t" } }
            .filter { !$0.isEmpty }
        guard lines.first?.trimmedEnd == "-----BEGIN CERTIFICATE-----" else {
            throw .invalidCertificate(reason: "it does not begin with -----BEGIN CERTIFICATE-----")
        }
        guard lines.count > 2, lines.last?.trimmedEnd == "-----END CERTIFICATE-----" else {
            throw .invalidCertificate(reason: "it does not end with -----END CERTIFICATE-----")
        }
        guard let der = Base64.decode(lines.dropFirst().dropLast().joined(), ignoringBlanks: true) else {
            throw .invalidCertificate(reason: "what stands between its first and last line is not base64")
        }
        try self.init(der: der)
    }

    /// Reads a certificate in DER form and nothing behind it.
    ///
    /// - Throws: as ``init(pem:)``.
    package init(der: [UInt8]) throws(CryptographyError) {
        var used = 0
        let certificate = der.withUnsafeBufferPointer { bytes in
            var place = bytes.baseAddress
            let certificate = d2i_X509(nil, &place, bytes.count)
            if let place, let start = bytes.baseAddress { used = place - start }
            return certificate
        }
        guard let certificate else {
            ERR_clear_error()
            throw .invalidCertificate(reason: "its content is not X.509")
        }
        defer { X509_free(certificate) }
        guard used == der.count else { throw .invalidCertificate(reason: "something follows it") }
        guard let key = X509_get_pubkey(certificate) else {
            ERR_clear_error()
            throw .invalidCertificate(reason: "its key cannot be read")
        }
        publicKey = try PublicKey(KeyHandle(owning: key))
        self.der = der
    }

    /// A certificate for `key`, which signs it itself, valid from 2000 to the end of 9999: for providers whose
    /// certificates are told apart by their keys alone.
    ///
    /// - Parameter commonName: the subject's name, at most 64 characters.
    /// - Throws: ``CryptographyError/libcrypto(step:reason:)``.
    package static func selfSigned(
        commonName: String,
        key: RSAPrivateKey
    ) throws(CryptographyError) -> X509Certificate {
        let step = "make a certificate"
        let certificate = try Libcrypto.make(step, X509_new())
        defer { X509_free(certificate) }
        try Libcrypto.check(step, X509_set_version(certificate, 2))
        try Libcrypto.check(step, ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1))
        let name = try Libcrypto.make(step, X509_get_subject_name(certificate))
        let bytes = Array(commonName.utf8)
        try Libcrypto.check(
            step,
            X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8, bytes, Int32(clamping: bytes.count), -1, 0)
        )
        try Libcrypto.check(step, X509_set_issuer_name(certificate, name))
        try Libcrypto.check(step, ASN1_TIME_set_string_X509(X509_getm_notBefore(certificate), "20000101000000Z"))
        try Libcrypto.check(step, ASN1_TIME_set_string_X509(X509_getm_notAfter(certificate), "99991231235959Z"))
        try Libcrypto.check(step, X509_set_pubkey(certificate, key.handle.pointer))
        try Libcrypto.check(step, X509_sign(certificate, key.handle.pointer, HashAlgorithms.sha256))
        let length = i2d_X509(certificate, nil)
        try Libcrypto.check(step, length)
        let der = [UInt8](unsafeUninitializedCapacity: Int(length)) { buffer, count in
            var end = buffer.baseAddress
            count = Int(max(0, i2d_X509(certificate, &end)))
        }
        return try X509Certificate(der: der)
    }

    /// The certificate in PEM form: lines of 64 characters, a line end after the last.
    package var pem: String {
        let digits = Array(Base64.encode(der).utf8)
        let lines = stride(from: 0, to: digits.count, by: 64).map { start in
            String(decoding: digits[start..<min(start + 64, digits.count)], as: UTF8.self) + "\n"
        }
        return "-----BEGIN CERTIFICATE-----\n" + lines.joined() + "-----END CERTIFICATE-----\n"
    }
}

extension Substring {
    /// The text without blanks at its end.
    fileprivate var trimmedEnd: Substring {
        var text = self
        while let last = text.last, last == " " || last == "\t" { text.removeLast() }
        return text
    }
}
