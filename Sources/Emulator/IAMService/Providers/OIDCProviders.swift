import AWSCore
import AWSProtocols
package import IAM
package import World

/// The members of the operations about providers of OpenID Connect that need more than a constraint.
enum OIDCMembers {
    static let clientID: InputRules<String> = .length(1...255)
    static let thumbprint: InputRules<String> = .length(40...40)
    static let url: InputRules<String> = .length(1...255)

    /// Checks thumbprints: one to five, each the SHA-1 hash of a certificate in hexadecimal digits.
    static func check(thumbprints: [String]) throws(IAMError) {
        guard thumbprints.count <= 5 else {
            throw .invalidInput("Thumbprint list must contain fewer than 5 entries.")
        }
        guard thumbprints.allSatisfy({ $0.utf8.allSatisfy(isHexDigit) }) else {
            throw .invalidInput("Thumbprint must contain only hexadecimal digits.")
        }
    }

    private static func isHexDigit(_ byte: UInt8) -> Bool {
        byte.isDigit || (0x41...0x46).contains(byte) || (0x61...0x66).contains(byte)
    }
}

/// Registers an issuer of OpenID Connect tokens, whose keys are the emulator's own.
package struct CreateOpenIDConnectProvider: IAMOperation {
    package static let name = "CreateOpenIDConnectProvider"
    package static let otherActions = ["iam:TagOpenIDConnectProvider"]

    private let url: String
    private let clientIDs: [String]
    private let thumbprints: [String]
    private let tags: TagParameters
    private let propagation: IdentityPropagation

    package init(_ input: inout IAMInput) throws(IAMError) {
        url = try input.requiredText("Url", OIDCMembers.url)
        clientIDs = try input.texts("ClientIDList", eachOf: OIDCMembers.clientID) ?? []
        thumbprints = try input.texts("ThumbprintList", eachOf: OIDCMembers.thumbprint) ?? []
        tags = try TagParameters(&input)
        propagation = try IdentityPropagation(&input)
        try input.finish()
        try tags.check()
    }

    /// The issuer without a slash at its end, of which IAM makes nothing.
    private var issuer: String { url.hasSuffix("/") ? String(url.dropLast()) : url }

    package func subject(_ call: IAMCall) -> IAMSubject {
        call.new("oidc-provider", "/", OIDCProvider.name(of: issuer))
    }

    package func conditions(_ call: IAMCall) -> RequestContext { tags.conditions }

    package func otherQuestions(_ call: IAMCall) -> [Question] {
        tags.isEmpty ? [] : [call.question("iam:TagOpenIDConnectProvider", about: subject(call), tags.conditions)]
    }

    package func perform(_ call: IAMCall) throws(IAMError) -> IAMResult? {
        try propagation.refuse()
        let isIssuer =
            url.hasPrefix("https://") && issuer.utf8.count > 8 && !issuer.contains("?") && !issuer.contains("#")
            && issuer.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
        guard isIssuer else { throw .invalid("Invalid Open ID Connect Provider URL") }
        try Quota.clientIDs.refuse(clientIDs.count)
        try OIDCMembers.check(thumbprints: thumbprints)
        let provider = try call.edit { (edit) throws(IAMError) -> OIDCProvider in
            guard edit.account.oidcProviders[OIDCProvider.name(of: issuer)] == nil else {
                throw .exists("Provider with url \(issuer) already exists.")
            }
            try edit.account.oidcProviders.refuseMore(than: .oidcProviders)
            let provider = OIDCProvider(
                account: edit.account.id,
                partition: edit.account.partition,
                issuer: issuer,
                clientIDs: clientIDs,
                thumbprints: thumbprints,
                tags: tags.values,
                created: edit.now
            )
            edit.put(provider)
            return provider
        }
        return IAMResult(
            [.text("OpenIDConnectProviderArn", provider.arn.description)] + QueryResult.Member.tags(provider.tags)
        )
    }
}

/// A provider of OpenID Connect.
package struct GetOpenIDConnectProvider: IAMOperation {
    package static let name = "GetOpenIDConnectProvider"

    private let providerARN: String

    package init(_ input: inout IAMInput) throws(IAMError) {
        providerARN = try input.requiredText("OpenIDConnectProviderArn", .arn)
        try input.finish()
    }

    package func subject(_ call: IAMCall) -> IAMSubject { call.oidcProvider(providerARN) }

    package func perform(_ call: IAMCall) throws(IAMError) -> IAMResult? {
        let provider = try call.account().knownOIDCProvider(providerARN)
        return IAMResult(
            [
                .text("Url", provider.name), .texts("ClientIDList", provider.clientIDs),
                .texts("ThumbprintList", provider.thumbprints), .date("CreateDate", provider.createdAt),
            ] + QueryResult.Member.tags(provider.tags)
        )
    }
}

