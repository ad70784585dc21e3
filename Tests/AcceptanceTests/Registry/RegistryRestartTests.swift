import Foundation
import OCI
import Scenarios
import Testing

/// `drydock serve --data`, ended and started again.
@Suite("The registry, started again", .timeLimit(.minutes(2)))
struct RegistryRestartTests {
    private static let image = [
        Array("{}".utf8), RegistryPusher.largeContent("a layer of the image"),
    ]
    private static let repositories = """
        app:
          images:
            - generate: {size: 200KiB, layers: 2}
              tags: [initial]
        """

    @Test("images and tokens are as they were, uploads are gone, and a reset goes back to the world's images")
    func restarted() async throws {
        try await withTemporaryFolder { folder in
            let registry = try ServedRegistry(folder: folder, repositories: Self.repositories)
            let manifest = RegistryPusher.manifest(of: Self.image)
            let initialFiles = try await registry.serving { _ in try registry.blobFiles }
            // The configuration is small, and so in the database.
            #expect(initialFiles.count == 2)
            let (token, id) = try await registry.serving { served in
                let token = try await registry.token(of: served)
                let made = try await registry.shell("aws ecr create-repository --repository-name made", served)
                #expect(made.status == 0, "\(made.output)")
                let id = try await blocking {
                    for name in ["app", "made"] {
                        var pusher = try RegistryPusher(port: served.port, token: token, repository: name)
                        try pusher.push(image: Self.image, as: "pushed")
                    }
                    var pusher = try RegistryPusher(port: served.port, token: token, repository: "app")
                    let id = try pusher.startUpload()
                    let piece = [UInt8](repeating: 1, count: 200_000)
                    #expect(try pusher.send("PATCH", "blobs/uploads/\(id)", body: piece).status == 201)
                    return id
                }
                #expect(try registry.uploadFiles == [id])
                return (token, id)
            }
            try await registry.serving { served in
                #expect(try registry.uploadFiles.isEmpty)
                try await blocking {
                    for (name, tags) in [("app", ["initial", "pushed"]), ("made", ["pushed"])] {
                        var pusher = try RegistryPusher(port: served.port, token: token, repository: name)
                        #expect(try Set(pusher.tags()) == Set(tags))
                        #expect(try pusher.send("GET", "manifests/pushed").body == manifest)
                        for content in Self.image { #expect(try pusher.pull(Digest.of(content)).body == content) }
                    }
                    var pusher = try RegistryPusher(port: served.port, token: token, repository: "app")
                    let upload = try pusher.send("GET", "blobs/uploads/\(id)")
                    #expect(upload.status == 404)
                    #expect(upload.text.contains("BLOB_UPLOAD_UNKNOWN"), "\(upload.text)")
                }
                #expect(try await registry.shell("drydock reset", served).status == 0)
                let token = try await registry.token(of: served)
                try await blocking {
                    try Self.expectInitial(served, token)
                    #expect(try registry.blobFiles == initialFiles)
                }
            }
            try await registry.serving { served in
                let token = try await registry.token(of: served)
                try await blocking { try Self.expectInitial(served, token) }
            }
            #expect(try await registry.shell("drydock doctor --data data").output == "data is whole.\n")
        }
    }

    private static func expectInitial(_ served: ServedProcess, _ token: String) throws {
        var app = try RegistryPusher(port: served.port, token: token, repository: "app")
        #expect(try app.tags() == ["initial"])
        #expect(try app.send("HEAD", "blobs/\(Digest.of(image[1]))").status == 404)
        var made = try RegistryPusher(port: served.port, token: token, repository: "made")
        #expect(try made.send("GET", "tags/list").text.contains("NAME_UNKNOWN"))
    }

    @Test("a repository that is deleted by force takes its files from the disk, and leaves what others have")
    func deleted() async throws {
        try await withTemporaryFolder { folder in
            let registry = try ServedRegistry(folder: folder, repositories: "app: {}\nother: {}")
            let shared = [Self.image[0], RegistryPusher.largeContent("of app alone"), Self.image[1]]
            let delete = "aws ecr delete-repository --repository-name app"
            try await registry.serving { served in
                let token = try await registry.token(of: served)
                try await blocking {
                    var app = try RegistryPusher(port: served.port, token: token, repository: "app")
                    try app.push(image: shared, as: "v1")
                    var other = try RegistryPusher(port: served.port, token: token, repository: "other")
                    try other.push(image: Self.image, as: "v1")
                }
                #expect(try registry.blobFiles.count == 2)
                let refused = try await registry.shell(delete, served)
                #expect(refused.output.contains("RepositoryNotEmptyException"), "\(refused.output)")
                #expect(try registry.blobFiles.count == 2)
                let deleted = try await registry.shell(delete + " --force", served)
                #expect(deleted.status == 0, "\(deleted.output)")
                #expect(try registry.blobFiles == [Digest.of(Self.image[1]).hex])
                try await blocking {
                    var other = try RegistryPusher(port: served.port, token: token, repository: "other")
                    for content in Self.image { #expect(try other.pull(Digest.of(content)).body == content) }
                }
            }
            #expect(try await registry.shell("drydock doctor --data data").output == "data is whole.\n")
        }
    }
}
