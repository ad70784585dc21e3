import COpenSSL
import Cryptography
import Foundation

/// An X.509 certificate (RFC 5280).
struct Certificate: ~Copyable {
    /// What a new certificate says.
    struct Content {
        /// The serial number, at most 20 bytes, the first between 1 and 127: it is a positive number.
        let serial: [UInt8]
        /// Attribute names and values of the subject, such as `("CN", "Drydock")`.
        let subject: [(name: String, value: String)]
        let notBefore: Date
        let notAfter: Date
        /// Extension identifiers of libcrypto's (`NID_…`) and their values in its notation, in the order in which they
        /// are added: a subject key identifier comes before the authority key identifier that refers to it.
        let extensions: [(nid: Int32, value: String)]
    }

    let pointer: OpaquePointer

    /// Reads the first certificate of a PEM text.
    init(pem: String) throws(AuthorityError) {
        pointer = try Libcrypto.read("read the certificate", from: pem) { PEM_read_bio_X509($0, nil, nil, nil) }
    }

    /// A certificate for `key`, which signs it itself.
    static func selfSigned(_ content: Content, key: borrowing PrivateKey) throws(AuthorityError) -> Certificate {
        let certificate = Certificate(pointer: try Libcrypto.make("make a certificate", X509_new()))
        try certificate.fill(content, key: key, issuer: certificate)
        try certificate.sign(with: key)
        return certificate
    }

    /// A certificate for `key`, which `issuer` signs with its own key.
    static func issued(
        _ content: Content,
        key: borrowing PrivateKey,
        issuer: borrowing Certificate,
        issuerKey: borrowing PrivateKey
    ) throws(AuthorityError) -> Certificate {
        let certificate = Certificate(pointer: try Libcrypto.make("make a certificate", X509_new()))
        try certificate.fill(content, key: key, issuer: issuer)
        try certificate.sign(with: issuerKey)
        return certificate
    }

    private init(pointer: OpaquePointer) {
        self.pointer = pointer
    }

    deinit { X509_free(pointer) }

    func pem() throws(AuthorityError) -> String {
        let certificate = pointer
        return try Libcrypto.text("write the certificate") { PEM_write_bio_X509($0, certificate) }
    }

    var notBefore: Date? { Certificate.date(X509_get0_notBefore(pointer)) }

    var notAfter: Date? { Certificate.date(X509_get0_notAfter(pointer)) }

    /// Whether this certificate is for `key`.
    func belongs(to key: borrowing PrivateKey) -> Bool {
        let matches = X509_check_private_key(pointer, key.pointer) == 1
        ERR_clear_error()
        return matches
    }

    /// Whether the certificate has exactly one extension `nid`, and that says what `value` says in libcrypto's notation.
    func has(_ nid: Int32, _ value: String) throws(AuthorityError) -> Bool {
        let place = X509_get_ext_by_NID(pointer, nid, -1)
        guard place >= 0, X509_get_ext_by_NID(pointer, nid, place) < 0 else { return false }
        let expected = try Libcrypto.make("make an extension", X509V3_EXT_conf_nid(nil, nil, nid, value))
        defer { X509_EXTENSION_free(expected) }
        guard let found = X509_get_ext(pointer, place) else { return false }
        return X509_EXTENSION_get_critical(found) == X509_EXTENSION_get_critical(expected)
            && ASN1_OCTET_STRING_cmp(X509_EXTENSION_get_data(found), X509_EXTENSION_get_data(expected)) == 0
    }

    private func fill(
        _ content: Content,
        key: borrowing PrivateKey,
        issuer: borrowing Certificate
    ) throws(AuthorityError) {
        let step = "fill in a certificate"
        try Libcrypto.check(step, X509_set_version(pointer, 2))
        try setSerial(content.serial)
        let subject = try Libcrypto.make(step, X509_get_subject_name(pointer))
        for (name, value) in content.subject {
            let bytes = Array(value.utf8)
            try Libcrypto.check(
                step,
                X509_NAME_add_entry_by_txt(subject, name, MBSTRING_UTF8, bytes, Int32(clamping: bytes.count), -1, 0)
            )
        }
        try Libcrypto.check(step, X509_set_issuer_name(pointer, X509_get_subject_name(issuer.pointer)))
        for (field, date) in [
            (X509_getm_notBefore(pointer), content.notBefore), (X509_getm_notAfter(pointer), content.notAfter),
        ] {
            guard ASN1_TIME_set(field, Certificate.seconds(date)) != nil else { throw Libcrypto.error(step) }
        }
        try Libcrypto.check(step, X509_set_pubkey(pointer, key.pointer))
        for (nid, value) in content.extensions {
            var context = X509V3_CTX()
            X509V3_set_ctx(&context, issuer.pointer, pointer, nil, nil, 0)
            let made = try Libcrypto.make("make an extension", X509V3_EXT_conf_nid(nil, &context, nid, value))
            defer { X509_EXTENSION_free(made) }
            try Libcrypto.check(step, X509_add_ext(pointer, made, -1))
        }
    }

    private func setSerial(_ serial: [UInt8]) throws(AuthorityError) {
        let step = "set a serial number"
        let number = try Libcrypto.make(step, BN_bin2bn(serial, Int32(clamping: serial.count), nil))
        defer { BN_free(number) }
        guard BN_to_ASN1_INTEGER(number, X509_get_serialNumber(pointer)) != nil else { throw Libcrypto.error(step) }
    }

    private func sign(with key: borrowing PrivateKey) throws(AuthorityError) {
        try Libcrypto.check("sign a certificate", X509_sign(pointer, key.pointer, EVP_sha256()))
    }

    /// Whole seconds since 1970, held within the years that a certificate can state.
    private static func seconds(_ date: Date) -> Int {
        Int(min(max(date.timeIntervalSince1970, 0), 253_402_300_799))
    }

    private static func date(_ time: UnsafePointer<ASN1_TIME>?) -> Date? {
        var parts = tm()
        guard let time, ASN1_TIME_to_tm(time, &parts) == 1 else { return nil }
        return Date(timeIntervalSince1970: Double(timegm(&parts)))
    }
}
