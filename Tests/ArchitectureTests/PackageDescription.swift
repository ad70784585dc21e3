import Foundation
import Subprocess
import SystemPackage
import TestSupport

/// The package's own description, as SwiftPM prints it.
struct PackageDescription: Decodable {
    struct Target: Decodable {
        let name: String
        let type: String
        /// Below the package's folder, such as `Sources/Ground/AWSCore`; nil for one that stands where SwiftPM looks for it.
        let path: String?
        let dependencies: [Dependency]

        /// The part of the house that it stands in, such as `Ground`; nil for one of tests and benchmarks.
        var part: String? {
            let folders = (path ?? "").split(separator: "/").map(String.init)
            return folders.count == 3 && folders[0] == "Sources" && folders[2] == name ? folders[1] : nil
        }
    }

    /// A dependency is an object with one key, `byName`, `target` or `product`, whose list begins with the name.
    struct Dependency: Decodable {
        let name: String
        let isProduct: Bool

        private enum Keys: String, CodingKey {
            case byName, target, product
        }

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: Keys.self)
            guard let key = container.allKeys.first else {
                throw DecodingError.dataCorrupted(
                    .init(codingPath: decoder.codingPath, debugDescription: "a dependency of an unknown kind")
                )
            }
            var list = try container.nestedUnkeyedContainer(forKey: key)
            name = try list.decode(String.self)
            isProduct = key == .product
        }
    }

    let targets: [Target]

    /// The folder that holds `Package.swift`.
    static let root = ProjectFolder.url

    /// Asks SwiftPM, with a build folder of its own so that it does not wait for the one that runs the tests.
    static func load() async throws -> PackageDescription {
        let scratch = FileManager.default.temporaryDirectory.appending(path: "drydock-description-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: false)
        defer { try? FileManager.default.removeItem(at: scratch) }
        let result = try await Subprocess.run(
            .name("swift"),
            arguments: ["package", "--package-path", root.path, "--scratch-path", scratch.path, "dump-package"],
            // SwiftPM leaves locks behind where temporary files are.
            environment: .inherit.updating(["TMPDIR": scratch.path]),
            output: .bytes(limit: 4 << 20),
            error: .discarded
        )
        return try JSONDecoder().decode(PackageDescription.self, from: Data(result.standardOutput))
    }
}
