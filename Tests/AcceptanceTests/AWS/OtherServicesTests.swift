import Emulator
import Foundation
import Scenarios
import Testing

/// The AWS CLI, meeting what Drydock does not have.
@Suite("What is not emulated, by the AWS CLI")
struct OtherServicesTests {
    private static let commands = [
        ("sns", "sns list-topics"), ("ec2", "ec2 describe-regions"), ("sqs", "sqs list-queues"),
        ("logs", "logs describe-log-groups"), ("batch", "batch list-jobs --job-queue q"),
        ("secretsmanager", "secretsmanager list-secrets"), ("dynamodb", "dynamodb list-tables"),
        ("lambda", "lambda list-functions"), ("kms", "kms list-keys"),
        ("s3", "s3control list-access-points --account-id 123456789012"),
        ("ec2", "--region cn-north-1 ec2 describe-regions"),
        ("route53", "route53 list-hosted-zones"), ("monitoring", "cloudwatch list-metrics"),
    ]

    @Test("each service's client prints the sentence, after one request", arguments: RunningEmulator.Way.allCases)
    func services(way: RunningEmulator.Way) async throws {
        try await RunningEmulator.with { emulator in
            try "x".write(toFile: emulator.folder + "/script.py", atomically: true, encoding: .utf8)
            let commands = way == .proxy ? Self.commands : Array(Self.commands.prefix(2))
            for (service, command) in commands {
                let before = emulator.emulator.events().count
                let run = try await emulator.shell("aws \(command)", way)
                #expect(run.status != 0)
                #expect(run.output.contains("Drydock does not emulate \(service) ("), "\(command): \(run.output)")
                let events = emulator.emulator.events(after: before)
                #expect(events.map(\.errorCode) == ["NotImplemented"], "\(command)")
                #expect(events.first?.eventSource == "\(service).amazonaws.com")
            }
        }
    }

    @Test("a HEAD, whose answer has no body, says the status at once")
    func head() async throws {
        try await RunningEmulator.with { emulator in
            let run = try await emulator.shell("aws s3api head-object --bucket bucket --key k", .proxy)
            #expect(run.output.contains("An error occurred (404) when calling the HeadObject operation: Not Found"))
            #expect(emulator.emulator.events().map(\.callName) == ["s3:HeadObject"])
        }
    }

    @Test(
        "an operation that is not supported is answered once, in whichever mode of retrying",
        arguments: ["legacy", "standard", "adaptive"]
    )
    func operations(mode: String) async throws {
        try await RunningEmulator.with { emulator in
            for (command, operation) in [
                ("eks list-nodegroups --cluster-name c", "ListNodegroups of EKS"),
                ("sts get-delegated-access-token --trade-in-token x", "GetDelegatedAccessToken of STS"),
            ] {
                let run = try await emulator.shell("aws \(command)", .proxy, adding: ["AWS_RETRY_MODE": mode])
                #expect(run.output.contains("Drydock does not support the operation \(operation)."), "\(run.output)")
            }
            let events = emulator.emulator.events()
            #expect(events.map(\.errorCode) == ["NotImplemented", "NotImplemented"])
            #expect(events.allSatisfy { $0.userIdentity.userName == "developer" })
        }
    }

    @Test("a region that does not exist does not resolve, and one of the world's does")
    func regions() async throws {
        try await RunningEmulator.with { emulator in
            let curl = "curl --silent --output /dev/null --write-out '%{http_connect}' --include"
            let lost = try await emulator.shell("\(curl) https://api.ecr.us-easst-1.amazonaws.com/", .proxy)
            #expect(lost.output == "502")
            let head = try await emulator.shell(
                "curl --silent --include --proxytunnel https://123456789012.dkr.ecr.us-easst-1.amazonaws.com/v2/",
                .proxy
            )
            #expect(
                head.output.hasPrefix(
                    "HTTP/1.1 502 Could not resolve host: 123456789012.dkr.ecr.us-easst-1.amazonaws.com"
                )
            )
            #expect(emulator.emulator.events().map(\.errorCode) == ["HostNotFound", "HostNotFound"])
        }
    }
}
