import DrydockTesting
import Foundation
import TestSupport
import Testing

/// What another package's tests do with an emulator.
@Suite("An emulator in a test")
struct DrydockTests {
    private static let world = """
        accounts:
          "123456789012":
            users:
              ada: {policies: [AdministratorAccess], access_keys: [{id: AKIAADA, secret: of-ada}]}
              ravi: {access_keys: [{id: AKIARAVI, secret: of-ravi}]}
            regions:
              eu-west-1: {repositories: {team/app: {}}}
        """

    /// The status and the output of a program with `environment`.
    private static func run(
        _ words: [String],
        _ environment: [String: String]
    ) async throws -> (status: Int32, text: String) {
        try await onOwnThread {
            let process = Process()
            process.executableURL = URL(filePath: "/usr/bin/env")
            process.arguments = words
            process.environment = environment
            let output = Pipe()
            process.standardOutput = output
            process.standardError = output
            process.standardInput = FileHandle.nullDevice
            try process.run()
            let bytes = try output.fileHandleForReading.readToEnd() ?? Data()
            process.waitUntilExit()
            return (process.terminationStatus, String(decoding: bytes, as: UTF8.self))
        }
    }

    @Test("programs reach it by AWS's own host names, and by its endpoint", arguments: [Drydock.Way.proxy, .endpoint])
    func environment(_ way: Drydock.Way) async throws {
        try await withDrydock { drydock in
            let words = ["aws", "sts", "get-caller-identity", "--query", "Arn", "--output", "text"]
            let (status, text) = try await Self.run(words, drydock.environment(by: way))
            #expect(text == "arn:aws:iam::123456789012:user/developer\n")
            #expect(status == 0)
            let calls = try await drydock.calls()
            #expect(calls.map(\.name) == ["sts:GetCallerIdentity"])
            #expect(calls.first?.caller == "arn:aws:iam::123456789012:user/developer")
            #expect(drydock.user == "developer")
        }
    }

    @Test("a denied call is found with its reason, explained, and allowed by a verb")
    func denial() async throws {
        try await withDrydock(.yaml(Self.world), identity: "ravi") { drydock in
            let words = ["aws", "ecr", "list-images", "--repository-name", "team/app", "--query", "imageIds"]
            let first = try await Self.run(words, drydock.environment())
            #expect(first.status != 0, "\(first.text)")
            let denied = try await drydock.calls(denied: true)
            #expect(denied.count == 1)
            #expect(denied.first?.name == "ecr:ListImages")
            #expect(denied.first?.repository == "team/app")
            #expect(denied.first?.region == "eu-west-1")
            #expect(denied.first?.errorCode == "AccessDeniedException")
            #expect(denied.first?.reason == "identityPolicySilent")
            #expect(denied.first?.parameters == #"{"repositoryName":"team/app"}"#)
            #expect(try await drydock.explainLastDenial().contains { $0.contains("ecr:ListImages") })
            let document =
                #"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"ecr:ListImages","Resource":"*"}}"#
            let change = try await drydock.run(
                "iam",
                "put-user-policy",
                "--user-name=ravi",
                "--policy-name=list",
                "--policy-document",
                document
            )
            #expect(change.status == 0, "\(change.text)")
            let second = try await Self.run(words, drydock.environment())
            #expect(second.text == "[]\n")
            try await drydock.reset()
            #expect(try await drydock.calls() == [])
        }
    }

    @Test("a world's file, a region and a seed are taken, and what is wrong with them is said in one line")
    func inputs() async throws {
        let folder = try TemporaryFolder()
        let path = try folder.write(Self.world, to: "world.yaml")
        let keys = try await [1, 2].asyncMap { _ in
            try await withDrydock(.file(path), identity: "ada", region: "us-west-2", seed: "s") { drydock in
                let config = try String(contentsOfFile: drydock.home + "/.aws/config", encoding: .utf8)
                #expect(config == "[default]\nregion = us-west-2\n")
                return try String(contentsOfFile: drydock.home + "/.aws/credentials", encoding: .utf8)
            }
        }
        #expect(keys[0] == keys[1])
        await #expect(throws: DrydockError.self) {
            try await withDrydock(.file(folder["none.yaml"])) { _ in }
        }
        let error = await #expect(throws: DrydockError.self) {
            try await withDrydock(.yaml(Self.world), identity: "eve") { _ in }
        }
        #expect(error?.description == "The world has no user 'eve'; it has ada, ravi.")
    }

    @Test("nothing stays behind, also where the test fails")
    func nothingLeft() async throws {
        struct Failed: Error {}
        let folder = try TemporaryFolder()
        await #expect(throws: Failed.self) {
            try await withDrydock(temporaryFolder: folder.path) { drydock in
                #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty == false)
                throw Failed()
            }
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [])
    }
}

extension Sequence {
    fileprivate func asyncMap<Value>(_ body: (Element) async throws -> Value) async throws -> [Value] {
        var values: [Value] = []
        for element in self { values.append(try await body(element)) }
        return values
    }
}
