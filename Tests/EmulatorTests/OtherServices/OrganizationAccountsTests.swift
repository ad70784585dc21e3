import AWSCore
import AWSProtocols
import Emulator
import Foundation
import TestSupport
import Testing

/// Organizations and accounts that are made by calls, over a world of one account.
@Suite("Accounts of an organization")
struct OrganizationAccountsTests {
    private static let worldYAML = """
        accounts:
          "123456789012":
            users:
              alice:
                policies: [AdministratorAccess]
                access_keys: [{id: AKIAALICEALICEALICEA, secret: alice/secret/alice/secret/alice/secret/a}]
            regions: {eu-central-1: {}, us-east-1: {}}
        """
    private static let day: TimeInterval = 86_400

    private func bench(_ folder: TemporaryFolder? = nil, _ yaml: String = worldYAML) throws -> TestBench {
        try TestBench(worldYAML: yaml, dataDirectory: folder.map { $0.path + "/data" })
    }

    private func organized(_ folder: TemporaryFolder? = nil) async throws -> TestBench {
        let bench = try bench(folder)
        #expect(try await bench.organizations("CreateOrganization").status == 200)
        return bench
    }

    private func createRepository(_ bench: TestBench, in account: String) async throws -> Answer {
        try await bench.ecr("CreateRepository", #"{"repositoryName":"app"}"#, as: try await bench.access(account))
    }

    private func images(_ bench: TestBench, _ session: TestBench.Credentials) async throws -> String {
        try await bench.ecr("ListImages", #"{"repositoryName":"app"}"#, as: session).body
    }

    @Test("an organization is made by the account that manages it, with its root, and no type of policies enabled")
    func organization() async throws {
        let bench = try bench()
        #expect(
            try await bench.organizations("DescribeOrganization").body.contains("AWSOrganizationsNotInUseException")
        )
        let made = try await bench.organizations("CreateOrganization", ["FeatureSet": "ALL"])
        let id = try #require(try made.json()["Organization"]?["Id"]?.string)
        #expect(id.wholeMatch(of: #/o-[a-z0-9]{10}/#) != nil)
        #expect(
            made.body
                == #"{"Organization":{"Arn":"arn:aws:organizations::123456789012:organization/\#(id)","AvailablePolicyTypes":["#
                + #"{"Status":"ENABLED","Type":"SERVICE_CONTROL_POLICY"}],"FeatureSet":"ALL","Id":"\#(id)","#
                + #""MasterAccountArn":"arn:aws:organizations::123456789012:account/\#(id)/123456789012","#
                + #""MasterAccountEmail":"account-123456789012@example.com","MasterAccountId":"123456789012"}}"#
        )
        #expect(try await bench.organizations("DescribeOrganization").body == made.body)
        #expect(
            try await bench.organizations("CreateOrganization").body
                == #"{"__type":"AlreadyInOrganizationException","message":"The AWS account is already a member of an organization."}"#
        )
        let root = try #require(try await bench.organizations("ListRoots").json()["Roots"]?.array?.first)
        #expect(root["PolicyTypes"] == [])
        let type: JSONValue = ["RootId": try #require(root["Id"]), "PolicyType": "SERVICE_CONTROL_POLICY"]
        #expect(try await bench.organizations("EnablePolicyType", type).status == 200)
        #expect(try await bench.organizations("DeleteOrganization").body == "{}")
        // The next one is another.
        let next = try await bench.organizations("CreateOrganization").json()["Organization"]?["Id"]?.string
        #expect(next != nil && next != id)
    }

