import Foundation
import OCI
import Scenarios
import Testing

/// `drydock serve --data` with a world whose images cannot be had, and then can.
@Suite("The registry's first images", .timeLimit(.minutes(2)))
struct RegistryStartTests {
    private static let image = [Array("{}".utf8), Array("a layer of the layout".utf8)]
    private static let repositories = """
        app:
          images:
            - generate: {size: 20KiB, layers: 2}
              tags: [made]
            - layout: layout
              tags: [built]
        """

    /// What is wrong with the layout at first.
    enum Trouble: CaseIterable {
        case missing
        case withoutIndex
        case withoutLayer
        case alteredLayer
        case truncatedLayer

        /// Makes a layout that is damaged like that.
        func prepare(_ folder: String) throws {
            guard self != .missing else { return }
            try RegistryStartTests.writeLayout(to: folder)
            let layer = folder + "/blobs/sha256/" + Digest.of(RegistryStartTests.image[1]).hex
            let content = RegistryStartTests.image[1]
            switch self {
            case .missing: break
            case .withoutIndex: try FileManager.default.removeItem(atPath: folder + "/index.json")
            case .withoutLayer: try FileManager.default.removeItem(atPath: layer)
            case .alteredLayer: try Data(content.reversed()).write(to: URL(filePath: layer))
            case .truncatedLayer: try Data(content.dropLast()).write(to: URL(filePath: layer))
            }
        }
    }

    @Test(
        "a layout that cannot be read is one line and status 1, and once it can the start succeeds",
        arguments: Trouble.allCases
    )
    func layout(_ trouble: Trouble) async throws {
        try await withTemporaryFolder { folder in
            let registry = try ServedRegistry(folder: folder, repositories: Self.repositories)
            let layout = folder + "/layout"
            try trouble.prepare(layout)
            // It is not better at the second time.
            for _ in 1...2 {
                let error = try await #require(throws: ServedProcess.NotStarted.self) {
                    try await registry.serving { _ in }
                }
                #expect(error.output.hasPrefix("Error: the image layout layout of line "), "\(error.output)")
                #expect(error.output.split(separator: "\n").count == 1, "\(error.output)")
                #expect(error.status == 1)
            }
            try? FileManager.default.removeItem(atPath: layout)
            try Self.writeLayout(to: layout)
            let token = try await registry.serving { served in
                let token = try await registry.token(of: served)
                try await blocking { try Self.expectImages(served, token) }
                return token
            }
            // The layout is not needed any more.
            try FileManager.default.removeItem(atPath: layout)
            try await registry.serving { served in
                try await blocking { try Self.expectImages(served, token) }
            }
            #expect(try await registry.shell("drydock doctor --data data").output == "data is whole.\n")
        }
    }

    private static func expectImages(_ served: ServedProcess, _ token: String) throws {
        var pusher = try RegistryPusher(port: served.port, token: token, repository: "app")
        #expect(try Set(pusher.tags()) == ["made", "built"])
        #expect(try pusher.send("GET", "manifests/built").body == RegistryPusher.manifest(of: image))
        for content in image { #expect(try pusher.pull(Digest.of(content)).body == content) }
    }

    /// An OCI image layout with the one image.
    private static func writeLayout(to folder: String) throws {
        let blobs = folder + "/blobs/sha256"
        try FileManager.default.createDirectory(atPath: blobs, withIntermediateDirectories: true)
        let manifest = RegistryPusher.manifest(of: image)
        for content in image + [manifest] {
            try Data(content).write(to: URL(filePath: blobs + "/" + Digest.of(content).hex))
        }
        try Data(#"{"imageLayoutVersion":"1.0.0"}"#.utf8).write(to: URL(filePath: folder + "/oci-layout"))
        let index = """
            {"schemaVersion":2,"manifests":[{"mediaType":"\(MediaTypes.ociManifest)",\
            "digest":"\(Digest.of(manifest))","size":\(manifest.count)}]}
            """
        try Data(index.utf8).write(to: URL(filePath: folder + "/index.json"))
    }
}
