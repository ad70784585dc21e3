import Foundation
import Scenarios
import TestSupport
import Testing

/// boto3 as it is, by endpoint and by AWS's own host names.
@Suite("boto3")
struct BotoTests {
    private struct Outcome: Decodable, Equatable {
        let code: String?
        let message: String?
        let status: Int?
        let printed: String?
    }

    private static let mismatch =
        "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key"
        + " and signing method. Consult the service documentation for details."

    @Test("sets an account up by IAM, uses it, and takes it away", arguments: RunningEmulator.Way.allCases)
    func identities(way: RunningEmulator.Way) async throws {
        try await RunningEmulator.with { emulator in
            let script = ProjectFolder.url.appending(path: "Tests/AcceptanceTests/Programs/iam_walk.py")
                .path
            let run = try await emulator.shell("python3 \(script)", way)
            #expect(run.status == 0, "python3 with boto3 is needed (make test installs it): \(run.output)")
            let found = try JSONDecoder().decode(Walk.self, from: Data(run.output.utf8))
            #expect(
                found
                    == Walk(
                        document: true,
                        self: "arn:aws:iam::123456789012:user/walk/walker",
                        denied: "User: arn:aws:iam::123456789012:user/walk/walker is not authorized to perform: "
                            + "iam:CreateGroup on resource: arn:aws:iam::123456789012:group/g because no identity-based "
                            + "policy allows the iam:CreateGroup action",
                        conflict: "Cannot delete entity, must delete policies first.",
                        absent: 404,
                        policies: 12,
                        trust: true,
                        assumed: "arn:aws:sts::123456789012:assumed-role/walked/walk",
                        used: "sts",
                        summary: 2,
                        users: []
                    )
            )
        }
    }

    /// What `iam_walk.py` prints.
    private struct Walk: Decodable, Equatable {
        let document: Bool
        let `self`: String
        let denied: String
        let conflict: String
        let absent: Int
        let policies: Int
        let trust: Bool
        let assumed: String
        let used: String
        let summary: Int
        let users: [String]
    }

    @Test("calls succeed, and each wrong call gets AWS's code and text", arguments: RunningEmulator.Way.allCases)
    func calls(way: RunningEmulator.Way) async throws {
        try await RunningEmulator.with { emulator in
            let script = ProjectFolder.url.appending(path: "Tests/AcceptanceTests/Programs/boto_calls.py")
                .path
            let more = [
                "TEST_ROLE_ARN": "arn:aws:iam::123456789012:role/deployer", "TEST_OTHER_REGION": "eu-west-1",
            ]
            let run = try await emulator.shell("python3 \(script) \(emulator.url)", way, adding: more)
            #expect(run.status == 0, "python3 with boto3 is needed (make test installs it): \(run.output)")
            let json = Data(run.output.utf8)
            let answers = try #require(try JSONSerialization.jsonObject(with: json) as? [String: [String: Any]])
            let outcomes = try JSONDecoder().decode([String: Outcome].self, from: json)

            let identity = answers["identity"]?["answer"] as? [String: String]
            #expect(identity?["Arn"] == "arn:aws:iam::123456789012:user/developer")
            #expect(identity?["Account"] == "123456789012")
            let role = answers["assume_role"]?["answer"] as? [String: String]
            #expect(role?["assumed"] == "arn:aws:sts::123456789012:assumed-role/deployer/boto")
            #expect(role?["caller"] == role?["assumed"])
            let repositories = answers["repositories"]?["answer"] as? [String: Any]
            #expect(repositories?["uri"] as? String == "123456789012.dkr.ecr.us-east-1.amazonaws.com/boto/fresh")
            #expect((repositories?["names"] as? [String])?.contains("boto/fresh") == true)
            #expect((repositories?["names"] as? [String])?.count == 2)

            expect(outcomes["wrong_secret"], "SignatureDoesNotMatch", Self.mismatch, 403)
            expect(outcomes["wrong_secret_ecr"], "InvalidSignatureException", Self.mismatch, 400)
            expect(
                outcomes["unknown_key"],
                "InvalidClientTokenId",
                "The security token included in the request is invalid.",
                403
            )
            expect(
                outcomes["wrong_region"],
                "SignatureDoesNotMatch",
                "Credential should be scoped to a valid region. ",
                403
            )
            expect(outcomes["tampered_body"], "InvalidSignatureException", Self.mismatch, 400)
            expect(
                outcomes["expired_session"],
                "ExpiredToken",
                "The security token included in the request is expired",
                403
            )
            let late = try #require(outcomes["clock_off"])
            #expect(late.code == "InvalidSignatureException")
            let text = try Regex(
                #"Signature expired: \d{8}T\d{6}Z is now earlier than \d{8}T\d{6}Z \(\d{8}T\d{6}Z - 15 min\.\)"#
            )
            #expect(try late.message.map { try text.wholeMatch(in: $0) != nil } == true, "\(late.message ?? "")")
            for name in ["duplicated_authorization", "duplicated_date"] {
                let answer = answers[name]?["answer"] as? [String: Any]
                #expect(answer?["code"] as? String == "IncompleteSignature", "\(name)")
                #expect(answer?["status"] as? Int == 400, "\(name)")
            }
        }
    }

    private func expect(_ outcome: Outcome?, _ code: String, _ message: String, _ status: Int) {
        #expect(outcome?.code == code)
        #expect(outcome?.message == message)
        #expect(outcome?.status == status)
    }
}
