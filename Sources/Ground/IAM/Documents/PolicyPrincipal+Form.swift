import AWSCore

extension PolicyPrincipal.Kind {
    /// The keys that a `Principal` may have.
    static let names = ["AWS", "Service", "Federated", "CanonicalUser"]

    /// Reads a value of a `Principal`'s member `name`, which is one of ``names``. Nil for what is not a principal of that
    /// kind. No wildcard stands inside of a name: `*` alone is one, and only for `AWS`.
    init?(_ text: String, of name: String) {
        if name == "AWS", text == "*" {
            self = .everyone
            return
        }
        guard !text.isEmpty, !text.utf8.contains(where: { $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "?") }) else {
            return nil
        }
        switch name {
        case "AWS":
            guard let kind = Self.aws(text) else { return nil }
            self = kind
        case "Service": self = .service(text)
        case "Federated":
            guard Self.isProvider(text) else { return nil }
            self = .federated(text)
        case "CanonicalUser": self = .canonicalUser(text)
        default: return nil
        }
    }

    private static func aws(_ text: String) -> Self? {
        if let account = AccountID(text) { return .account(account) }
        if isUniqueID(text) { return .uniqueID(text) }
        guard let arn = ARN(text), Partition(name: arn.partition) != nil, arn.region.isEmpty,
            let account = AccountID(arn.account)
        else { return nil }
        if arn.service == "iam", arn.resource == "root" { return .account(account) }
        let parts = arn.resource.split(separator: "/", omittingEmptySubsequences: false)
        guard !parts.contains("") else { return nil }
        switch (arn.service, parts[0], parts.count) {
        case ("iam", "user", 2...), ("iam", "role", 2...), ("sts", "assumed-role", 3), ("sts", "federated-user", 2):
            return .arn(arn)
        default: return nil
        }
    }

    /// `AIDA…` of a user or `AROA…` of a role, with what AWS and Drydock put after it.
    private static func isUniqueID(_ text: String) -> Bool {
        (text.hasPrefix("AIDA") || text.hasPrefix("AROA")) && (16...128).contains(text.utf8.count)
            && text.utf8.allSatisfy { $0.isDigit || ($0 >= UInt8(ascii: "A") && $0 <= UInt8(ascii: "Z")) }
    }

    /// The ARN of a SAML or OIDC provider, or the host name of a provider that needs none.
    private static func isProvider(_ text: String) -> Bool {
        guard text.hasPrefix("arn:") else { return text.utf8.contains(UInt8(ascii: ".")) && !text.contains(":") }
        guard let arn = ARN(text), Partition(name: arn.partition) != nil, arn.service == "iam", arn.region.isEmpty,
            AccountID(arn.account) != nil
        else { return false }
        return ["saml-provider/", "oidc-provider/"].contains {
            arn.resource.hasPrefix($0) && arn.resource != $0
        }
    }
}
