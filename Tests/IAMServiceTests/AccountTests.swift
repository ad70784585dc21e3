import AWSCore
import AWSProtocols
import Cryptography
import Determinism
import Emulator
import Federation
import Foundation
import Testing

@Suite("Accounts by the IAM API")
struct AccountTests {
    private let bench: Bench

    init() throws { bench = try Bench() }

    @Test("have one alias, which no other account has")
    func alias() async throws {
        try await bench.done("CreateAccountAlias", [("AccountAlias", "our-team")])
        #expect(try await bench.done("ListAccountAliases")?["AccountAliases"]?.children.map(\.text) == ["our-team"])
        #expect(
            try await bench.call("CreateAccountAlias", [("AccountAlias", "our-team")], as: Bench.mallory).error
                == refusal(409, "EntityAlreadyExists", "The account alias our-team already exists.")
        )
        #expect(try await bench.call("CreateAccountAlias", [("AccountAlias", "-a-")]).error?.code == "ValidationError")
        try await bench.done("DeleteAccountAlias", [("AccountAlias", "our-team")])
        #expect(
            try await bench.call("DeleteAccountAlias", [("AccountAlias", "our-team")]).error
                == refusal(404, "NoSuchEntity", "The account alias with name our-team cannot be found.")
        )
    }

    @Test("are summed up, with what there may be")
    func summary() async throws {
        let answer = try await bench.call("GetAccountSummary")
        #expect(answer.body.contains("<entry>\n        <key>Users</key>\n        <value>2</value>\n      </entry>"))
        let entries = try #require(try answer.xml()["GetAccountSummaryResult"]?["SummaryMap"]?.children)
        let values = Dictionary(
            uniqueKeysWithValues: entries.map { ($0["key"]?.text ?? "", $0["value"]?.text ?? "") }
        )
        #expect(values.count == 34)
        #expect(values["Roles"] == "1" && values["Groups"] == "1" && values["Policies"] == "1")
        #expect(values["AccessKeysPerUserQuota"] == "2" && values["AccountAccessKeysPresent"] == "1")
    }

    @Test("are told whole, kind by kind and page by page")
    func details() async throws {
        let all = try await bench.done("GetAccountAuthorizationDetails")
        #expect(all?["UserDetailList"]?.texts("UserName") == ["alice", "bob"])
        #expect(all?["GroupDetailList"]?.texts("GroupName") == ["pushers"])
        #expect(all?["RoleDetailList"]?.texts("RoleName") == ["deployer"])
        #expect(all?["Policies"]?.texts("PolicyName") == ["AdministratorAccess", "team"])
        let attached = all?["RoleDetailList"]?.children.first?["AttachedManagedPolicies"]
        #expect(attached?.texts("PolicyName") == ["AdministratorAccess"])
        let document = all?["Policies"]?.children.last?["PolicyVersionList"]?.children.first?["Document"]?.text
        #expect(document?.removingPercentEncoding?.contains("ecr:*") == true)
        let roles = try await bench.done("GetAccountAuthorizationDetails", [("Filter.member.1", "Role")])
        #expect(roles?["UserDetailList"]?.children.isEmpty == true && roles?["RoleDetailList"]?.children.count == 1)
        var marker: String?
        var count = 0
        repeat {
            let page = try await bench.done(
                "GetAccountAuthorizationDetails",
                [("MaxItems", "2")] + (marker.map { [("Marker", $0)] } ?? [])
            )
            count += ["UserDetailList", "GroupDetailList", "RoleDetailList", "Policies"]
                .reduce(0) { $0 + (page?[$1]?.children.count ?? 0) }
            marker = page?["Marker"]?.text
        } while marker != nil && count < 100
        #expect(count == 6)
    }

    @Test("trust issuers of OpenID Connect once they are registered")
    func oidc() async throws {
        let made = try await bench.done(
            "CreateOpenIDConnectProvider",
            [
                ("Url", "https://token.actions.githubusercontent.com"), ("ClientIDList.member.1", "sts.amazonaws.com"),
                ("ThumbprintList.member.1", String(repeating: "0a", count: 20)),
            ]
        )
        let arn = try #require(made?["OpenIDConnectProviderArn"]?.text)
        #expect(arn == "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com")
        let named = [("OpenIDConnectProviderArn", arn)]
        try await bench.done("AddClientIDToOpenIDConnectProvider", named + [("ClientID", "other")])
        try await bench.done("RemoveClientIDFromOpenIDConnectProvider", named + [("ClientID", "other")])
        let found = try await bench.done("GetOpenIDConnectProvider", named)
        #expect(found?["Url"]?.text == "token.actions.githubusercontent.com")
        #expect(found?["ClientIDList"]?.children.map(\.text) == ["sts.amazonaws.com"])
        try await bench.done(
            "CreateRole",
            [
                ("RoleName", "ci"),
                (
                    "AssumeRolePolicyDocument",
                    #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Federated":"\#(arn)"},"#
                        + #""Action":"sts:AssumeRoleWithWebIdentity"}]}"#
                ),
            ]
        )
        let token = try await bench.emulator.control(
            MakeWebIdentityToken(issuer: "https://token.actions.githubusercontent.com", subject: "repo:x")
        )
        let assumed = try await bench.sts(
            "AssumeRoleWithWebIdentity",
            [
                ("RoleArn", "arn:aws:iam::123456789012:role/ci"), ("RoleSessionName", "run"),
                ("WebIdentityToken", token.token),
            ]
        )
        #expect(assumed.status == 200, "\(assumed.body)")
        #expect(
            try await bench.call(
                "CreateOpenIDConnectProvider",
                [("Url", "https://token.actions.githubusercontent.com/")]
            ).error?.code == "EntityAlreadyExists"
        )
        try await bench.done("DeleteOpenIDConnectProvider", named)
        #expect(
            try await bench.call("GetOpenIDConnectProvider", named).error
                == refusal(404, "NoSuchEntity", "OpenIDConnect Provider not found for arn \(arn)")
        )
    }

    @Test("hand out tokens of their own once that is switched on")
    func outbound() async throws {
        #expect(try await bench.call("GetOutboundWebIdentityFederationInfo").error?.code == "FeatureDisabled")
        let issuer = try await bench.done("EnableOutboundWebIdentityFederation")?["IssuerIdentifier"]?.text
        let info = try await bench.done("GetOutboundWebIdentityFederationInfo")
        #expect(info?["IssuerIdentifier"]?.text == issuer && info?["JwtVendingEnabled"]?.text == "true")
        let token = try await bench.sts(
            "GetWebIdentityToken",
            [("Audience.member.1", "x"), ("SigningAlgorithm", "ES384")]
        )
        #expect(token.status == 200, "\(token.body)")
        try await bench.done("DisableOutboundWebIdentityFederation")
        #expect(try await bench.call("DisableOutboundWebIdentityFederation").error?.code == "FeatureDisabled")
    }

    @Test("trust a SAML provider by its metadata")
    func samlProvider() async throws {
        let issuer = SAMLIssuer(entityID: "https://idp.example.com")
        let key = try issuer.certificate.pem.split(separator: "\n").dropFirst().dropLast().joined()
        let metadata = """
            <EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="https://idp.example.com">
              <IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
                <KeyDescriptor use="signing">
                  <KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#">
                    <X509Data><X509Certificate>\(key)</X509Certificate></X509Data>
                  </KeyInfo>
                </KeyDescriptor>
              </IDPSSODescriptor>
            </EntityDescriptor>
            """
        let made = try await bench.done("CreateSAMLProvider", [("Name", "corp"), ("SAMLMetadataDocument", metadata)])
        let arn = try #require(made?["SAMLProviderArn"]?.text)
        #expect(arn == "arn:aws:iam::123456789012:saml-provider/corp")
        let propagating = [
            ("Name", "corp-2"), ("SAMLMetadataDocument", metadata), ("ContextProvider.SubjectSourceKey", "sub"),
        ]
        let refused = try await bench.call("CreateSAMLProvider", propagating)
        #expect(refused.status == 501 && refused.error?.message.contains("leave ContextProvider out") == true)
        let found = try await bench.done("GetSAMLProvider", [("SAMLProviderArn", arn)])
        #expect(found?["SAMLMetadataDocument"]?.text == metadata)
        try await bench.done(
            "CreateRole",
            [
                ("RoleName", "sso"),
                (
                    "AssumeRolePolicyDocument",
                    #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Federated":"\#(arn)"},"#
                        + #""Action":"sts:AssumeRoleWithSAML"}]}"#
                ),
            ]
        )
        let role = "arn:aws:iam::123456789012:role/sso"
        let assertion = try issuer.response(
            SAMLIssuer.Content(
                subject: "ines",
                roles: [(role: role, provider: arn)],
                roleSessionName: "ines",
                issuedAt: bench.clock.now
            )
        )
        let assumed = try await bench.sts(
            "AssumeRoleWithSAML",
            [("RoleArn", role), ("PrincipalArn", arn), ("SAMLAssertion", assertion)]
        )
        #expect(assumed.status == 200, "\(assumed.body)")
        #expect(try await bench.done("ListSAMLProviders")?["SAMLProviderList"]?.texts("Arn") == [arn])
        try await bench.done("DeleteSAMLProvider", [("SAMLProviderArn", arn)])
        #expect(try await bench.call("DeleteSAMLProvider", [("SAMLProviderArn", arn)]).error?.code == "NoSuchEntity")
        #expect(bench.emulator.events().allSatisfy { $0.requestParameters?["sAMLMetadataDocument"] == nil })
    }

    @Test("refuse SAML metadata that describes no identity provider")
    func saml() async throws {
        let document = "<a>" + String(repeating: "x", count: 1_000) + "</a>"
        #expect(
            try await bench.call("CreateSAMLProvider", [("Name", "corp"), ("SAMLMetadataDocument", document)]).error
                == refusal(400, "InvalidInput", "Could not parse metadata")
        )
        let arn = "arn:aws:iam::123456789012:saml-provider/corp"
        #expect(
            try await bench.call("GetSAMLProvider", [("SAMLProviderArn", arn)]).error
                == refusal(404, "NoSuchEntity", "Manifest not found for arn \(arn)")
        )
    }
}

