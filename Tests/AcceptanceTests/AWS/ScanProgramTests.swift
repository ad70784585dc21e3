import Emulator
import Foundation
import Scenarios
import TestSupport
import Testing
import World

/// boto3 as it is, with its waiter and its paginator.
@Suite("Scans, by boto3")
struct ScanProgramTests {
    private static let yaml = """
        accounts:
          "123456789012":
            users:
              developer:
                policies: [AdministratorAccess]
                access_keys:
                  - {id: AKIADRYDOCKDEVELOPER, secret: drydock/EXAMPLE/secret/key/of/developer/}
            regions:
              us-east-1:
                repositories:
                  app: {images: [{generate: {}, tags: [v1]}, {generate: {}, tags: [scratch]}]}
        scans:
          vulnerabilities:
            CVE-1: {severity: LOW}
            CVE-2: {severity: CRITICAL, package: {name: zlib, version: "1"}}
            CVE-3: {severity: LOW}
          unsupported_images: [{tag: scratch}]

        """

    @Test("an image is scanned, waited for and read, page by page", arguments: RunningEmulator.Way.allCases)
    func scans(way: RunningEmulator.Way) async throws {
        let script = ProjectFolder.path("Tests/AcceptanceTests/Programs/scans.py")
        let world = try World.load(yaml: Self.yaml, fileName: "scans.yaml")
        try await RunningEmulator.with(world: world) { emulator in
            let run = try await emulator.shell("python3 \(script)", way)
            #expect(run.status == 0, "python3 with boto3 is needed (make test installs it): \(run.output)")
            let json = try JSONSerialization.jsonObject(with: Data(run.output.utf8))
            let results = try #require(json as? [String: Any])
            #expect(results["before"] as? String == "ScanNotFoundException")
            #expect(results["start"] as? String == "IN_PROGRESS")
            #expect(results["wait"] is NSNull)
            #expect(results["names"] as? [String] == ["CVE-2", "CVE-1", "CVE-3"])
            #expect(results["completed"] as? Bool == true)
            #expect(results["counts"] as? [[String: Int]] == [["CRITICAL": 1, "LOW": 2]])
            #expect(results["again"] as? String == "LimitExceededException")
            #expect(results["scratch"] as? String == "IN_PROGRESS")
            #expect((results["wait scratch"] as? String)?.contains(#"matched expected path: "FAILED""#) == true)
            #expect(results["enhanced"] as? String == "ENHANCED")
            #expect(results["disabled"] as? String == "ValidationException")
            #expect(results["titles"] as? [String] == ["CVE-2 - zlib", "CVE-1", "CVE-3"])
        }
    }
}
