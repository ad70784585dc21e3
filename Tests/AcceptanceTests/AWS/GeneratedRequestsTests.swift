import Foundation
import Scenarios
import TestSupport
import Testing
import World

/// Requests that are made from the botocore model that comes with boto3, right and wrong ones.
@Suite("Generated requests")
struct GeneratedRequestsTests {
    private static let yaml = """
        upstreams:
          public.ecr.aws: {repositories: {tool: {images: [{generate: {}, tags: [v1]}]}}}
        organization:
          id: o-generated01
          root_id: r-gene
          management_account: "123456789012"
          service_access: [iam.amazonaws.com]
          units: {work: {id: ou-gene-00000000, accounts: ["210987654321"]}}
        accounts:
          "210987654321": {}
          "123456789012":
            users:
              developer:
                policies: [AdministratorAccess]
                access_keys:
                  - {id: AKIADRYDOCKDEVELOPER, secret: drydock/EXAMPLE/secret/key/of/developer/}
              ci:
                tags: {team: ml}
                access_keys: [{id: AKIADRYDOCKMACHINECI, secret: drydock/EXAMPLE/secret/key/of/ci/}]
            groups: {team: {policies: [AmazonEC2ContainerRegistryReadOnly]}}
            roles: {deployer: {trust: ["arn:aws:iam::123456789012:root"]}}
            policies: {push: {Version: "2012-10-17", Statement: {Effect: Allow, Action: "ecr:*", Resource: "*"}}}
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
        arguments: [
            ("ecr", 50, 20), ("ecr-public", 23, 20), ("iam", 150, 5), ("sts", 8, 20), ("organizations", 50, 20),
        ]
    )
    func answers(service: String, operations: Int, usualRounds: Int) async throws {
        let script = ProjectFolder.path("Tests/AcceptanceTests/Programs/generated_requests.py")
        let rounds = min(10_000, RandomInputs.count(orElse: usualRounds))
        let world = try World.load(yaml: Self.yaml, fileName: "generated.yaml")
        try await RunningEmulator.with(world: world) { emulator in
            let run = try await emulator.shell(
                "python3 \(script) \(rounds) 1 \(service)",
                .endpoint,
                timeLimit: .seconds(max(120, 5 * rounds))
            )
            #expect(run.status == 0, "python3 with boto3 is needed (make test installs it): \(run.output)")
            let lines = run.output.split(separator: "\n")
            // Of how many operations depends on the model that is installed.
            let count = lines.last.flatMap { Int($0.split(separator: " ")[0]) } ?? 0
            #expect(count >= rounds * operations, "\(run.output)")
            #expect(lines.dropLast().isEmpty, "\(lines.dropLast().joined(separator: "\n"))")
            // Whatever they have made can be written as a world's file, and read.
            let export = try await emulator.shell(
                "\(BuiltPrograms.drydock) world export --secrets --endpoint \(emulator.url)",
                .endpoint
            )
            #expect(export.status == 0, "\(export.output)")
            let exported = try World.load(yaml: export.output, fileName: "exported.yaml")
            #expect(Set(exported.accounts.keys).isSuperset(of: world.accounts.keys))
        }
    }
}