@Suite("Simulations by the IAM API")
struct SimulationTests {
    private let bench: Bench

    init() throws { bench = try Bench() }

    private func results(_ operation: String, _ parameters: [(String, String)]) async throws -> [XMLNode] {
        try await bench.done(operation, parameters)?["EvaluationResults"]?.children ?? []
    }

    @Test("say what a principal may, by which statements, and which keys are missing")
    func principal() async throws {
        try await bench.done(
            "PutUserPolicy",
            [
                ("UserName", "bob"), ("PolicyName", "pull"),
                (
                    "PolicyDocument",
                    #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"ecr:BatchGetImage","Resource":"*"},"#
                        + #"{"Effect":"Deny","Action":"ecr:DeleteRepository","Resource":"*"},"#
                        + #"{"Effect":"Allow","Action":"ecr:PutImage","Resource":"*","#
                        + #""Condition":{"StringEquals":{"aws:PrincipalTag/team":"${aws:username}"}}}]}"#
                ),
            ]
        )
        let source = [("PolicySourceArn", "arn:aws:iam::123456789012:user/bob")]
        let names = ["ecr:BatchGetImage", "ecr:DeleteRepository", "ecr:PutImage", "s3:GetObject"]
        let actions = names.enumerated().map { ("ActionNames.member.\($0 + 1)", $1) }
        let found = try await results("SimulatePrincipalPolicy", source + actions)
        #expect(found.map { $0["EvalDecision"]?.text } == ["allowed", "explicitDeny", "implicitDeny", "implicitDeny"])
        let statement = found[0]["MatchedStatements"]?.children.first
        #expect(statement?["SourcePolicyId"]?.text == "user_bob_pull" && statement?["SourcePolicyType"]?.text == "user")
        #expect(
            statement?["StartPosition"]?["Line"]?.text == "1" && statement?["StartPosition"]?["Column"]?.text == "39"
        )
        #expect(
            found[2]["MissingContextValues"]?.children.map(\.text) == ["aws:PrincipalTag/team", "aws:username"]
        )
        let context = [
            ("ContextEntries.member.1.ContextKeyName", "aws:PrincipalTag/team"),
            ("ContextEntries.member.1.ContextKeyType", "string"),
            ("ContextEntries.member.1.ContextKeyValues.member.1", "bob"),
            ("ContextEntries.member.2.ContextKeyName", "aws:username"),
            ("ContextEntries.member.2.ContextKeyType", "string"),
            ("ContextEntries.member.2.ContextKeyValues.member.1", "bob"),
        ]
        let put = [("ActionNames.member.1", "ecr:PutImage")]
        #expect(
            try await results("SimulatePrincipalPolicy", source + put + context).map { $0["EvalDecision"]?.text }
                == ["allowed"]
        )
        let keys = try await bench.done("GetContextKeysForPrincipalPolicy", source)?["ContextKeyNames"]
        #expect(keys?.children.map(\.text) == ["aws:PrincipalTag/team", "aws:username"])
        #expect(
            try await bench.call(
                "SimulatePrincipalPolicy",
                [("PolicySourceArn", "arn:aws:iam::123456789012:user/nobody")] + put
            ).error?.code == "NoSuchEntity"
        )
    }

    @Test("leave policies out, by ARN, by name or by type")
    func exclusions() async throws {
        let bob = ("UserName", "bob")
        let pull = ("PolicyDocument", Bench.allow("ecr:BatchGetImage"))
        try await bench.done("PutUserPolicy", [bob, ("PolicyName", "pull"), pull])
        let team = "arn:aws:iam::123456789012:policy/team"
        try await bench.done("AttachUserPolicy", [bob, ("PolicyArn", team)])
        let question = [
            ("PolicySourceArn", "arn:aws:iam::123456789012:user/bob"), ("ActionNames.member.1", "ecr:BatchGetImage"),
            ("ActionNames.member.2", "ecr:PutImage"),
        ]
        func verdicts(without exclusions: [(String, String)]) async throws -> [String?] {
            let list = exclusions.map { ("PolicyExclusionList.member." + $0.0, $0.1) }
            return try await results("SimulatePrincipalPolicy", question + list).map { $0["EvalDecision"]?.text }
        }
        let inline = [
            ("1.InlinePolicyIdentifier.AttachmentType", "user"), ("1.InlinePolicyIdentifier.AttachmentName", "bob"),
            ("1.InlinePolicyIdentifier.PolicyName", "pull"),
        ]
        #expect(try await verdicts(without: []) == ["allowed", "allowed"])
        #expect(try await verdicts(without: inline) == ["allowed", "allowed"])
        #expect(try await verdicts(without: [("1.PolicyArn", team)]) == ["allowed", "implicitDeny"])
        #expect(try await verdicts(without: [("1.PolicyArn", team + "*")]) == ["allowed", "implicitDeny"])
        #expect(try await verdicts(without: [("1.PolicyType", "user-managed")]) == ["allowed", "implicitDeny"])
        #expect(try await verdicts(without: [("1.PolicyType", "aws-managed")]) == ["allowed", "allowed"])
        #expect(try await verdicts(without: inline + [("2.PolicyArn", team)]) == ["implicitDeny", "implicitDeny"])
        let boundary = [bob, ("PermissionsBoundary", "arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryReadOnly")]
        try await bench.done("PutUserPermissionsBoundary", boundary)
        #expect(try await verdicts(without: []) == ["allowed", "implicitDeny"])
        #expect(try await verdicts(without: [("1.PolicyType", "permission-boundary")]) == ["allowed", "allowed"])
        let wrong = try await bench.call(
            "SimulatePrincipalPolicy",
            question + [("PolicyExclusionList.member.1.PolicyArn", "not the ARN of a policy")]
        )
        #expect(wrong.error?.code == "InvalidInput")
    }

    @Test("judge levels of service control policies that are passed")
    func passedServiceControl() async throws {
        let level = "OrderedOrganizationPolicyInputList.member."
        let found = try await results(
            "SimulateCustomPolicy",
            [
                ("PolicyInputList.member.1", Bench.allow("ecr:*")), ("ActionNames.member.1", "ecr:PutImage"),
                ("ActionNames.member.2", "ecr:BatchGetImage"),
                (level + "1.ServiceControlPolicyInputList.member.1", Bench.allow("*")),
                (level + "2.ServiceControlPolicyInputList.member.1", Bench.allow("ecr:BatchGetImage")),
            ]
        )
        #expect(found.map { $0["EvalDecision"]?.text } == ["implicitDeny", "allowed"])
        #expect(found.map { $0["OrganizationsDecisionDetail"]?["AllowedByOrganizations"]?.text } == ["false", "true"])
    }

    @Test("judge documents, a boundary and single resources")
    func custom() async throws {
        let parameters = [
            ("PolicyInputList.member.1", Bench.allow("ecr:*", on: "arn:aws:ecr:us-east-1:123456789012:repository/app")),
            ("PermissionsBoundaryPolicyInputList.member.1", Bench.allow("ecr:BatchGetImage")),
            ("ActionNames.member.1", "ecr:BatchGetImage"), ("ActionNames.member.2", "ecr:PutImage"),
            ("ResourceArns.member.1", "arn:aws:ecr:us-east-1:123456789012:repository/app"),
            ("ResourceArns.member.2", "arn:aws:ecr:us-east-1:123456789012:repository/other"),
        ]
        let found = try await results("SimulateCustomPolicy", parameters)
        #expect(
            found.map { $0["EvalDecision"]?.text } == ["allowed", "implicitDeny", "implicitDeny", "implicitDeny"]
        )
        #expect(
            found.map { $0["PermissionsBoundaryDecisionDetail"]?["AllowedByPermissionsBoundary"]?.text }
                == ["true", "true", "false", "false"]
        )
        let specific = found[0]["ResourceSpecificResults"]?.children.first
        #expect(specific?["EvalResourceDecision"]?.text == "allowed")
        let first = try await bench.done("SimulateCustomPolicy", parameters + [("MaxItems", "3")])
        let marker = try #require(first?["Marker"]?.text)
        let rest = try await results("SimulateCustomPolicy", parameters + [("Marker", marker)])
        #expect(rest.count == 1)
        #expect(
            try await bench.call(
                "SimulateCustomPolicy",
                [("PolicyInputList.member.1", "{"), ("ActionNames.member.1", "ecr:PutImage")]
            ).error?.code == "InvalidInput"
        )
    }
}
