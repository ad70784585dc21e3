import Foundation
import Scenarios
import TestSupport
import Testing

/// A denied principal at each layer, through clients that nobody here wrote.
@Suite("Denials as independent clients print them")
struct DenialsByLayerTests {
    @Test("boto3 prints AWS's sentence for every layer")
    func boto() async throws {
        try await RunningEmulator.with(world: DenialsByLayer.world()) { emulator in
            let cases = emulator.folder + "/cases.json"
            try JSONEncoder().encode(DenialsByLayer.all).write(to: URL(filePath: cases))
            let script = ProjectFolder.url.appending(path: "Tests/AcceptanceTests/Programs/denials.py")
                .path
            // STS and ECR by the plain endpoint; the VPC endpoint's name goes through the proxy.
            let run = try await emulator.shell("python3 \(script) \(cases) \(emulator.url)", .proxy)
            #expect(run.status == 0, "python3 with boto3 is needed (make test installs it): \(run.output)")
            let printed = try JSONDecoder().decode([String: String].self, from: Data(run.output.utf8))
            for denial in DenialsByLayer.all {
                #expect(printed[denial.name] == denial.printed, "\(denial.name)")
            }
        }
    }

    @Test("the AWS CLI prints AWS's sentence for every layer")
    func commandLine() async throws {
        try await RunningEmulator.with(world: DenialsByLayer.world()) { emulator in
            for denial in DenialsByLayer.all {
                var variables = ["AWS_ACCESS_KEY_ID": denial.key, "AWS_SECRET_ACCESS_KEY": denial.secret]
                if let assume = denial.assume {
                    let input = try Self.json(assume)
                    let run = try await emulator.shell(
                        "aws sts assume-role --cli-input-json '\(input)' --query Credentials --output json",
                        .proxy,
                        adding: variables
                    )
                    #expect(run.status == 0, "the AWS CLI is needed (make test installs it): \(run.output)")
                    let session = try JSONDecoder().decode([String: String].self, from: Data(run.output.utf8))
                    variables["AWS_ACCESS_KEY_ID"] = session["AccessKeyId"]
                    variables["AWS_SECRET_ACCESS_KEY"] = session["SecretAccessKey"]
                    variables["AWS_SESSION_TOKEN"] = session["SessionToken"]
                }
                let command = denial.method.replacing("_", with: "-")
                let endpoint = denial.endpoint.map { " --endpoint-url \($0)" } ?? ""
                let run = try await emulator.shell(
                    "aws \(denial.service) \(command) --cli-input-json '\(try Self.json(denial.input))'\(endpoint)",
                    .proxy,
                    adding: variables
                )
                #expect(run.status != 0, "\(denial.name)")
                #expect(run.output.contains(denial.printed + "\n"), "\(denial.name): \(run.output)")
            }
        }
    }

    private static func json(_ value: some Encodable) throws -> String {
        String(decoding: try JSONEncoder().encode(value), as: UTF8.self)
    }
}
