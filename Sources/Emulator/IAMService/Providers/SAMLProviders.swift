import AWSCore
import AWSProtocols
import Federation
package import IAM
package import World

/// A metadata document as a call passes it.
enum SAMLDocument {
    static let rules: InputRules<String> = .length(1_000...10_000_000)

    static func read(_ document: String) throws(IAMError) -> SAMLMetadata {
        guard let metadata = SAMLMetadata(document: document) else {
            throw .invalidInput("Could not parse metadata")
        }
        return metadata
    }

    /// Encrypted assertions are not supported, and neither are the keys for them.
    static func refuse(mode: String?, key: String?) throws(IAMError) {
        guard mode == nil, key == nil else {
            throw IAMError(
                "NotImplemented",
                "Drydock does not support encrypted assertions of SAML providers; leave AssertionEncryptionMode and "
                    + "AddPrivateKey out.",
                status: 501
            )
        }
    }

    static let encryptionModes: InputRules<String> = .values(["Required", "Allowed"])
    static let privateKey: InputRules<String> = .policy + .length(1...16_384)
}

/// Registers a SAML identity provider by its metadata.
package struct CreateSAMLProvider: IAMOperation {
    package static let name = "CreateSAMLProvider"
    package static let otherActions = ["iam:TagSAMLProvider"]

    private let document: String
    private let providerName: String
    private let tags: TagParameters
    private let mode: String?
    private let key: String?
    private let propagation: IdentityPropagation

    package init(_ input: inout IAMInput) throws(IAMError) {
        document = try input.requiredText("SAMLMetadataDocument", SAMLDocument.rules, .unrecorded)
        providerName = try input.requiredText(
            "Name",
            .word(#"[\w._-]+"#, extra: "._-", allowsEmpty: false) + .length(1...128)
        )
        tags = try TagParameters(&input)
        mode = try input.text("AssertionEncryptionMode", SAMLDocument.encryptionModes)
        key = try input.text("AddPrivateKey", SAMLDocument.privateKey, .secret)
        propagation = try IdentityPropagation(&input)
        try input.finish()
        try tags.check()
    }

    package func subject(_ call: IAMCall) -> IAMSubject { call.new("saml-provider", "/", providerName) }

    package func conditions(_ call: IAMCall) -> RequestContext { tags.conditions }

    package func otherQuestions(_ call: IAMCall) -> [Question] {
        tags.isEmpty ? [] : [call.question("iam:TagSAMLProvider", about: subject(call), tags.conditions)]
    }

    package func perform(_ call: IAMCall) throws(IAMError) -> IAMResult? {
        try SAMLDocument.refuse(mode: mode, key: key)
        try propagation.refuse()
        let metadata = try SAMLDocument.read(document)
        let provider = try call.edit { (edit) throws(IAMError) -> SAMLProvider in
            guard edit.account.samlProviders[providerName] == nil else {
                throw .exists("SAMLProvider with name \(providerName) already exists.")
            }
            try edit.account.samlProviders.refuseMore(than: .samlProviders)
            let provider = SAMLProvider(
                account: edit.account.id,
                partition: edit.account.partition,
                name: providerName,
                issuer: metadata.issuer,
                certificatePEM: metadata.certificatePEM,
                metadata: document,
                tags: tags.values,
                created: edit.now
            )
            edit.put(provider)
            return provider
        }
        return IAMResult(
            [.text("SAMLProviderArn", provider.arn.description)] + QueryResult.Member.tags(provider.tags)
        )
    }
}

/// A SAML provider; one of the world's file has no metadata document.
package struct GetSAMLProvider: IAMOperation {
    package static let name = "GetSAMLProvider"

    private let providerARN: String

    package init(_ input: inout IAMInput) throws(IAMError) {
        providerARN = try input.requiredText("SAMLProviderArn", .arn)
        try input.finish()
    }

    package func subject(_ call: IAMCall) -> IAMSubject { call.samlProvider(providerARN) }

    package func perform(_ call: IAMCall) throws(IAMError) -> IAMResult? {
        let provider = try call.account().knownSAMLProvider(providerARN)
        let document: [QueryResult.Member] = provider.metadata.map { [.text("SAMLMetadataDocument", $0)] } ?? []
        return IAMResult(
            document + [.date("CreateDate", provider.createdAt)] + QueryResult.Member.tags(provider.tags)
        )
    }
}

/// The account's SAML providers.
package struct ListSAMLProviders: IAMOperation {
    package static let name = "ListSAMLProviders"

    package init(_ input: inout IAMInput) throws(IAMError) { try input.finish() }

    package func subject(_ call: IAMCall) -> IAMSubject { call.all("saml-provider", below: "/*") }

    package func perform(_ call: IAMCall) throws(IAMError) -> IAMResult? {
        let providers = try call.account().samlProviders.values.sorted { $0.name < $1.name }
        return IAMResult([
            .structures(
                "SAMLProviderList",
                providers.map { [.text("Arn", $0.arn.description), .date("CreateDate", $0.createdAt)] }
            )
        ])
    }
}

/// Gives a SAML provider another metadata document.
package struct UpdateSAMLProvider: IAMOperation {
    package static let name = "UpdateSAMLProvider"

    private let document: String?
    private let providerARN: String
    private let mode: String?
    private let key: String?
    private let removedKey: String?
    private let propagation: IdentityPropagation

    package init(_ input: inout IAMInput) throws(IAMError) {
        document = try input.text("SAMLMetadataDocument", SAMLDocument.rules, .unrecorded)
        providerARN = try input.requiredText("SAMLProviderArn", .arn)
        mode = try input.text("AssertionEncryptionMode", SAMLDocument.encryptionModes)
        key = try input.text("AddPrivateKey", SAMLDocument.privateKey, .secret)
        removedKey = try input.text(
            "RemovePrivateKey",
            .run(#"[A-Z0-9]+"#, allowsEmpty: false) { ("A"..."Z").contains($0) || ("0"..."9").contains($0) }
                + .length(22...64)
        )
        propagation = try IdentityPropagation(&input, isUpdate: true)
        try input.finish()
    }

    package func subject(_ call: IAMCall) -> IAMSubject { call.samlProvider(providerARN) }

    package func perform(_ call: IAMCall) throws(IAMError) -> IAMResult? {
        try SAMLDocument.refuse(mode: mode, key: key ?? removedKey)
        try propagation.refuse()
        let metadata = try document.map { (document) throws(IAMError) in try SAMLDocument.read(document) }
        try call.edit { (edit) throws(IAMError) in
            var provider = try edit.account.knownSAMLProvider(providerARN)
            if let metadata {
                provider.issuer = metadata.issuer
                provider.certificatePEM = metadata.certificatePEM
                provider.metadata = document
            }
            edit.put(provider)
        }
        return IAMResult([.text("SAMLProviderArn", providerARN)])
    }
}

/// Takes a SAML provider away; roles that trust it trust nobody by it.
package struct DeleteSAMLProvider: IAMOperation {
    package static let name = "DeleteSAMLProvider"

    private let providerARN: String

    package init(_ input: inout IAMInput) throws(IAMError) {
        providerARN = try input.requiredText("SAMLProviderArn", .arn)
        try input.finish()
    }

    package func subject(_ call: IAMCall) -> IAMSubject { call.samlProvider(providerARN) }

    package func perform(_ call: IAMCall) throws(IAMError) -> IAMResult? {
        try call.edit { (edit) throws(IAMError) in edit.delete(try edit.account.knownSAMLProvider(providerARN)) }
        return nil
    }
}
