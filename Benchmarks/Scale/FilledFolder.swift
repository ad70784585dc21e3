import AWSCore
import Determinism
import Emulator
import Foundation
import OCI
import Storage
import World

/// A data folder with one repository of many images, and many repositories, removed with its last holder.
final class FilledFolder {
    static let accessKey = "AKIADRYDOCKBENCHMARK"
    static let secret = "drydock/EXAMPLE/secret/key/of/benchmark/"

    private static let yaml = """
        accounts:
          "123456789012":
            users:
              developer:
                policies: [AdministratorAccess]
                access_keys: [{id: \(accessKey), secret: \(secret)}]
            regions: {us-east-1: {repositories: {app: {}}}}

        """

    /// How many images are put at once: they go to the disk together.
    private static let batch = 256

    private let path: String

    init(images: Int, repositories: Int) async throws {
        path = FileManager.default.temporaryDirectory.appending(path: "drydock-scale-" + UUID().uuidString).path
        guard let account = AccountID("123456789012") else { preconditionFailure("the account has twelve digits") }
        let region = Region.northernVirginia
        let directory = try DataDirectory(
            path: path,
            worldYAML: Self.yaml,
            newTokenKey: [UInt8](repeating: 1, count: 32)
        )
        try directory.changes.replaceAll(
            with: try (1..<repositories).map { number in
                let name = "team/app-\(number)"
                let repository = Repository(name: name, account: account, region: region, createdAt: Date())
                return try WorldChange.repositoryPut(repository).encoded()
            }
        )
        try directory.changes.close()
        let store = try RegistryStore(.kept(folder: path))
        let id = RepositoryID(account: account, region: region, name: "app")
        for start in stride(from: 0, to: images, by: Self.batch) {
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in start..<min(start + Self.batch, images) {
                    group.addTask { try await Self.put(number, into: id, of: store) }
                }
                try await group.waitForAll()
            }
        }
        store.close()
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    private static func put(_ number: Int, into id: RepositoryID, of store: RegistryStore) async throws {
        let manifest = Array(#"{"schemaVersion":2,"annotations":{"number":"\#(number)"}}"#.utf8)
        let image = NewImage(
            digest: Digest.of(manifest),
            manifest: manifest,
            mediaType: MediaTypes.ociIndex,
            declaredSize: nil
        )
        _ = try await store.putImage(
            image,
            tags: ["v\(number)"],
            in: id,
            at: Date(timeIntervalSinceReferenceDate: Double(number)),
            rules: PutRules(),
            admit: {}
        )
    }

    /// An emulator over the folder, and how long it took until it could answer.
    func start() async throws -> (emulator: Emulator, duration: Duration) {
        let world = try World.load(yaml: Self.yaml, fileName: "scale.yaml")
        let clock = ContinuousClock()
        let began = clock.now
        let emulator = try Emulator(
            EmulatorConfiguration(
                world: world,
                worldYAML: Self.yaml,
                clock: .running(),
                randomness: .system(),
                dataDirectory: path,
                version: "benchmark"
            )
        )
        try await emulator.prepareImages()
        return (emulator, clock.now - began)
    }
}
