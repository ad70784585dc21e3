import AWSCore
import AWSProtocols
import Emulator
import Foundation
import Testing

@Suite("AssumeRole")
struct AssumeRoleTests {
    private func denied(_ user: String, _ role: String) -> String {
        "User: \(user) is not authorized to perform: sts:AssumeRole on resource: \(role)"
    }

    @Test("answers the role's session")
    func success() async throws {
        let bench = try TestBench()
        let answer = try await bench.assume("deployer")
        let result = try answer.xml().children.first
        #expect(answer.status == 200)
        #expect(result?.name == "AssumeRoleResult")
        #expect(result?.children.map(\.name) == ["AssumedRoleUser", "Credentials"])
        #expect(
            result?["Credentials"]?.children.map(\.name) == [
                "AccessKeyId", "SecretAccessKey", "SessionToken", "Expiration",
            ]
        )
        #expect(result?["Credentials"]?["Expiration"]?.text == "2026-03-01T13:00:00Z")
        #expect(
            result?["AssumedRoleUser"]?["Arn"]?.text == "arn:aws:sts::123456789012:assumed-role/deployer/session-1"
        )
        #expect(result?["AssumedRoleUser"]?["AssumedRoleId"]?.text?.hasSuffix(":session-1") == true)
        #expect(try await bench.ecr("DescribeRepositories", as: answer.credentials()).status == 200)
    }

    @Test(
        "refuses with one text, whatever is missing",
        arguments: [
            // Not in the trust policy; no such role; another path; another account that trusts somebody else.
            "arn:aws:iam::123456789012:role/service/chained", "arn:aws:iam::123456789012:role/none",
            "arn:aws:iam::123456789012:role/other/deployer", "arn:aws-cn:iam::123456789012:role/deployer",
            "arn:aws:iam::999999999999:role/deployer",
        ]
    )
    func untrusted(role: String) async throws {
        let bench = try TestBench()
        #expect(
            try await bench.assume(role).stsError
                == refusal(403, "AccessDenied", denied("arn:aws:iam::123456789012:user/team/alice", role))
        )
    }

    @Test("a trusted account does not stand in for the caller's own policy")
    func ownPolicy() async throws {
        let bench = try TestBench()
        let role = "arn:aws:iam::123456789012:role/delegated"
        #expect(try await bench.assume(role).status == 200)
        #expect(
            try await bench.assume(role, as: TestBench.bob).stsError
                == refusal(403, "AccessDenied", denied("arn:aws:iam::123456789012:user/bob", role))
        )
    }

    @Test("in one account, being named in the trust policy is enough; across accounts it is not")
    func namedCaller() async throws {
        let bench = try TestBench()
        #expect(try await bench.assume("direct", as: TestBench.bob).status == 200)
        let visitor = "arn:aws:iam::210987654321:role/visitor"
        #expect(try await bench.assume(visitor).status == 200)
        #expect(
            try await bench.assume(visitor, as: TestBench.bob).stsError
                == refusal(403, "AccessDenied", denied("arn:aws:iam::123456789012:user/bob", visitor))
        )
    }

    @Test("is refused to root and to root's sessions")
    func root() async throws {
        let bench = try TestBench()
        let expected = refusal(403, "AccessDenied", "Roles may not be assumed by root accounts.")
        #expect(try await bench.assume("deployer", as: TestBench.root).stsError == expected)
        let session = try await bench.session("GetSessionToken", as: TestBench.root)
        #expect(try await bench.assume("deployer", as: session).stsError == expected)
    }

    @Test("keeps to the role's longest session")
    func roleMaximum() async throws {
        let bench = try TestBench()
        #expect(try await bench.assume("deployer", [("DurationSeconds", "7200")]).status == 200)
        #expect(
            try await bench.assume("deployer", [("DurationSeconds", "7201")]).stsError
                == refusal(
                    400,
                    "ValidationError",
                    "The requested DurationSeconds exceeds the MaxSessionDuration set for this role."
                )
        )
    }

    @Test("a caller who may not assume a role does not learn its longest session")
    func denialFirst() async throws {
        let bench = try TestBench()
        let error = try await bench.assume("deployer", as: TestBench.bob, [("DurationSeconds", "43200")]).stsError
        #expect(error.code == "AccessDenied")
    }

    @Test("chained sessions last an hour at most")
    func chaining() async throws {
        let bench = try TestBench()
        let deployer = try await bench.assume("deployer").credentials()
        let chained = "arn:aws:iam::123456789012:role/service/chained"
        let answer = try await bench.assume(chained, as: deployer, [("DurationSeconds", "3600")])
        #expect(answer.status == 200)
        #expect(
            try answer.xml().children.first?["AssumedRoleUser"]?["Arn"]?.text
                == "arn:aws:sts::123456789012:assumed-role/chained/session-1"
        )
        #expect(
            try await bench.assume(chained, as: deployer, [("DurationSeconds", "3601")]).stsError
                == refusal(
                    400,
                    "ValidationError",
                    "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining."
                )
        )
        // GetSessionToken's sessions are the user itself, not a role: no chain.
        let session = try await bench.session("GetSessionToken")
        #expect(try await bench.assume("deployer", as: session, [("DurationSeconds", "7200")]).status == 200)
    }

    @Test("a role session is denied by its own ARN")
    func sessionDenied() async throws {
        let bench = try TestBench()
        let session = try await bench.assume("direct", as: TestBench.bob).credentials()
        let role = "arn:aws:iam::123456789012:role/deployer"
        #expect(
            try await bench.assume(role, as: session).stsError.message
                == denied("arn:aws:sts::123456789012:assumed-role/direct/session-1", role)
        )
    }
}
