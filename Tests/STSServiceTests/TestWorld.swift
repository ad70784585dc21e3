import AWSCore
import Foundation
import IAM
import Testing
import World

/// The world of these tests: an account with users and roles for every purpose, which manages an organization, and a
/// member account.
enum TestWorld {
    /// The seed of alice's device, RFC 6238's own.
    static let seed = Array("12345678901234567890".utf8)
    static let device = "arn:aws:iam::123456789012:mfa/alice"
    static let github = "token.actions.githubusercontent.com"
    static let samlIssuer = "https://idp.example.com/saml"
    static let rootTask = "arn:aws:iam::aws:policy/root-task/IAMAuditRootUserCredentials"

    /// - Parameters:
    ///   - certificate: the SAML provider's, in PEM.
    ///   - keys: the key set of the OIDC provider `keys.example.com`.
    static func make(certificate: String = "", keys: String = #"{"keys":[]}"#) throws -> World {
        let account = try #require(AccountID(Bench.account))
        let other = try #require(AccountID(Bench.other))
        return World(
            seed: "test",
            accounts: [
                account: try main(account, certificate: certificate, keys: keys),
                other: try member(other),
            ],
            organization: Organization(
                id: "o-test123456",
                rootID: "r-test",
                managementAccount: account,
                rootAccounts: [account, other]
            ).allowingRootSessions
        )
    }

