import Foundation
import Scenarios
import TestSupport
import Testing
import World

/// The matrix that anyone can point at any emulator, pointed at this one.
@Suite("The matrix of permissions")
struct PermissionMatrixTests {
    private static let folder = ProjectFolder.url.appending(path: "Benchmarks/permissions")

    @Test("is answered as AWS documents, case by case")
    func answers() async throws {
        let world = try World.load(
            yaml: String(contentsOf: Self.folder.appending(path: "world.yaml"), encoding: .utf8),
            fileName: "world.yaml"
        )
        try await RunningEmulator.with(world: world) { emulator in
            let keys = [("ONE", "1"), ("TWO", "2")].map {
                "AKIADRYDOCKMATRIX\($0):drydock/EXAMPLE/secret/key/of/admin\($1)"
            }
            let run = try await emulator.shell(
                "python3 \(Self.folder.path)/run drydock=\(emulator.url),\(keys.joined(separator: ","))",
                .endpoint
            )
            let wrong = run.output.split(separator: "\n").filter { $0.contains("✗") || $0.contains("  -  ") }
            #expect(wrong.isEmpty, "\(wrong.joined(separator: "\n"))")
            #expect(run.status == 0, "python3 with boto3 is needed (make test installs it): \(run.output)")
        }
    }
}
