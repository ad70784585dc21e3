import Foundation
import Scenarios
import TestSupport
import Testing
import World

/// boto3 as it is, with every operation of ECR, ECR Public, IAM and Organizations, but for those that are not supported.
@Suite("Every operation, by boto3")
struct APICasesTests {
    private static let yaml = """
        upstreams:
          registry-1.docker.io: {repositories: {}}
        organization:
          id: o-cases00001
          root_id: r-case
          management_account: "123456789012"
          accounts: ["444444444444"]
          service_access: [iam.amazonaws.com]
          units: {work: {id: ou-case-00000000, accounts: ["210987654321", "222222222222", "333333333333"]}}
        accounts:
          "123456789012":
            users:
              developer:
                policies: [AdministratorAccess]
                access_keys:
                  - {id: AKIADRYDOCKDEVELOPER, secret: drydock/EXAMPLE/secret/key/of/developer/}
              nobody:
                access_keys:
                  - {id: AKIADRYDOCKNOBODY000, secret: drydock/EXAMPLE/secret/key/of/nobody/}
            regions:
              us-east-1:
                secrets:
                  ecr-pullthroughcache/hub-AbCdEf: {username: dana, access_token: dckr_pat_EXAMPLE}
                  ecr-pullthroughcache/closed-AbCdEf: {username: dana, access_token: dckr_pat_EXAMPLE, state: ACCESS_DENIED}
                  ecr-pullthroughcache/sealed-AbCdEf: {username: dana, access_token: dckr_pat_EXAMPLE, state: UNDECRYPTABLE}
                pull_through_cache_rules:
                  sealed:
                    upstream: registry-1.docker.io
                    credential_arn: arn:aws:secretsmanager:us-east-1:123456789012:secret:ecr-pullthroughcache/closed-AbCdEf
                repositories: {app: {}, sealed/tool: {}}
              eu-west-1:
                scanning: {type: ENHANCED, rules: [{frequency: CONTINUOUS_SCAN, repositories: ["*"]}]}
                repositories: {app: {images: [{generate: {}, tags: [v1]}]}}
          "210987654321": {alias: taken}
          "222222222222": {}
          "333333333333": {}
          "444444444444": {}
          "555555555555":
            users:
              outsider:
                policies: [AdministratorAccess]
                access_keys:
                  - {id: AKIADRYDOCKOUTSIDER0, secret: drydock/EXAMPLE/secret/key/of/outsider/}
        scans:
          vulnerabilities:
            CVE-1: {severity: LOW}
            CVE-2: {severity: CRITICAL}
            CVE-3: {severity: LOW}

        """

    @Test(
        "has its plain case, pages to the last, a refusal without permission, and each error that the model has for it",
        arguments: [("ecr_cases.py", 1_000), ("iam_cases.py", 1_000), ("organizations_cases.py", 250)]
    )
    func cases(program: String, leastCalls: Int) async throws {
        let script = ProjectFolder.path("Tests/AcceptanceTests/Programs/\(program)")
        let world = try World.load(yaml: Self.yaml, fileName: "cases.yaml")
        try await RunningEmulator.with(world: world) { emulator in
            let run = try await emulator.shell("python3 -B \(script)", .endpoint)
            #expect(run.status == 0, "python3 with boto3 is needed (make test installs it): \(run.output)")
            let lines = run.output.split(separator: "\n")
            let count = lines.last.flatMap { Int($0.split(separator: " ")[0]) } ?? 0
            #expect(count > leastCalls, "\(run.output)")
            #expect(lines.dropLast().isEmpty, "\(lines.dropLast().joined(separator: "\n"))")
        }
    }
}
