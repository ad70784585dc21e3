import AWSProtocols
import Determinism
import Emulator
import Foundation
import TestSupport
import Testing

/// Operations in an order of chance, over repositories, images, tags, policies, lifecycle policies and replication, each
/// compared with a model of what should be there afterwards, also over new starts, after an end or a kill. `RANDOM_INPUTS`
/// is the number of steps.
@Suite("A random walk", .timeLimit(.minutes(60)))
struct RandomWalkTests {
    private static let yaml = """
        accounts:
          "123456789012":
            users:
              alice:
                path: /team/
                policies: [AdministratorAccess]
                access_keys: [{id: AKIAALICEALICEALICEA, secret: alice/secret/alice/secret/alice/secret/a}]
            regions: {us-east-1: {}, eu-west-1: {}}

        """

    @Test("finds what a model says, after every step", arguments: 1...4)
    func walk(number: Int) async throws {
        let folder = try TemporaryFolder()
        var stream = RandomStream(derivedFrom: "walk \(number)")
        var data = folder["data"]
        var opened: TestBench? = try Self.open(data)
        var model = WalkModel(now: TestBench.start)
        var steps: [String] = []
        for number in 0..<RandomInputs.count(orElse: 60) {
            let step = WalkStep(&stream)
            steps.append("\(step)")
            if case .reopen(let killed) = step {
                let last = data
                if killed {
                    // A killed process leaves what its files hold at that moment.
                    data = folder["data-\(number)"]
                    try FileManager.default.copyItem(atPath: last, toPath: data)
                }
                opened?.emulator.close()
                // The folder is another's once the emulator is gone.
                opened = nil
                if killed { try FileManager.default.removeItem(atPath: last) }
                opened = try Self.open(data)
                try await opened?.emulator.prepareImages()
            }
            let bench = try #require(opened)
            var passed: TimeInterval = 1
            if case .advance(let seconds) = step { passed = seconds }
            _ = try await bench.emulator.control(MoveClock.advance(passed))
            model.now += passed
            model.catchUp()
            let expected = step.apply(to: &model)
            if let call = step.call {
                let answer = try await Self.send(call.operation, call.input, call.region, to: bench)
                let code = answer.status == 200 ? nil : answer.ecrError.code
                try #require(code == expected, "\(steps.joined(separator: "\n"))\n\(answer.body)")
            }
            for region in WalkModel.Region.allCases {
                let found = try await Self.repositories(region, of: bench)
                try #require(found == model.repositories[region], "\(region) after\n\(steps.joined(separator: "\n"))")
            }
        }
        opened?.emulator.close()
    }

    private static func open(_ path: String) throws -> TestBench { try TestBench(worldYAML: yaml, dataDirectory: path) }

    private static func send(
        _ operation: String,
        _ input: JSONValue,
        _ region: WalkModel.Region,
        to bench: TestBench
    ) async throws -> Answer {
        try await bench.ecr(
            operation,
            String(decoding: input.serialized(), as: UTF8.self),
            host: "api.ecr.\(region.rawValue).amazonaws.com",
            region: region.rawValue
        )
    }

    /// What the emulator has, as the model has it. Times are left out: what depends on them is compared.
    private static func repositories(
        _ region: WalkModel.Region,
        of bench: TestBench
    ) async throws -> [String: WalkModel.Repository] {
        var found: [String: WalkModel.Repository] = [:]
        let list = try await send("DescribeRepositories", [:], region, to: bench).json()
        for entry in list["repositories"]?.array ?? [] {
            let name = try #require(entry["repositoryName"]?.string)
            let input: JSONValue = ["repositoryName": .string(name)]
            var repository = WalkModel.Repository(isImmutable: entry["imageTagMutability"] == "IMMUTABLE")
            let images = try await send("DescribeImages", input, region, to: bench).json()["imageDetails"]?.array
            for image in images ?? [] {
                let digest = try #require(image["imageDigest"]?.string)
                let tags = image["imageTags"]?.array?.compactMap(\.string) ?? []
                repository.images[digest] = WalkModel.Image(pushedAt: bench.clock.now, tags: Set(tags))
            }
            repository.policy = try await send("GetRepositoryPolicy", input, region, to: bench).json()["policyText"]?
                .string
            let lifecycle = try await send("GetLifecyclePolicy", input, region, to: bench).json()
            repository.lifecycle = lifecycle["lifecyclePolicyText"]?.string.map {
                WalkModel.Lifecycle(text: $0, keeps: 0, evaluatedAt: bench.clock.now)
            }
            found[name] = repository
        }
        return found
    }
}
