import Foundation
import OCI
import Scenarios
import Testing

/// A `drydock serve --data` whose folder is full, not writable, or was damaged.
@Suite("The registry and its folder", .timeLimit(.minutes(2)))
struct RegistryFolderTests {
    private static func with(_ body: (ServedRegistry) async throws -> Void) async throws {
        try await withTemporaryFolder { folder in
            try await body(ServedRegistry(folder: folder, repositories: "app: {}"))
        }
    }

    private static let content = RegistryPusher.largeContent("a layer")
    private static let image = [Array("{}".utf8), content]

    @Test("a full disk is said in one sentence, nothing is torn, and with room again all goes on")
    func full() async throws {
        try await Self.with { registry in
            let mount = "mkdir data; mount -t tmpfs -o size=24m,mode=700 drydock data"
            try await registry.serving(before: mount) { served in
                let token = try await registry.token(of: served)
                // The mount is the server's alone.
                let data = "/proc/\(served.pid)/root\(registry.data)"
                let isFull = "cannot be written, for the disk is full; make room and try again"
                try await blocking {
                    var pusher = try RegistryPusher(port: served.port, token: token, repository: "app")
                    try pusher.push(image: Self.image, as: "v1")
                    let large = [UInt8](repeating: 7, count: 30 << 20)
                    let refused = try pusher.push(large)
                    #expect(refused.status == 500)
                    #expect(refused.text.contains(isFull), "\(refused.text)")
                    #expect(try FileManager.default.contentsOfDirectory(atPath: data + "/uploads").isEmpty)
                }
                // To the last page.
                try await registry.shell("dd if=/dev/zero of=\(data)/filler bs=4k 2>/dev/null")
                let created = try await registry.shell("aws ecr create-repository --repository-name more", served)
                #expect(created.status != 0)
                #expect(created.output.contains("the disk is full; make room"), "\(created.output)")
                try await blocking {
                    var pusher = try RegistryPusher(port: served.port, token: token, repository: "app")
                    let more = RegistryPusher.largeContent("another layer")
                    let refused = try pusher.push(more)
                    #expect(refused.status == 500)
                    #expect(refused.text.contains(isFull), "\(refused.text)")
                    let small = Array("a small layer".utf8)
                    let refusedSmall = try pusher.push(small)
                    #expect(refusedSmall.status == 500)
                    #expect(refusedSmall.text.contains("the disk is full; make room"), "\(refusedSmall.text)")
                    let manifest = try pusher.put(RegistryPusher.manifest(of: Self.image, name: "more"), as: "v2")
                    #expect(manifest.status == 500)
                    #expect(manifest.text.contains("the disk is full; make room"), "\(manifest.text)")
                    for digest in [more, small].map({ Digest.of($0) }) {
                        #expect(try pusher.send("HEAD", "blobs/\(digest)").status == 404)
                    }
                    #expect(try pusher.tags() == ["v1"])
                    #expect(try pusher.pull(Digest.of(Self.content)).body == Self.content)
                    try FileManager.default.removeItem(atPath: data + "/filler")
                    for content in [more, small] {
                        #expect(try pusher.push(content).status == 201)
                        #expect(try pusher.pull(Digest.of(content)).body == content)
                    }
                    try pusher.push(image: Self.image, as: "v2", name: "more")
                    #expect(try pusher.tags() == ["v1", "v2"])
                }
                let again = try await registry.shell("aws ecr create-repository --repository-name more", served)
                #expect(again.status == 0, "\(again.output)")
            }
        }
    }

