import AWSCore
import AWSProtocols
import Foundation
import Testing
import World

@testable import Emulator

@Suite("Lifecycle policies, as time passes")
struct LifecycleTests {
    private let bench: TestBench

    init() throws { bench = try TestBench() }

    private static let policy =
        #"{\"rules\":[{\"rulePriority\":1,\"selection\":{\"tagStatus\":\"any\",\"countType\":\"sinceImagePushed\",\"countUnit\":\"days\",\"countNumber\":1},\"action\":{\"type\":\"expire\"}}]}"#

    private func begin() async throws {
        let index =
            #"{\"schemaVersion\":2,\"mediaType\":\"application/vnd.oci.image.index.v1+json\",\"manifests\":[]}"#
        let image = #"{"repositoryName":"app","imageTag":"v1","imageManifest":"\#(index)"}"#
        #expect(try await bench.ecr("PutImage", image).status == 200)
        let policy = #"{"repositoryName":"app","lifecyclePolicyText":"\#(Self.policy)"}"#
        #expect(try await bench.ecr("PutLifecyclePolicy", policy).status == 200)
        try bench.emulator.world.advanceClock(by: 2 * 86_400)
    }

    @Test("An image that has expired is gone to the API")
    func api() async throws {
        try await begin()
        #expect(try await bench.ecr("ListImages", #"{"repositoryName":"app"}"#).body == #"{"imageIds":[]}"#)
    }

    @Test("An image that has expired is gone to who lists the images of the world")
    func control() async throws {
        try await begin()
        let repositories = try await bench.emulator.control(ReadImages(in: "app"))
        #expect(repositories.flatMap(\.images).isEmpty)
    }

    @Test("A caller who may not ask for the repository changes nothing in it")
    func refused() async throws {
        try await begin()
        let before = bench.emulator.world.repositories.map(\.lifecycle?.evaluatedAt)
        #expect(
            try await bench.ecr("ListImages", #"{"repositoryName":"app"}"#, as: TestBench.bob).ecrError.code
                == "AccessDeniedException"
        )
        #expect(bench.emulator.world.repositories.map(\.lifecycle?.evaluatedAt) == before)
    }

    @Test("A reset takes the policy away")
    func reset() async throws {
        try await begin()
        _ = try await bench.emulator.control(ResetWorld())
        let answer = try await bench.ecr("GetLifecyclePolicy", #"{"repositoryName":"app"}"#)
        #expect(answer.ecrError.code == "LifecyclePolicyNotFoundException")
    }
}
