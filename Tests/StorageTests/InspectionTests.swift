import Foundation
import Glibc
import OCI
import Storage
import Testing

@Suite("The doctor")
struct InspectionTests {
    private let registry: RegistryFixture
    private let temporary: TemporaryFolder

    init() throws {
        registry = try RegistryFixture(largestWithoutFile: 0)
        temporary = try TemporaryFolder()
    }

    private func findings() throws -> [String] {
        try RegistryInspection.run(folder: registry.folder.path, temporaryFolder: temporary.path).map(\.description)
    }

    @Test func aSoundStorageHasNoFindingsAndIsReadWhole() async throws {
        try await registry.pushImage("image", layer: "four", tags: ["v1"])
        let big = try await registry.push(RegistryFixture.bytes("big ", count: 3_000_000))
        registry.store.close()
        var progress: [(done: Int, total: Int)] = []
        let findings = try RegistryInspection.run(folder: registry.folder.path, temporaryFolder: temporary.path) {
            progress.append(($0, $1))
        }
        #expect(findings.isEmpty)
        #expect(progress.first?.done == 0)
        #expect(progress.last?.done == 3_000_004)
        #expect(progress.allSatisfy { $0.total == 3_000_004 })
        try registry.reopen()
        #expect(try await registry.content(big) != nil)
    }

    @Test func everyBlobThatIsNotSoundIsNamed() async throws {
        let missing = try await registry.push([1])
        let short = try await registry.push([2, 2])
        let altered = try await registry.push([3, 3, 3])
        let unknown = Digest.of([4])
        registry.store.close()
        try FileManager.default.removeItem(atPath: registry.path(of: missing))
        try Data([2]).write(to: URL(filePath: registry.path(of: short)))
        try Data([3, 3, 4]).write(to: URL(filePath: registry.path(of: altered)))
        try Data([4]).write(to: URL(filePath: registry.path(of: unknown)))
        try registry.folder.write([0], to: "blobs/sha256/notes.txt")
        try registry.folder.write([0], to: "uploads/left")
        let remedy = "push an image that has it again, which puts it right"
        let path = registry.folder.path
        #expect(
            try Set(findings()) == [
                "the content of \(missing) is missing; \(remedy)",
                "the content of \(short) has 1 bytes, not 2; \(remedy)",
                "the content of \(altered) has been altered; \(remedy)",
                "no repository has the content of \(unknown); start the emulator, which removes it",
                "\(path)/blobs/sha256/notes.txt is not a blob; remove it",
                "\(path)/uploads/left is what is left of an upload that was cut off; "
                    + "start the emulator, which removes it",
            ]
        )
    }

    @Test func imagesWithoutTheirPartsAndTagsWithoutTheirImageAreNamed() async throws {
        let child = try await registry.pushImage("child", layer: "layer")
        let index = try await registry.put(RegistryFixture.manifest("index", children: [child.digest]), tags: ["v1"])
        registry.store.close()
        let layer = Digest.of(Array("layer".utf8))
        try registry.changeDatabase("DELETE FROM layer WHERE digest = '\(layer)'")
        try FileManager.default.removeItem(atPath: registry.path(of: layer))
        let name = "123456789012/us-east-1/team/app"
        #expect(
            try findings() == [
                "the image \(child.digest) in \(name) lacks its layer \(layer); push it again, or delete the image"
            ]
        )
        try registry.changeDatabase("DELETE FROM image WHERE digest = '\(child.digest)'")
        #expect(
            try findings() == [
                "the image \(index.image.digest) in \(name) lacks its manifest \(child.digest); "
                    + "push it again, or delete the image"
            ]
        )
        try registry.changeDatabase("DELETE FROM image")
        #expect(
            try findings() == [
                "the tag v1 in \(name) stands for the image \(index.image.digest), which is not there; "
                    + "delete the tag, or push the image again"
            ]
        )
    }

    @Test func aSparseManifestIsNoFinding() async throws {
        let child = try await registry.pushImage("child")
        let rules = PutRules(requiresParts: false)
        let sparse = RegistryFixture.manifest("sparse", layers: [Digest.of([1])], children: [Digest.of([2])])
        _ = try await registry.put(sparse, rules: rules)
        _ = try await registry.put(RegistryFixture.manifest("index", children: [child.digest]))
        let deletion = DeleteRules(keepsReferenced: false)
        _ = try await registry.store.deleteImage(.digest(child.digest), in: registry.app, rules: deletion)
        try await registry.store.markInitial()
        registry.store.close()
        #expect(try findings().isEmpty)
    }

    @Test func anImageWithoutItsManifestIsNamed() async throws {
        let image = try await registry.pushImage("image")
        registry.store.close()
        try registry.changeDatabase("DELETE FROM manifest")
        #expect(
            try findings() == [
                "the image \(image.digest) in 123456789012/us-east-1/team/app has no manifest; "
                    + "delete it and push it again"
            ]
        )
    }

    @Test func aDamagedOrMissingDatabaseIsOneFinding() async throws {
        try await registry.push([1])
        registry.store.close()
        let path = registry.folder.path + "/registry.db"
        try registry.folder.write(Array(String(repeating: "no database ", count: 900).utf8), to: "registry.db")
        #expect(
            try findings()
                == ["\(path) is damaged; move its folder away to start anew, or put a good copy in its place"]
        )
        for how in ["missing", "empty"] {
            try FileManager.default.removeItem(atPath: path)
            if how == "empty" { try registry.folder.write([], to: "registry.db") }
            #expect(
                try findings() == [
                    "\(path) is \(how), and with it every name, tag, manifest and small layer is lost; "
                        + "1 blobs of 1 bytes are there, 1 of them whole; put a good copy in its place, which brings "
                        + "them back, or push the images again, into another folder"
                ]
            )
            try registry.folder.write([], to: "registry.db")
        }
    }

    @Test func whatIsNoFileIsNamedAndNeverWaitedFor() async throws {
        let piped = try await registry.push([1])
        let linked = try await registry.push([2])
        registry.store.close()
        let folder = registry.folder.path
        for digest in [piped, linked] { try FileManager.default.removeItem(atPath: registry.path(of: digest)) }
        #expect(mkfifo(registry.path(of: piped), 0o600) == 0)
        #expect(symlink("/dev/zero", registry.path(of: linked)) == 0)
        let path = folder + "/blobs/sha256/" + Digest.of([3]).hex
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
        #expect(mkfifo(folder + "/uploads/left", 0o600) == 0)
        let remedy = "put back what was there, or remove it"
        #expect(
            try Set(findings()).isSuperset(of: [
                "\(registry.path(of: piped)) is a named pipe, not a file; \(remedy)",
                "\(registry.path(of: linked)) is a symbolic link, not a file; \(remedy)",
                "\(path) is a folder, not a file; \(remedy)",
                "\(folder)/uploads/left is a named pipe, not a file; \(remedy)",
            ])
        )
    }
}