    @Test("a full disk does not keep a sound folder from starting, and with room again all goes on")
    func fullFromTheStart() async throws {
        try await Self.with { registry in
            let token = try await registry.serving { served in
                let token = try await registry.token(of: served)
                let created = try await registry.shell("aws ecr create-repository --repository-name more", served)
                #expect(created.status == 0, "\(created.output)")
                try await blocking {
                    var pusher = try RegistryPusher(port: served.port, token: token, repository: "app")
                    try pusher.push(image: Self.image, as: "v1")
                }
                return token
            }
            // To the last page.
            let full = """
                cp -a data kept; mount -t tmpfs -o size=24m,mode=700 drydock data; cp -a kept/. data
                dd if=/dev/zero of=data/blobs/filler bs=4k 2>/dev/null || true
                """
            try await registry.serving(before: full) { served in
                let data = "/proc/\(served.pid)/root\(registry.data)"
                // A start may have given room back, by what it cleared away.
                let filling = try await registry.shell(
                    "dd if=/dev/zero of=\(data)/blobs/filler bs=4k oflag=append conv=notrunc 2>/dev/null || true",
                    served
                )
                #expect(filling.status == 0)
                let described = try await registry.shell(
                    "aws ecr describe-repositories --query 'repositories[].repositoryName' --output text",
                    served
                )
                #expect(described.output == "app\tmore\n")
                try await blocking {
                    var pusher = try RegistryPusher(port: served.port, token: token, repository: "app")
                    #expect(try pusher.tags() == ["v1"])
                    #expect(try pusher.pull(Digest.of(Self.content)).body == Self.content)
                    let refused = try pusher.push(Array("another layer".utf8))
                    #expect(refused.status == 500)
                    #expect(refused.text.contains("the disk is full; make room"), "\(refused.text)")
                }
                let refused = try await registry.shell("aws ecr create-repository --repository-name third", served)
                #expect(refused.output.contains("the disk is full; make room"), "\(refused.output)")
                try FileManager.default.removeItem(atPath: data + "/blobs/filler")
                let created = try await registry.shell("aws ecr create-repository --repository-name third", served)
                #expect(created.status == 0, "\(created.output)")
                try await blocking {
                    var pusher = try RegistryPusher(port: served.port, token: token, repository: "app")
                    try pusher.push(image: [Self.image[0], Array("another layer".utf8)], as: "v2")
                    #expect(try pusher.tags() == ["v1", "v2"])
                }
            }
        }
    }

    /// A file of the folder that is lost.
    enum Loss: CaseIterable {
        case missing, empty

        func happen(to path: String) throws {
            for suffix in ["", "-wal", "-shm"] where FileManager.default.fileExists(atPath: path + suffix) {
                try FileManager.default.removeItem(atPath: path + suffix)
            }
            if self == .empty { #expect(FileManager.default.createFile(atPath: path, contents: nil)) }
        }
    }

    @Test(
        "a lost database is one line that names it, nothing is deleted, and with a copy back all is there",
        arguments: ["registry.db", "state.db"],
        Loss.allCases
    )
    func lost(_ name: String, _ loss: Loss) async throws {
        try await Self.with { registry in
            let token = try await registry.serving { served in
                let token = try await registry.token(of: served)
                try await blocking {
                    var pusher = try RegistryPusher(port: served.port, token: token, repository: "app")
                    try pusher.push(image: Self.image, as: "v1")
                }
                return token
            }
            let path = registry.data + "/" + name
            let blobs = try registry.blobFiles
            let copy = try #require(FileManager.default.contents(atPath: path))
            try loss.happen(to: path)
            let error = try await #require(throws: ServedProcess.NotStarted.self) {
                try await registry.serving { _ in }
            }
            let refusal = "Error: data/\(name) is \(loss), and what it held is lost; "
            #expect(error.output.hasPrefix(refusal), "\(error.output)")
            #expect(error.output.split(separator: "\n").count == 1, "\(error.output)")
            #expect(error.status == 1)
            #expect(try registry.blobFiles == blobs)
            let found = try await registry.shell("drydock doctor --data data")
            #expect(found.status == 1)
            #expect(found.output.hasPrefix("data/\(name) is \(loss), and with it every "), "\(found.output)")
            #expect(found.output.split(separator: "\n").count == 1, "\(found.output)")

            try copy.write(to: URL(filePath: path))
            #expect(try await registry.shell("drydock doctor --data data").output == "data is whole.\n")
            try await registry.serving { served in
                try await blocking {
                    var pusher = try RegistryPusher(port: served.port, token: token, repository: "app")
                    #expect(try pusher.pull(Digest.of(Self.content)).body == Self.content)
                }
            }
        }
    }

