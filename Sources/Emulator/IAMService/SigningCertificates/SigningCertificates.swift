import AWSProtocols
import Cryptography
import World

extension Array where Element == InputRule<String> {
    static let certificateID: Self = word(#"[\w]+"#, extra: "", allowsEmpty: false) + .length(24...128)
}

extension Account {
    /// - Parameter user: nil for root.
    func signingCertificates(of user: String?) throws(IAMError) -> [SigningCertificate] {
        guard let user else { return identitySettings.rootSigningCertificates ?? [] }
        return try knownUser(user).credentials.signingCertificates
    }
}

extension IdentityEdit {
    /// - Parameter user: nil for root.
    mutating func putSigningCertificates(_ certificates: [SigningCertificate], of user: String?) throws(IAMError) {
        guard let user else {
            var settings = account.identitySettings
            settings.rootSigningCertificates = certificates.isEmpty ? nil : certificates
            return put(settings)
        }
        var changed = try account.knownUser(user)
        changed.credentials.signingCertificates = certificates
        put(changed)
    }
}

extension SigningCertificate {
    /// - Parameter user: nil for root.
    func members(of user: String?) -> [QueryResult.Member] {
        [
            .text("UserName", user ?? Account.rootName), .text("CertificateId", id), .text("CertificateBody", body),
            .text("Status", isActive ? "Active" : "Inactive"), .date("UploadDate", uploadedAt),
        ]
    }
}

extension IAMError {
    static func noCertificate(_ id: String) -> IAMError { absent("The Certificate with id \(id) cannot be found.") }

    static func invalid(_ problem: CryptographyError) -> IAMError {
        switch problem {
        case .invalidCertificate:
            IAMError("MalformedCertificate", "The certificate is malformed or has expired or is otherwise invalid.")
                .because("\(problem)")
        case .keySize, .invalidKey: IAMError("InvalidCertificate", "The certificate is invalid.").because("\(problem)")
        case .libcrypto: .server("\(problem)")
        }
    }
}
