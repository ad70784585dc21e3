import Foundation
import Scenarios
import TestSupport
import Testing
import World

/// Requests that are made from the botocore model that comes with boto3, right and wrong ones.
@Suite("Generated requests to ECR and ECR Public")
struct GeneratedRequestsTests {
    private static let yaml = """
        upstreams:
          public.ecr.aws: {repositories: {tool: {images: [{generate: {}, tags: [v1]}]}}}
        accounts:
          "123456789012":
            users:
              developer:
                policies: [AdministratorAccess]
                access_keys:
                  - {id: AKIADRYDOCKDEVELOPER, secret: drydock/EXAMPLE/secret/key/of/developer/}
            regions:
              us-east-1:
                pull_through_cache_rules: {public: {upstream: public.ecr.aws}}
                repositories:
                  app: {images: [{generate: {}, tags: [v1]}]}
                  team/app: {scan_on_push: true, images: [{generate: {seed: team}, tags: [v1]}]}
            public_repositories:
              app: {images: [{generate: {}, tags: [v1]}]}
              team/app: {catalog_data: {description: an app}}

        """

    @Test(
        "are answered as the model says: with the operation's result, or one of its errors",
        arguments: [("ecr", 50), ("ecr-public", 23)]
    )
    func answers(service: String, operations: Int) async throws {
        let script = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "Programs/generated_requests.py").path
        let rounds = min(10_000, RandomInputs.count(orElse: 20))
        let world = try World.load(yaml: Self.yaml, fileName: "generated.yaml")
        try await RunningEmulator.with(world: world) { emulator in
            let run = try await emulator.shell("python3 \(script) \(rounds) 1 \(service)", .endpoint)
            #expect(run.status == 0, "python3 with boto3 is needed (make test installs it): \(run.output)")
            let lines = run.output.split(separator: "\n")
            // Of how many operations depends on the model that is installed.
            let count = lines.last.flatMap { Int($0.split(separator: " ")[0]) } ?? 0
            #expect(count >= rounds * operations, "\(run.output)")
            #expect(lines.dropLast().isEmpty, "\(lines.dropLast().joined(separator: "\n"))")
        }
    }
}
