import Foundation
import Scenarios
import Testing

/// The AWS CLI and the docker CLI as they are.
@Suite("The AWS CLI and docker")
struct CommandLineProgramTests {
    @Test(
        "the AWS CLI names the caller, assumes a role, creates and lists repositories",
        arguments: RunningEmulator.Way.allCases
    )
    func calls(way: RunningEmulator.Way) async throws {
        try await RunningEmulator.with { emulator in
            let caller = try await emulator.shell("aws sts get-caller-identity --query Arn --output text", way)
            #expect(caller.output == "arn:aws:iam::123456789012:user/developer\n")
            #expect(caller.status == 0)
            let role = try await emulator.shell(
                "aws sts assume-role --role-arn arn:aws:iam::123456789012:role/deployer --role-session-name cli"
                    + " --query AssumedRoleUser.Arn --output text",
                way
            )
            #expect(role.output == "arn:aws:sts::123456789012:assumed-role/deployer/cli\n")
            let created = try await emulator.shell(
                "aws ecr create-repository --repository-name cli/app --query repository.repositoryUri --output text",
                way
            )
            #expect(created.output == "123456789012.dkr.ecr.us-east-1.amazonaws.com/cli/app\n")
            let again = try await emulator.shell("aws ecr create-repository --repository-name cli/app", way)
            #expect(
                again.output.contains(
                    "An error occurred (RepositoryAlreadyExistsException) when calling the CreateRepository operation:"
                        + " The repository with name 'cli/app' already exists in the registry with id '123456789012'\n"
                )
            )
            #expect(again.status != 0)
            let names = try await emulator.shell(
                "aws ecr describe-repositories --query 'repositories[].repositoryName' --output text",
                way
            )
            #expect(names.output.split(whereSeparator: \.isWhitespace).contains("cli/app"))
        }
    }

    @Test("a wrong secret is refused by the AWS CLI in AWS's words", arguments: RunningEmulator.Way.allCases)
    func wrongSecret(way: RunningEmulator.Way) async throws {
        try await RunningEmulator.with { emulator in
            let wrong = ["AWS_SECRET_ACCESS_KEY": "wrong"]
            let run = try await emulator.shell("aws sts get-caller-identity", way, adding: wrong)
            #expect(
                run.output.contains(
                    "An error occurred (SignatureDoesNotMatch) when calling the GetCallerIdentity operation:"
                        + " The request signature we calculated does not match the signature you provided."
                )
            )
            #expect(run.status != 0)
        }
    }

    @Test("docker logs in to the real registry name with the AWS CLI's password, and not with another")
    func dockerLogin() async throws {
        try await RunningEmulator.with { emulator in
            let registry = "123456789012.dkr.ecr.us-east-1.amazonaws.com"
            let login = "docker login --username AWS --password-stdin \(registry)"
            let run = try await emulator.shell("aws ecr get-login-password | \(login)", .proxy)
            #expect(run.output.hasSuffix("Login Succeeded\n"), "\(run.output)")
            #expect(run.status == 0)
            let file = try Data(contentsOf: URL(filePath: emulator.folder + "/.docker/config.json"))
            let configuration = try JSONSerialization.jsonObject(with: file) as? [String: Any]
            let auths = configuration?["auths"] as? [String: [String: String]]
            let stored = auths?[registry]?["auth"].flatMap { Data(base64Encoded: $0) }
            #expect(stored.map { String(decoding: $0, as: UTF8.self).hasPrefix("AWS:") } == true)

            let wrong = try await emulator.shell("echo wrong | \(login)", .proxy)
            #expect(wrong.output.contains("400 Bad Request"), "\(wrong.output)")
            #expect(wrong.status == 1)
        }
    }
}