    @Test("an account is made with a role by which the management account works in it at once, and policies bind it")
    func created() async throws {
        let bench = try await organized()
        let body: JSONValue = [
            "AccountName": "Payments", "Email": "payments@example.com", "Tags": [["Key": "team", "Value": "a"]],
        ]
        let made = try await bench.organizations("CreateAccount", body)
        let status = try #require(try made.json()["CreateAccountStatus"])
        let id = try #require(status["Id"]?.string)
        let account = try #require(status["AccountId"]?.string)
        #expect(id.wholeMatch(of: #/car-[a-z0-9]{32}/#) != nil)
        #expect(
            made.body
                == #"{"CreateAccountStatus":{"AccountId":"\#(account)","AccountName":"Payments","CompletedTimestamp":1.7723664E9,"#
                + #""Id":"\#(id)","RequestedTimestamp":1.7723664E9,"State":"SUCCEEDED"}}"#
        )
        #expect(
            try await bench.organizations("DescribeCreateAccountStatus", ["CreateAccountRequestId": .string(id)]).body
                == made.body
        )
        let organization = try #require(
            try await bench.organizations("DescribeOrganization").json()["Organization"]?["Id"]?.string
        )
        let root = try #require(
            try await bench.organizations("ListRoots").json()["Roots"]?.array?.first?["Id"]?.string
        )
        #expect(
            try await bench.organizations("DescribeAccount", ["AccountId": .string(account)]).body
                == #"{"Account":{"Arn":"arn:aws:organizations::123456789012:account/\#(organization)/\#(account)","#
                + #""Email":"payments@example.com","Id":"\#(account)","JoinedMethod":"CREATED","JoinedTimestamp":1.7723664E9,"#
                + #""Name":"Payments","Paths":["\#(organization)/\#(root)/"],"State":"ACTIVE","Status":"ACTIVE"}}"#
        )
        let tags = try await bench.organizations("ListTagsForResource", ["ResourceId": .string(account)])
        #expect(tags.body == #"{"Tags":[{"Key":"team","Value":"a"}]}"#)

        // The address and the name stand in no record of the call.
        let events = bench.emulator.events().filter { $0.eventName == "CreateAccount" }
        #expect(events.count == 1)
        #expect(!"\(events)".contains("payments@example.com"))

        let session = try await bench.access(account)
        let caller = try await bench.sts("GetCallerIdentity", as: session).body
        #expect(caller.contains("arn:aws:sts::\(account):assumed-role/OrganizationAccountAccessRole/session-1"))
        let repository = try await createRepository(bench, in: account)
        #expect(repository.body.contains("\(account).dkr.ecr.us-east-1.amazonaws.com/app"))
        #expect(try await bench.ecr("InitiateLayerUpload", #"{"repositoryName":"app"}"#, as: session).status == 200)
        let role = try await bench.iam("GetRole", [("RoleName", "OrganizationAccountAccessRole")], as: session).body
        #expect(role.contains("arn%3Aaws%3Aiam%3A%3A123456789012%3Aroot"))
        let regions = try await bench.ecr(
            "DescribeRepositories",
            as: session,
            host: "api.ecr.eu-central-1.amazonaws.com",
            region: "eu-central-1"
        )
        #expect(regions.status == 200)

        let type: JSONValue = ["RootId": .string(root), "PolicyType": "SERVICE_CONTROL_POLICY"]
        #expect(try await bench.organizations("EnablePolicyType", type).status == 200)
        let policy: JSONValue = [
            "Name": "keep", "Description": "", "Type": "SERVICE_CONTROL_POLICY",
            "Content":
                #"{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"ecr:DeleteRepository","Resource":"*"}}"#,
        ]
        let policyID = try #require(
            try await bench.organizations("CreatePolicy", policy).json()["Policy"]?["PolicySummary"]?["Id"]
        )
        let attachment: JSONValue = ["PolicyId": policyID, "TargetId": .string(account)]
        #expect(try await bench.organizations("AttachPolicy", attachment).status == 200)
        let denied = try await bench.ecr("DeleteRepository", #"{"repositoryName":"app"}"#, as: session)
        #expect(denied.body.contains("with an explicit deny in a service control policy: "), "\(denied.body)")
    }

    @Test("a role of another name is made where one is given, and a request that fails says why and makes nothing")
    func failed() async throws {
        let yaml = Self.worldYAML.replacingOccurrences(
            of: "accounts:\n",
            with: "organization: {management_account: \"123456789012\", account_quota: 2}\naccounts:\n"
        )
        let bench = try bench(nil, yaml)
        let first: JSONValue = ["AccountName": "a", "Email": "a@example.com", "RoleName": "Own"]
        let made = try await bench.organizations("CreateAccount", first).json()["CreateAccountStatus"]
        let account = try #require(made?["AccountId"]?.string)
        #expect(try await bench.assume("arn:aws:iam::\(account):role/Own").status == 200)
        let again: JSONValue = ["AccountName": "b", "Email": "A@example.com"]
        let same = try await bench.organizations("CreateAccount", again).json()["CreateAccountStatus"]
        #expect(same?["State"] == "FAILED" && same?["FailureReason"] == "EMAIL_ALREADY_EXISTS")
        #expect(same?["AccountId"] == nil)
        let other: JSONValue = ["AccountName": "b", "Email": "b@example.com"]
        let full = try await bench.organizations("CreateAccount", other).json()["CreateAccountStatus"]
        #expect(full?["FailureReason"] == "ACCOUNT_LIMIT_EXCEEDED")
        let statuses = try await bench.organizations("ListCreateAccountStatus", ["States": ["FAILED"]])
        #expect(try statuses.json()["CreateAccountStatuses"]?.array?.count == 2)
        #expect(try await bench.organizations("ListAccounts").json()["Accounts"]?.array?.count == 2)
        let reserved: JSONValue = ["AccountName": "c", "Email": "c@example.com", "RoleName": "AWSServiceRoleForX"]
        #expect(try await bench.organizations("CreateAccount", reserved).body.contains("INVALID_ROLE_NAME"))
    }

    @Test(
        "an account is there after a new start, also where the record was shortened, is exported, and is gone after a reset"
    )
    func kept() async throws {
        let folder = try TemporaryFolder()
        let account: String
        do {
            let bench = try await organized(folder)
            account = try await bench.createAccount("kept")
            #expect(try await createRepository(bench, in: account).status == 200)
            let token = try await bench.basic(as: try await bench.access(account))
            try await bench.pushImage("layer", to: "app", of: account, tag: "v1", authorization: token)
            bench.emulator.close()
        }
        for _ in 0..<2 {
            let bench = try bench(folder)
            let session = try await bench.access(account)
            #expect(try await images(bench, session).contains("v1"))
            #expect(try await bench.createAccount("kept").contains("EMAIL_ALREADY_EXISTS"))
            bench.emulator.close()
        }
        let bench = try bench(folder)
        let export = try await bench.emulator.control(ReadWorld(showingSecrets: true)).yaml
        #expect(export.contains("email: kept@example.com") && export.contains("OrganizationAccountAccessRole"))
        let loaded = try self.bench(nil, export)
        #expect(try await loaded.ecr("DescribeRepositories", as: try await loaded.access(account)).status == 200)
        _ = try await bench.emulator.control(ResetWorld())
        #expect(
            try await bench.organizations("DescribeOrganization").body.contains("AWSOrganizationsNotInUseException")
        )
        #expect(try await bench.assume("arn:aws:iam::\(account):role/OrganizationAccountAccessRole").status == 403)
        // Made again it has the number again, and nothing in it.
        #expect(try await bench.organizations("CreateOrganization").status == 200)
        #expect(try await bench.createAccount("kept") == account)
        let session = try await bench.access(account)
        #expect(try await bench.ecr("DescribeRepositories", as: session).body == #"{"repositories":[]}"#)
        #expect(try await createRepository(bench, in: account).status == 200)
        #expect(try await images(bench, session) == #"{"imageIds":[]}"#)
        bench.emulator.close()
    }

    @Test("whoever is of a closed account is refused, and after 90 days it is not a member any more")
    func closed() async throws {
        let bench = try await organized()
        let account = try await bench.createAccount("closed")
        let session = try await bench.access(account)
        let key = try await bench.iam("CreateUser", [("UserName", "u")], as: session)
        #expect(key.status == 200)
        let xml = try await bench.iam("CreateAccessKey", [("UserName", "u")], as: session).xml()
        let found = xml.children.first?["AccessKey"]
        let user = TestBench.Credentials(
            try #require(found?["AccessKeyId"]?.text),
            try #require(found?["SecretAccessKey"]?.text)
        )
        #expect(try await bench.sts("GetCallerIdentity", as: user).status == 200)
        #expect(try await createRepository(bench, in: account).status == 200)
        let grant =
            #"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":"*","Action":"ecr:ListImages"}}"#
        let policy: JSONValue = ["repositoryName": "app", "policyText": .string(grant)]
        let put = String(decoding: policy.serialized(), as: UTF8.self)
        #expect(try await bench.ecr("SetRepositoryPolicy", put, as: session).status == 200)
        let list = #"{"registryId":"\#(account)","repositoryName":"app"}"#
        #expect(try await bench.ecr("ListImages", list).status == 200)
        let token = try await bench.basic(as: session)
        let host = "\(account).dkr.ecr.us-east-1.amazonaws.com"
        #expect(try await bench.registry(authorization: token, host: host).status == 200)

        let body: JSONValue = ["AccountId": .string(account)]
        #expect(try await bench.organizations("CloseAccount", body).body == "{}")
        let described = try await bench.organizations("DescribeAccount", body).json()["Account"]
        #expect(described?["Status"] == "SUSPENDED" && described?["State"] == "CLOSED")
        #expect(
            try await bench.organizations("CloseAccount", body).body
                == #"{"__type":"AccountAlreadyClosedException","message":"You attempted to close an account that is already closed."}"#
        )
        for credentials in [session, user] {
            #expect(try await bench.sts("GetCallerIdentity", as: credentials).stsError.code == "InvalidClientTokenId")
        }
        #expect(
            try await bench.registry(authorization: token, host: host).body.contains(
                "Your Authorization Token is invalid."
            )
        )
        #expect(
            try await bench.assume("arn:aws:iam::\(account):role/OrganizationAccountAccessRole").stsError.code
                == "AccessDenied"
        )
        let refused = try await bench.ecr("ListImages", list).body
        #expect(refused.contains("because no resource-based policy allows the ecr:ListImages action"), "\(refused)")
        let management: JSONValue = ["AccountId": "123456789012"]
        #expect(
            try await bench.organizations("CloseAccount", management).body.contains("CANNOT_CLOSE_MANAGEMENT_ACCOUNT")
        )
        #expect(
            try await bench.organizations("RemoveAccountFromOrganization", body).body.contains("TARGET_NOT_SUPPORTED")
        )
        #expect(try await bench.organizations("DeleteOrganization").body.contains("OrganizationNotEmptyException"))
        _ = try await bench.emulator.control(MoveClock.advance(90 * Self.day))
        #expect(try await bench.organizations("DescribeAccount", body).body.contains("AccountNotFoundException"))
        #expect(try await bench.organizations("DeleteOrganization").body == "{}")
    }

    @Test("a member that leaves stays an account that no policy binds; one that was created has to wait four days")
    func left() async throws {
        let bench = try await organized()
        let (removed, leaving) = (try await bench.createAccount("removed"), try await bench.createAccount("leaving"))
        let body: JSONValue = ["AccountId": .string(removed)]
        let early = try await bench.organizations("RemoveAccountFromOrganization", body)
        #expect(early.body.contains("ConstraintViolationException") && early.body.contains("WAIT_PERIOD_ACTIVE"))
        let session = try await bench.access(leaving)
        #expect(try await bench.organizations("LeaveOrganization", as: session).body.contains("WAIT_PERIOD_ACTIVE"))
        _ = try await bench.emulator.control(MoveClock.advance(4 * Self.day))
        #expect(try await bench.organizations("RemoveAccountFromOrganization", body).body == "{}")
        let again = try await bench.access(leaving)
        #expect(try await bench.organizations("LeaveOrganization", as: again).body == "{}")
        #expect(
            try await bench.organizations("LeaveOrganization", as: again).body
                .contains("AWSOrganizationsNotInUseException")
        )
        #expect(try await bench.sts("GetCallerIdentity", as: try await bench.access(removed)).status == 200)
        #expect(
            try await bench.organizations("LeaveOrganization").body.contains("MasterCannotLeaveOrganizationException")
        )
        let management: JSONValue = ["AccountId": "123456789012"]
        #expect(
            try await bench.organizations("RemoveAccountFromOrganization", management).body
                .contains("MasterCannotLeaveOrganizationException")
        )
        // Whoever is outside may not make a second organization, which a world does not have.
        let second = try await bench.organizations("CreateOrganization", as: again)
        #expect(second.status == 501)
        #expect(try await bench.organizations("DeleteOrganization").body == "{}")
    }

    @Test("an organization for consolidated billing has no policies, and closes no account")
    func billing() async throws {
        let bench = try bench()
        let made = try await bench.organizations("CreateOrganization", ["FeatureSet": "CONSOLIDATED_BILLING"])
        #expect(made.body.contains(#""AvailablePolicyTypes":[],"FeatureSet":"CONSOLIDATED_BILLING""#))
        let root = try #require(try await bench.organizations("ListRoots").json()["Roots"]?.array?.first?["Id"])
        let type: JSONValue = ["RootId": root, "PolicyType": "SERVICE_CONTROL_POLICY"]
        #expect(
            try await bench.organizations("EnablePolicyType", type).body
                .contains("PolicyTypeNotAvailableForOrganizationException")
        )
        let account = try await bench.createAccount("a")
        let body: JSONValue = ["AccountId": .string(account)]
        #expect(
            try await bench.organizations("CloseAccount", body).body.contains("ORGANIZATION_NOT_IN_ALL_FEATURES_MODE")
        )
    }

    @Test("the operator makes an organization and accounts; one without regions hands on those of the world")
    func operated() async throws {
        let bench = try bench(nil, #"accounts: {"111111111111": {}, "123456789012": {regions: {eu-west-1: }}}"#)
        func operate(_ operation: String, _ parameters: [String: JSONValue] = [:]) async throws -> JSONValue {
            let verb = PerformOperation(.organizations, operation, parameters, account: "111111111111")
            return try JSONValue.parse(try await bench.emulator.control(verb).json)
        }
        #expect(try await operate("CreateOrganization")["Organization"]?["MasterAccountId"] == "111111111111")
        let made = try await operate("CreateAccount", ["AccountName": "a", "Email": "a@example.com"])
        let account = try #require(made["CreateAccountStatus"]?["AccountId"]?.string)
        let repository = try await bench.emulator.control(
            PerformOperation(.ecr, "CreateRepository", ["repositoryName": "app"], account: account)
        )
        #expect(String(decoding: repository.json, as: UTF8.self).contains("\(account).dkr.ecr.eu-west-1."))
    }

    @Test("a policy of the organization keeps a member from leaving; by endpoint the region of the signature is any")
    func stays() async throws {
        let bench = try await organized()
        let account = try await bench.createAccount("staying")
        let root = try #require(try await bench.organizations("ListRoots").json()["Roots"]?.array?.first?["Id"])
        let type: JSONValue = ["RootId": root, "PolicyType": "SERVICE_CONTROL_POLICY"]
        #expect(try await bench.organizations("EnablePolicyType", type).status == 200)
        let policy: JSONValue = [
            "Name": "stay", "Description": "", "Type": "SERVICE_CONTROL_POLICY",
            "Content":
                #"{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"organizations:Leave*","Resource":"*"}}"#,
        ]
        let made = try await bench.organizations("CreatePolicy", policy).json()["Policy"]?["PolicySummary"]?["Id"]
        let attachment: JSONValue = ["PolicyId": try #require(made), "TargetId": root]
        #expect(try await bench.organizations("AttachPolicy", attachment).status == 200)
        _ = try await bench.emulator.control(MoveClock.advance(4 * Self.day))
        let left = try await bench.organizations("LeaveOrganization", as: try await bench.access(account))
        #expect(left.body.contains("organizations:LeaveOrganization on resource: * with an explicit deny in a service"))
        let elsewhere = try await bench.send(
            "POST",
            "/",
            headers: [
                ("Content-Type", "application/x-amz-json-1.1"),
                ("X-Amz-Target", "AWSOrganizationsV20161128.DescribeOrganization"),
            ],
            body: "{}",
            signedBy: (TestBench.alice, "ap-south-1", "organizations")
        )
        #expect(elsewhere.status == 200, "\(elsewhere.body)")
    }

    @Test("an account that was made has a public registry with an alias of its own, also after a new start")
    func publicRegistry() async throws {
        let folder = try TemporaryFolder()
        let account: String
        var aliases: [String] = []
        do {
            let bench = try await organized(folder)
            account = try await bench.createAccount("public")
            aliases.append(try await alias(bench, account))
            bench.emulator.close()
        }
        let again = try bench(folder)
        aliases.append(try await alias(again, account))
        #expect(aliases[0] == aliases[1] && aliases[0].wholeMatch(of: #/[a-z][a-z0-9]{7}/#) != nil)
        again.emulator.close()
    }

    /// The default alias of an account's public registry.
    private func alias(_ bench: TestBench, _ account: String) async throws -> String {
        let answer = try await bench.send(
            "POST",
            "/",
            host: "api.ecr-public.us-east-1.amazonaws.com",
            headers: [
                ("Content-Type", "application/x-amz-json-1.1"),
                ("X-Amz-Target", "SpencerFrontendService.DescribeRegistries"),
            ],
            body: "{}",
            signedBy: (try await bench.access(account), "us-east-1", "ecr-public")
        )
        let aliases = try answer.json()["registries"]?.array?.first?["aliases"]?.array
        return try #require(aliases?.first?["name"]?.string, "\(answer.body)")
    }
}
