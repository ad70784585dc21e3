import AWSCore
import AWSProtocols
import Emulator
import Foundation
import Testing

@Suite("What IAM allows")
struct AuthorizationTests {
    @Test(
        "a user without policies is refused with AWS's sentence, on the resource that AWS names",
        arguments: [
            ("DescribeRepositories", "{}", "arn:aws:ecr:us-east-1:123456789012:repository/*"),
            (
                "DescribeRepositories", #"{"repositoryNames":["none","app"]}"#,
                "arn:aws:ecr:us-east-1:123456789012:repository/none"
            ),
            (
                "CreateRepository", #"{"repositoryName":"team/web"}"#,
                "arn:aws:ecr:us-east-1:123456789012:repository/team/web"
            ),
            ("DeleteRepository", #"{"repositoryName":"none"}"#, "arn:aws:ecr:us-east-1:123456789012:repository/none"),
            ("DescribeRegistry", "{}", "*"),
            ("GetAuthorizationToken", "{}", "*"),
            ("GetAuthorizationToken", #"{"registryIds":["210987654321"]}"#, "*"),
        ]
    )
    func denied(operation: String, body: String, resource: String) async throws {
        let bench = try TestBench()
        let answer = try await bench.ecr(operation, body, as: TestBench.bob)
        #expect(
            answer.body
                == #"{"__type":"AccessDeniedException","message":"User: arn:aws:iam::123456789012:user/bob is not "#
                + "authorized to perform: ecr:\(operation) on resource: \(resource) because no identity-based policy "
                + #"allows the ecr:\#(operation) action"}"#
        )
        #expect(answer.status == 400)
    }

    @Test("root may do everything in its own account")
    func root() async throws {
        let bench = try TestBench()
        #expect(try await bench.ecr("CreateRepository", #"{"repositoryName":"web"}"#, as: TestBench.root).status == 200)
        #expect(try await bench.sts("GetFederationToken", [("Name", "guest")], as: TestBench.root).status == 200)
    }

    @Test("sessions have the rights of what they stand for")
    func sessions() async throws {
        let bench = try TestBench()
        let alice = try await bench.session("GetSessionToken")
        let bob = try await bench.session("GetSessionToken", as: TestBench.bob)
        let role = try await bench.assume("deployer").credentials()
        let empty = try await bench.assume("direct", as: TestBench.bob).credentials()
        #expect(try await bench.ecr("DescribeRepositories", as: alice).status == 200)
        #expect(try await bench.ecr("DescribeRepositories", as: role).status == 200)
        #expect(try await bench.ecr("DescribeRepositories", as: bob).ecrError.code == "AccessDeniedException")
        #expect(
            try await bench.ecr("DescribeRegistry", as: empty).ecrError.message
                == "User: arn:aws:sts::123456789012:assumed-role/direct/session-1 is not authorized to perform: "
                + "ecr:DescribeRegistry on resource: * because no identity-based policy allows the "
                + "ecr:DescribeRegistry action"
        )
    }

    @Test(
        "another account's repositories need that account's consent, which nobody can give yet",
        arguments: [
            ("DescribeRepositories", #"{"registryId":"210987654321"}"#, "repository/*"),
            ("DescribeRepositories", #"{"registryId":"210987654321","repositoryNames":["other"]}"#, "repository/other"),
            ("DeleteRepository", #"{"registryId":"210987654321","repositoryName":"other"}"#, "repository/other"),
            ("CreateRepository", #"{"registryId":"210987654321","repositoryName":"new"}"#, "repository/new"),
        ]
    )
    func acrossAccounts(operation: String, body: String, resource: String) async throws {
        let bench = try TestBench()
        for credentials in [TestBench.alice, TestBench.root] {
            let message = try await bench.ecr(operation, body, as: credentials).ecrError.message
            #expect(
                message.hasSuffix(
                    "is not authorized to perform: ecr:\(operation) on resource: arn:aws:ecr:us-east-1:210987654321:"
                        + "\(resource) because no resource-based policy allows the ecr:\(operation) action"
                )
            )
        }
    }

    @Test("the order is AWS's: malformed names, then IAM, then parameters, then state")
    func order() async throws {
        let bench = try TestBench()
        let bob = TestBench.bob
        func code(_ operation: String, _ body: String) async throws -> String {
            try await bench.ecr(operation, body, as: bob).ecrError.code
        }
        #expect(try await code("CreateRepository", #"{"repositoryName":"NO"}"#) == "InvalidParameterException")
        #expect(try await code("CreateRepository", #"{"repositoryName":5}"#) == "SerializationException")
        #expect(
            try await code("CreateRepository", #"{"repositoryName":"ok","imageTagMutability":"X"}"#)
                == "AccessDeniedException"
        )
        #expect(try await code("DescribeRepositories", #"{"maxResults":0}"#) == "AccessDeniedException")
        #expect(try await code("DeleteRepository", #"{"repositoryName":"gone"}"#) == "AccessDeniedException")
    }
}