    private static func main(_ id: AccountID, certificate: String, keys: String) throws -> Account {
        let allowed = try identity(#""sts:*""#)
        let alice = "arn:aws:iam::123456789012:user/team/alice"
        let everyAction = #"["sts:AssumeRole","sts:TagSession","sts:SetSourceIdentity"]"#
        let roles = [
            try role(id, "deployer", trust(aws: alice, everyAction), longest: 7_200, inline: ["all": allowed]),
            try role(id, "chained", trust(aws: Bench.role("deployer"), everyAction), path: "/service/"),
            try role(id, "last", trust(aws: Bench.role("service/chained"), everyAction)),
            try role(id, "untagged", trust(aws: Bench.account, #""sts:AssumeRole""#)),
            try role(
                id,
                "partner",
                trust(aws: alice, #""sts:AssumeRole""#, #"{"StringEquals":{"sts:ExternalId":"secret-handshake"}}"#)
            ),
            try role(
                id,
                "guarded",
                trust(
                    aws: alice,
                    #""sts:AssumeRole""#,
                    #"{"Bool":{"aws:MultiFactorAuthPresent":"true"},"NumericLessThan":{"aws:MultiFactorAuthAge":"60"}}"#
                )
            ),
            try role(
                id,
                "tagged",
                trust(
                    aws: alice,
                    everyAction,
                    #"{"StringEquals":{"aws:RequestTag/team":"blue"},"#
                        + #""ForAllValues:StringEquals":{"aws:TagKeys":["team"]}}"#
                )
            ),
            try role(
                id,
                "github",
                trust(
                    federated: "arn:aws:iam::123456789012:oidc-provider/\(github)",
                    #"["sts:AssumeRoleWithWebIdentity","sts:TagSession","sts:SetSourceIdentity"]"#,
                    #"{"StringEquals":{"\#(github):aud":"sts.amazonaws.com"},"#
                        + #""StringLike":{"\#(github):sub":"repo:acme/*"}}"#
                )
            ),
            try role(
                id,
                "keyed",
                trust(
                    federated: "arn:aws:iam::123456789012:oidc-provider/keys.example.com",
                    #""sts:AssumeRoleWithWebIdentity""#
                )
            ),
            try role(
                id,
                "saml",
                trust(
                    federated: "arn:aws:iam::123456789012:saml-provider/corp",
                    #"["sts:AssumeRoleWithSAML","sts:TagSession","sts:SetSourceIdentity"]"#,
                    #"{"StringEquals":{"saml:aud":"https://signin.aws.amazon.com/saml","saml:mail":"ann@example.com"}}"#
                )
            ),
        ]
        let users = [
            User(
                account: id,
                partition: .aws,
                path: "/team/",
                name: "alice",
                seed: "test",
                inlinePolicies: ["all": allowed],
                tags: ["department": "research"],
                accessKeys: [try key("AKIAALICEALICEALICE1"), try key("AKIAALICEALICEALICE2", isActive: false)],
                multiFactorDevices: [MultiFactorDevice(serial: device, seed: seed)]
            ),
            User(account: id, partition: .aws, name: "bob", seed: "test"),
        ]
        return Account(
            id: id,
            partition: .aws,
            users: Dictionary(uniqueKeysWithValues: users.map { ($0.name, $0) }),
            roles: Dictionary(uniqueKeysWithValues: roles.map { ($0.name, $0) }),
            managedPolicies: [
                "scoped": CustomerManagedPolicy(
                    account: id,
                    partition: .aws,
                    name: "scoped",
                    document: try identity(#""ecr:GetAuthorizationToken""#)
                )
            ],
            rootMultiFactorDevices: [
                MultiFactorDevice(serial: "arn:aws:iam::123456789012:mfa/root-account-mfa-device", seed: seed)
            ],
            oidcProviders: [
                github: OIDCProvider(
                    account: id,
                    partition: .aws,
                    issuer: "https://" + github,
                    clientIDs: ["sts.amazonaws.com"]
                ),
                "keys.example.com": OIDCProvider(
                    account: id,
                    partition: .aws,
                    issuer: "https://keys.example.com",
                    clientIDs: ["client"],
                    keys: keys
                ),
            ],
            samlProviders: [
                "corp": SAMLProvider(
                    account: id,
                    partition: .aws,
                    name: "corp",
                    issuer: samlIssuer,
                    certificatePEM: certificate
                )
            ],
            outboundIssuer: "https://a1b2c3.tokens.sts.global.api.aws"
        )
    }

    private static func member(_ id: AccountID) throws -> Account {
        let carol = User(
            account: id,
            partition: .aws,
            name: "carol",
            seed: "test",
            inlinePolicies: ["all": try identity(#""sts:*""#)]
        )
        let visitor = try role(id, "visitor", trust(aws: Bench.account, #""sts:AssumeRole""#))
        return Account(
            id: id,
            partition: .aws,
            users: ["carol": carol],
            roles: ["visitor": visitor],
            managedPolicies: [
                "scoped": CustomerManagedPolicy(
                    account: id,
                    partition: .aws,
                    name: "scoped",
                    document: try identity(#""ecr:*""#)
                )
            ],
            regionsWithoutSTS: [try #require(Region("eu-west-1"))]
        )
    }

    private static func role(
        _ account: AccountID,
        _ name: String,
        _ trust: PolicyDocument,
        path: String = "/",
        longest: Int = 3_600,
        inline: [String: PolicyDocument] = [:]
    ) throws -> Role {
        Role(
            account: account,
            partition: .aws,
            path: path,
            name: name,
            seed: "test",
            trustPolicy: trust,
            maxSessionDuration: longest,
            inlinePolicies: inline.isEmpty ? ["all": try identity(#""sts:*""#)] : inline
        )
    }

    private static func key(_ id: String, isActive: Bool = true) throws -> AccessKey {
        AccessKey(id: try #require(AccessKeyID(id)), secret: "secret of \(id)", isActive: isActive)
    }

    private static func identity(_ actions: String) throws -> PolicyDocument {
        try PolicyDocument(
            json: #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":\#(actions),"Resource":"*"}]}"#,
            kind: .identity
        )
    }

    private static func trust(aws principal: String, _ actions: String, _ condition: String = "{}") throws
        -> PolicyDocument
    {
        try trust(#"{"AWS":"\#(principal)"}"#, actions, condition)
    }

    private static func trust(
        federated provider: String,
        _ actions: String,
        _ condition: String = "{}"
    ) throws -> PolicyDocument {
        try trust(#"{"Federated":"\#(provider)"}"#, actions, condition)
    }

    private static func trust(_ principal: String, _ actions: String, _ condition: String) throws -> PolicyDocument {
        let statement = #"{"Effect":"Allow","Principal":\#(principal),"Action":\#(actions),"Condition":\#(condition)}"#
        return try PolicyDocument(
            json: #"{"Version":"2012-10-17","Statement":[\#(statement)]}"#,
            kind: .trust
        )
    }
}