    @Test(
        "what does not start, doctor does not call whole, and neither waits for a pipe",
        arguments: [
            "echo x > data/ca.key", "echo x > data/token.key", "rm data/ca.key; mkfifo data/ca.key",
            "rm data/world.yaml; mkfifo data/world.yaml", "rm data/state.db; mkdir data/state.db",
            "head -c 9000 /dev/urandom > data/state.db", "mkfifo data/blobs/sha256/$(printf %064d 0)",
            "mkdir data/blobs/sha256/$(printf %064d 0)", "ln -s /dev/zero data/blobs/sha256/$(printf %064d 0)",
            "mkdir data/uploads/left", "printf 'accounts: {}' > data/world.yaml",
        ]
    )
    func notWhole(_ command: String) async throws {
        try await Self.with { registry in
            try await registry.serving { _ in }
            #expect(try await registry.shell("drydock doctor --data data").output == "data is whole.\n")
            let damaged = try await registry.shell(command)
            #expect(damaged.status == 0, "\(damaged.output)")
            let found = try await registry.shell("drydock doctor --data data")
            #expect(found.status == 1)
            #expect(found.output.hasPrefix("data/"), "\(found.output)")
            let error = try await #require(throws: ServedProcess.NotStarted.self) {
                try await ServedProcess.with(["--data", "data"], in: registry.folder) { _ in }
            }
            #expect(error.output.hasPrefix("Error: data/"), "\(error.output)")
        }
    }

    @Test("a folder that cannot be written, or is none, is one line and status 1")
    func unwritable() async throws {
        try await Self.with { registry in
            let readOnly = "mkdir -p data; mount --bind data data; mount -o remount,bind,ro data"
            let error = try await #require(throws: ServedProcess.NotStarted.self) {
                try await registry.serving(before: readOnly) { _ in }
            }
            #expect(error.output.hasPrefix("Error: data"), "\(error.output)")
            #expect(error.output.contains("Read-only file system"), "\(error.output)")
            #expect(error.output.split(separator: "\n").count == 1, "\(error.output)")
            #expect(error.status == 1)
            #expect(try FileManager.default.contentsOfDirectory(atPath: registry.data).isEmpty)

            // With state in it.
            try await registry.serving { _ in }
            let kept = try await #require(throws: ServedProcess.NotStarted.self) {
                try await registry.serving(before: readOnly) { _ in }
            }
            #expect(kept.output.hasPrefix("Error: data"), "\(kept.output)")
            #expect(kept.output.split(separator: "\n").count == 1, "\(kept.output)")
            #expect(kept.status == 1)

            let file = try await #require(throws: ServedProcess.NotStarted.self) {
                try await ServedProcess.with(["--data", "world.yaml"], in: registry.folder) { _ in }
            }
            #expect(file.output == "Error: world.yaml is a file; name a folder\n")
            #expect(file.status == 1)
        }
    }

    /// What happened to a blob's file while nothing ran.
    enum Damage: CaseIterable {
        case missing, truncated, altered

        func happen(to path: String) throws {
            switch self {
            case .missing: try FileManager.default.removeItem(atPath: path)
            case .truncated: try Data(RegistryFolderTests.content.dropLast()).write(to: URL(filePath: path))
            case .altered: try Data(RegistryFolderTests.content.reversed()).write(to: URL(filePath: path))
            }
        }
    }

    @Test(
        "a damaged blob is named by doctor, never served, absent from then on, and healed by the next push",
        arguments: Damage.allCases
    )
    func damaged(_ damage: Damage) async throws {
        try await Self.with { registry in
            let digest = Digest.of(Self.content)
            let token = try await registry.serving { served in
                let token = try await registry.token(of: served)
                try await blocking {
                    var pusher = try RegistryPusher(port: served.port, token: token, repository: "app")
                    try pusher.push(image: Self.image, as: "v1")
                }
                return token
            }
            #expect(try await registry.shell("drydock doctor --data data").output == "data is whole.\n")
            try damage.happen(to: registry.data + "/blobs/sha256/" + digest.hex)
            let found = try await registry.shell("drydock doctor --data data")
            #expect(found.status == 1)
            #expect(found.output.split(separator: "\n").count == 1, "\(found.output)")
            #expect(found.output.contains("\(digest)"), "\(found.output)")

            try await registry.serving { served in
                try await blocking {
                    var pusher = try RegistryPusher(port: served.port, token: token, repository: "app")
                    // A file of the right length has to be read to be found out.
                    if damage == .altered {
                        let refused = try pusher.pull(digest)
                        #expect(refused.status == 500)
                        let sentence = "the stored content of \(digest) has been altered; push it again"
                        #expect(refused.text.contains(sentence), "\(refused.text)")
                    }
                    #expect(try pusher.send("HEAD", "blobs/\(digest)").status == 404)
                    #expect(try pusher.send("GET", "blobs/\(digest)").status == 404)
                    // The rest of the repository is as it was.
                    #expect(try pusher.send("GET", "manifests/v1").status == 200)
                    #expect(try pusher.pull(Digest.of(Self.image[0])).body == Self.image[0])
                    #expect(try pusher.push(Self.content).status == 201)
                    #expect(try pusher.pull(digest).body == Self.content)
                }
            }
            #expect(try await registry.shell("drydock doctor --data data").output == "data is whole.\n")
        }
    }
}

extension RegistryPusher {
    /// Pushes an image, all of which must be taken.
    mutating func push(image blobs: [[UInt8]], as tag: String, name: String = "") throws {
        for content in blobs { #expect(try push(content).status == 201) }
        let answer = try put(Self.manifest(of: blobs, name: name), as: tag)
        #expect(answer.status == 201, "\(answer.text)")
    }
}