/// The account's providers of OpenID Connect.
package struct ListOpenIDConnectProviders: IAMOperation {
    package static let name = "ListOpenIDConnectProviders"

    package init(_ input: inout IAMInput) throws(IAMError) { try input.finish() }

    package func subject(_ call: IAMCall) -> IAMSubject { call.all("oidc-provider", below: "/*") }

    package func perform(_ call: IAMCall) throws(IAMError) -> IAMResult? {
        let providers = try call.account().oidcProviders.values.map(\.arn.description).sorted()
        return IAMResult([.structures("OpenIDConnectProviderList", providers.map { [.text("Arn", $0)] })])
    }
}

/// Takes a provider of OpenID Connect away; roles that trust it trust nobody by it.
package struct DeleteOpenIDConnectProvider: IAMOperation {
    package static let name = "DeleteOpenIDConnectProvider"

    private let providerARN: String

    package init(_ input: inout IAMInput) throws(IAMError) {
        providerARN = try input.requiredText("OpenIDConnectProviderArn", .arn)
        try input.finish()
    }

    package func subject(_ call: IAMCall) -> IAMSubject { call.oidcProvider(providerARN) }

    package func perform(_ call: IAMCall) throws(IAMError) -> IAMResult? {
        try call.edit { (edit) throws(IAMError) in edit.delete(try edit.account.knownOIDCProvider(providerARN)) }
        return nil
    }
}

/// Adds an audience of a provider's tokens; nothing changes where it is there.
package struct AddClientIDToOpenIDConnectProvider: IAMOperation {
    package static let name = "AddClientIDToOpenIDConnectProvider"

    private let providerARN: String
    private let clientID: String

    package init(_ input: inout IAMInput) throws(IAMError) {
        providerARN = try input.requiredText("OpenIDConnectProviderArn", .arn)
        clientID = try input.requiredText("ClientID", OIDCMembers.clientID)
        try input.finish()
    }

    package func subject(_ call: IAMCall) -> IAMSubject { call.oidcProvider(providerARN) }

    package func perform(_ call: IAMCall) throws(IAMError) -> IAMResult? {
        try call.edit { (edit) throws(IAMError) in
            var provider = try edit.account.knownOIDCProvider(providerARN)
            guard !provider.clientIDs.contains(clientID) else { return }
            provider.clientIDs.append(clientID)
            try Quota.clientIDs.refuse(provider.clientIDs.count)
            edit.put(provider)
        }
        return nil
    }
}

/// Takes an audience of a provider's tokens away; nothing changes where it is not there.
package struct RemoveClientIDFromOpenIDConnectProvider: IAMOperation {
    package static let name = "RemoveClientIDFromOpenIDConnectProvider"

    private let providerARN: String
    private let clientID: String

    package init(_ input: inout IAMInput) throws(IAMError) {
        providerARN = try input.requiredText("OpenIDConnectProviderArn", .arn)
        clientID = try input.requiredText("ClientID", OIDCMembers.clientID)
        try input.finish()
    }

    package func subject(_ call: IAMCall) -> IAMSubject { call.oidcProvider(providerARN) }

    package func perform(_ call: IAMCall) throws(IAMError) -> IAMResult? {
        try call.edit { (edit) throws(IAMError) in
            var provider = try edit.account.knownOIDCProvider(providerARN)
            provider.clientIDs.removeAll { $0 == clientID }
            edit.put(provider)
        }
        return nil
    }
}

/// Replaces the hashes of the certificates of a provider.
package struct UpdateOpenIDConnectProviderThumbprint: IAMOperation {
    package static let name = "UpdateOpenIDConnectProviderThumbprint"

    private let providerARN: String
    private let thumbprints: [String]

    package init(_ input: inout IAMInput) throws(IAMError) {
        providerARN = try input.requiredText("OpenIDConnectProviderArn", .arn)
        thumbprints = try input.requiredTexts("ThumbprintList", eachOf: OIDCMembers.thumbprint)
        try input.finish()
    }

    package func subject(_ call: IAMCall) -> IAMSubject { call.oidcProvider(providerARN) }

    package func perform(_ call: IAMCall) throws(IAMError) -> IAMResult? {
        try OIDCMembers.check(thumbprints: thumbprints)
        try call.edit { (edit) throws(IAMError) in
            var provider = try edit.account.knownOIDCProvider(providerARN)
            provider.thumbprints = thumbprints
            edit.put(provider)
        }
        return nil
    }
}
