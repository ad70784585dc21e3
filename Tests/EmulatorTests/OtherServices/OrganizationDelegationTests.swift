import AWSProtocols
import Emulator
import Foundation
import Testing

/// Services, accounts that administer them, and the resource policy, over an organization of two accounts.
@Suite("Delegation in an organization")
struct OrganizationDelegationTests {
    private static let worldYAML = """
        organization: {id: o-bench000001, root_id: r-benc, management_account: "123456789012"}
        accounts:
          "123456789012":
            users:
              alice:
                policies: [AdministratorAccess]
                access_keys: [{id: AKIAALICEALICEALICEA, secret: alice/secret/alice/secret/alice/secret/a}]
            regions: {us-east-1: {}}
          "210987654321":
            users:
              mallory:
                policies: [AdministratorAccess]
                access_keys: [{id: AKIAMALLORYMALLORYMA, secret: mallory/secret/mallory/secret/mallory/s}]
        """
    private static let service: JSONValue = ["ServicePrincipal": "ssm.amazonaws.com"]
    private static let member: JSONValue = ["AccountId": "210987654321", "ServicePrincipal": "ssm.amazonaws.com"]

    @Test("a service is let into all accounts, and shut out again")
    func services() async throws {
        let bench = try TestBench(worldYAML: Self.worldYAML)
        #expect(try await bench.organizations("EnableAWSServiceAccess", Self.service).body == "{}")
        #expect(try await bench.organizations("EnableAWSServiceAccess", Self.service).body == "{}")
        #expect(
            try await bench.organizations("ListAWSServiceAccessForOrganization").body
                == #"{"EnabledServicePrincipals":[{"DateEnabled":1.7723664E9,"ServicePrincipal":"ssm.amazonaws.com"}]}"#
        )
        let unknown: JSONValue = ["ServicePrincipal": "moo.amazonaws.com"]
        for operation in ["EnableAWSServiceAccess", "DisableAWSServiceAccess"] {
            #expect(
                try await bench.organizations(operation, unknown).body
                    == #"{"Reason":"UNRECOGNIZED_SERVICE_PRINCIPAL","__type":"InvalidInputException","message":"You specified an unrecognized service principal."}"#
            )
        }
        #expect(try await bench.organizations("RegisterDelegatedAdministrator", Self.member).body == "{}")
        #expect(try await bench.organizations("DisableAWSServiceAccess", Self.service).body == "{}")
        #expect(
            try await bench.organizations("ListAWSServiceAccessForOrganization").body
                == #"{"EnabledServicePrincipals":[]}"#
        )
        #expect(
            try await bench.organizations("ListDelegatedAdministrators").body == #"{"DelegatedAdministrators":[]}"#
        )
    }

    @Test("an account that administers a service reads what the organization has, and may not leave")
    func administrators() async throws {
        let bench = try TestBench(worldYAML: Self.worldYAML)
        func isRefused() async throws -> Bool {
            try await bench.organizations("ListAccounts", as: TestBench.mallory).body
                .contains("You don't have permissions to access this resource.")
        }
        #expect(try await isRefused())
        #expect(try await bench.organizations("RegisterDelegatedAdministrator", Self.member).body == "{}")
        #expect(
            try await bench.organizations("RegisterDelegatedAdministrator", Self.member).body
                .contains("AccountAlreadyRegisteredException")
        )
        #expect(try await !isRefused())
        let create: JSONValue = ["ParentId": "r-benc", "Name": "x"]
        let write = try await bench.organizations("CreateOrganizationalUnit", create, as: TestBench.mallory)
        #expect(write.body.contains("AccessDeniedException"))
        #expect(
            try await bench.organizations("ListDelegatedAdministrators", Self.service).body
                == #"{"DelegatedAdministrators":[{"Arn":"arn:aws:organizations::123456789012:account/o-bench000001/210987654321","#
                + #""DelegationEnabledDate":1.7723664E9,"Email":"account-210987654321@example.com","Id":"210987654321","#
                + #""JoinedMethod":"CREATED","JoinedTimestamp":1.7040672E9,"Name":"account-210987654321","State":"ACTIVE","#
                + #""Status":"ACTIVE"}]}"#
        )
        #expect(
            try await bench.organizations("ListDelegatedServicesForAccount", ["AccountId": "210987654321"]).body
                == #"{"DelegatedServices":[{"DelegationEnabledDate":1.7723664E9,"ServicePrincipal":"ssm.amazonaws.com"}]}"#
        )
        #expect(
            try await bench.organizations("LeaveOrganization", as: TestBench.mallory).body
                .contains("CANNOT_REMOVE_DELEGATED_ADMINISTRATOR_FROM_ORG")
        )
        let head: JSONValue = ["AccountId": "123456789012", "ServicePrincipal": "ssm.amazonaws.com"]
        #expect(
            try await bench.organizations("RegisterDelegatedAdministrator", head).body
                .contains("CANNOT_REGISTER_MASTER_AS_DELEGATED_ADMINISTRATOR")
        )
        #expect(try await bench.organizations("DeregisterDelegatedAdministrator", Self.member).body == "{}")
        #expect(
            try await bench.organizations("DeregisterDelegatedAdministrator", Self.member).body
                .contains("AccountNotRegisteredException")
        )
        #expect(try await isRefused())
    }

    @Test("the resource policy delegates what it names to whom it names, and nothing else")
    func resourcePolicy() async throws {
        let bench = try TestBench(worldYAML: Self.worldYAML)
        #expect(
            try await bench.organizations("DescribeResourcePolicy").body.contains("ResourcePolicyNotFoundException")
        )
        func content(_ principal: String, _ action: String) -> String {
            #"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"\#(principal)"},"Action":"\#(action)","#
                + #""Resource":"*","Condition":{"StringLikeIfExists":{"organizations:PolicyType":"SERVICE_CONTROL_POLICY"}}}}"#
        }
        func put(_ content: String) async throws -> Answer {
            try await bench.organizations("PutResourcePolicy", ["Content": .string(content)])
        }
        #expect(try await put("{").body.contains("INVALID_RESOURCE_POLICY_JSON"))
        #expect(try await put(content("210987654321", "s3:*")).body.contains("UNSUPPORTED_ACTION_IN_RESOURCE_POLICY"))
        for stranger in ["*", "999999999999"] {
            #expect(try await put(content(stranger, "organizations:*")).body.contains("INVALID_PRINCIPAL"))
        }
        let answer = try await put(content("210987654321", "organizations:*Polic*"))
        let id = try #require(
            try answer.json()["ResourcePolicy"]?["ResourcePolicySummary"]?["Id"]?.string
        )
        #expect(answer.body.contains("arn:aws:organizations::123456789012:resourcepolicy/o-bench000001/\(id)"))
        #expect(try await bench.organizations("DescribeResourcePolicy").body == answer.body)
        func create(_ type: String, _ name: String) async throws -> Answer {
            try await bench.organizations(
                "CreatePolicy",
                [
                    "Name": .string(name), "Description": "", "Type": .string(type),
                    "Content":
                        #"{"Version":"2012-10-17","Statement":{"Effect":"Deny","Principal":"*","Action":"s3:Get*","Resource":"*"}}"#,
                ],
                as: TestBench.mallory
            )
        }
        // It reaches the check of its content, which names a principal.
        #expect(
            try await create("SERVICE_CONTROL_POLICY", "a").body.contains("MalformedPolicyDocumentException")
        )
        #expect(try await create("RESOURCE_CONTROL_POLICY", "a").body.contains("AccessDeniedException"))
        let list: JSONValue = ["Filter": "SERVICE_CONTROL_POLICY"]
        #expect(try await bench.organizations("ListPolicies", list, as: TestBench.mallory).status == 200)
        #expect(
            try await bench.organizations("ListAccounts", as: TestBench.mallory).body.contains("AccessDeniedException")
        )
        let tags: JSONValue = ["ResourceId": .string(id), "Tags": [["Key": "a", "Value": "b"]]]
        #expect(try await bench.organizations("TagResource", tags).body == "{}")
        #expect(
            try await bench.organizations("ListTagsForResource", ["ResourceId": .string(id)]).body
                == #"{"Tags":[{"Key":"a","Value":"b"}]}"#
        )
        #expect(try await bench.organizations("DeleteResourcePolicy").body == "{}")
        #expect(
            try await bench.organizations("DeleteResourcePolicy").body.contains("ResourcePolicyNotFoundException")
        )
        #expect(
            try await bench.organizations("ListPolicies", list, as: TestBench.mallory).body
                .contains("AccessDeniedException")
        )
    }

    @Test("no policy of a type that cannot be enabled has an effect")
    func effective() async throws {
        let bench = try TestBench(worldYAML: Self.worldYAML)
        let type: JSONValue = ["PolicyType": "TAG_POLICY"]
        for (operation, body) in [
            ("DescribeEffectivePolicy", type), ("ListAccountsWithInvalidEffectivePolicy", type),
            ("ListEffectivePolicyValidationErrors", ["PolicyType": "TAG_POLICY", "AccountId": "210987654321"]),
        ] {
            #expect(
                try await bench.organizations(operation, body).body.contains("EffectivePolicyNotFoundException"),
                "\(operation)"
            )
        }
    }
}
