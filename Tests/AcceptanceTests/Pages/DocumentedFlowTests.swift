import AWSCore
import AWSProtocols
import Emulator
import Foundation
import NIOCore
import NIOPosix
import Synchronization
import Testing

@testable import Scenarios

@Suite("The documented flow")
struct DocumentedFlowTests {
    @Test("passes with whatever account, region, names and repository", arguments: 1...12)
    func drawn(seed: Int) async throws {
        try await withTemporaryFolder { folder in
            let result = try await TestSurroundings.play(DocumentedFlow(seed: seed).scenario(in: folder), in: folder)
            guard case .passed = result.verdict else {
                Issue.record("\(result.report)")
                return
            }
        }
    }

    @Test("fails when any one answer of the emulator is altered")
    func altered() async throws {
        try await withTemporaryFolder { folder in
            let scenario = try DocumentedFlow(seed: 0).scenario(in: folder)
            let counter = Mutex<[String]>([])
            _ = try await TestSurroundings.play(scenario, in: folder) { emulator in
                Altering(emulator: emulator) { call, response in
                    counter.withLock { $0.append(call) }
                    return response
                }
            }
            let calls = counter.withLock { $0 }
            #expect(Set(calls) == Set(Altering.alterations.keys))
            for (index, call) in calls.enumerated() {
                for (name, alteration) in try #require(Altering.alterations[call]) {
                    let number = Mutex(0)
                    let result = try await TestSurroundings.play(scenario, in: folder) { emulator in
                        Altering(emulator: emulator) { _, response in
                            let isIt = number.withLock { number in
                                number += 1
                                return number == index + 1
                            }
                            return isIt ? alteration(response) : response
                        }
                    }
                    guard case .failed = result.verdict else {
                        Issue.record("answer \(index + 1) (\(call)) with another \(name) went unnoticed")
                        continue
                    }
                }
            }
        }
    }

    @Test("two runs with one seed show the same bytes")
    func sameBytes() async throws {
        try await withTemporaryFolder { folder in
            let text =
                DocumentedFlow(seed: 3).page + """
                    ```console
                    $ drydock store --json
                    ...
                    $ drydock events --json
                    ...
                    ```

                    """
            try DocumentedFlow(seed: 3).world.write(toFile: folder + "/world.yaml", atomically: true, encoding: .utf8)
            let scenario = try ScenarioPage.parse(text: text, file: folder + "/flow.md")
            let first = try await TestSurroundings.play(scenario, in: folder)
            let second = try await TestSurroundings.play(scenario, in: folder)
            #expect(first.transcripts.count == 8)
            #expect(first.transcripts == second.transcripts)
        }
    }

    @Test("200 copies play at once in one process, within 1,024 descriptors")
    func parallel() async throws {
        try await withTemporaryFolder { folder in
            for number in 1...200 {
                let flow = DocumentedFlow(seed: number)
                let copy = folder + "/copies/\(number)"
                try FileManager.default.createDirectory(atPath: copy, withIntermediateDirectories: true)
                try flow.world.write(toFile: copy + "/world.yaml", atomically: true, encoding: .utf8)
                try flow.page.write(toFile: copy + "/flow.md", atomically: true, encoding: .utf8)
            }
            let result = try await ShellProcess(
                command: "ulimit -n 1024; exec drydock test copies --jobs 200",
                variables: ["PATH": BuiltPrograms.folder + ":/usr/bin:/bin", "HOME": folder, "TMPDIR": folder],
                workingDirectory: folder,
                timeLimit: .seconds(300)
            ).run()
            #expect(
                result.output.contains("\n200 scenarios: 200 passed, 0 failed, 0 skipped ("),
                "\(result.output.suffix(3_000))"
            )
            #expect(result.status == 0)
        }
    }
}

/// An emulator whose answers pass through a change.
private struct Altering: Responder {
    let emulator: Emulator
    let change: @Sendable (String, EmulatorResponse) -> EmulatorResponse

    /// What a user relies on in each answer, and how it is spoilt.
    static let alterations: [String: [String: @Sendable (EmulatorResponse) -> EmulatorResponse]] = [
        "GetCallerIdentity": [
            "account": { edit($0) { replacingDigits(in: $0, after: "<Account>") } },
            "status": { refused($0) },
        ],
        "GetSessionToken": [
            "access key ID": { edit($0) { $0.replacing("<AccessKeyId>ASIA", with: "<AccessKeyId>ASIB") } },
            "secret": { edit($0) { $0.replacing("<SecretAccessKey>", with: "<SecretAccessKey>x") } },
            "token": { edit($0) { $0.replacing("<SessionToken>", with: "<SessionToken>x") } },
            "status": { refused($0) },
        ],
        "DescribeRepositories": [
            "list": { edit($0) { _ in "{\"repositories\":[]}" } },
            "body": { edit($0) { _ in "{" } },
            "status": { refused($0) },
        ],
        "GetAuthorizationToken": [
            "token": {
                edit($0) { $0.replacing("\"authorizationToken\":\"QVdTO", with: "\"authorizationToken\":\"QVdTOx") }
            },
            "endpoint": { edit($0) { $0.replacing(".dkr.ecr.", with: ".dkr.ecr-x.") } },
            "status": { refused($0) },
        ],
        "/v2/": ["status": { refused($0) }],
    ]

    func bodyHandling(method: String, target: String, host: String) -> BodyHandling {
        emulator.bodyHandling(method: method, target: target, host: host)
    }

    func respond(to request: EmulatorRequest) async -> EmulatorResponse {
        let response = await emulator.respond(to: request)
        return change(name(of: request), response)
    }

    /// The operation's name, or the path of a registry call.
    private func name(of request: EmulatorRequest) -> String {
        if let target = request.headers["x-amz-target"] { return String(target.split(separator: ".").last ?? "") }
        let body = String(buffer: request.body)
        guard body.hasPrefix("Action=") else { return String(request.path) }
        return String(body.dropFirst(7).prefix { $0 != "&" })
    }

    func connectRefused(host: String, port: Int, peerAddress: String) {
        emulator.connectRefused(host: host, port: port, peerAddress: peerAddress)
    }

    private static func edit(_ response: EmulatorResponse, _ change: (String) -> String) -> EmulatorResponse {
        var response = response
        let before = String(buffer: response.body)
        let after = change(before)
        precondition(after != before, "the alteration does not fit the answer: \(before)")
        response.body = ByteBuffer(string: after)
        return response
    }

    private static func refused(_ response: EmulatorResponse) -> EmulatorResponse {
        var response = response
        response.status = 403
        return response
    }

    private static func replacingDigits(in text: String, after mark: String) -> String {
        guard let range = text.range(of: mark) else { return text }
        return text.replacingCharacters(
            in: range.upperBound..<text.index(range.upperBound, offsetBy: 12),
            with: "999999999999"
        )
    }
}
