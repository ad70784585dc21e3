import AWSCore
import AWSProtocols
import OCI
import RegistryService
import Testing

/// A repository with an image and an upload under way, on which every way to change it can be tried, each on a bench of
/// its own.
struct Mutations {
    /// One way to do what an action of IAM's is about.
    struct Way: Sendable, CustomTestStringConvertible {
        let name: String
        let action: String
        /// Where the way exists.
        let dialects: [RegistryDialect]
        let perform: @Sendable (Mutations) async throws -> Outcome

        var testDescription: String { name }

        init(
            _ name: String,
            _ action: String,
            dialects: [RegistryDialect] = RegistryDialect.allCases,
            _ perform: @escaping @Sendable (Mutations) async throws -> Outcome
        ) {
            self.name = name
            self.action = action
            self.dialects = dialects
            self.perform = perform
        }
    }

    /// What became of a change.
    enum Outcome: Equatable {
        case done
        /// By IAM.
        case denied
        /// Because the tag is fixed.
        case tagFixed
        case other(String)
    }

    static let host = "123456789012.dkr.ecr.us-east-1.amazonaws.com"
    private static let layer = "layer"

    let bench: TestBench
    let credentials: TestBench.Credentials
    /// Of the one who tries.
    let token: String
    /// The image's manifest and one that is not there yet, both with all that they need.
    let manifest: String
    let other: String
    /// The ID of an upload to which nothing was sent yet.
    let upload: String

    var digest: String { Self.digest(manifest) }

    /// - Parameters:
    ///   - bench: who sets up is its alice.
    ///   - credentials: of the one who tries.
    init(_ bench: TestBench, as credentials: TestBench.Credentials, tag: String = "v1") async throws {
        self.bench = bench
        self.credentials = credentials
        let alice = try await bench.basic()
        token = try await bench.basic(as: credentials)
        for blob in [Self.layer, "{}"] { try await bench.pushLayer(blob, to: "app", authorization: alice) }
        let base = try await bench.pushLayer("base", to: "base", authorization: alice)
        #expect(base == Digest.of(Array("base".utf8)))
        manifest = Self.manifest("1")
        other = Self.manifest("2")
        let put = try await Self.put(manifest, as: tag, bench, alice)
        #expect(put.status == 201)
        let started = try await bench.registry("POST", "/v2/app/blobs/uploads/", authorization: alice)
        upload = try #require(started.headers["Docker-Upload-Uuid"])
    }

    /// What can be seen of the repository: images with their tags, layers, and how far the upload is.
    func state() async throws -> [String] {
        let alice = try await bench.basic()
        let images = try await bench.ecr("DescribeImages", #"{"repositoryName":"app"}"#).json()["imageDetails"]?.array
        let digests = ["new", "base", Self.layer].map { Digest.of(Array($0.utf8)).description }
        var state = (images ?? []).map { image in
            let tags = (image["imageTags"]?.array ?? []).compactMap(\.string).sorted()
            return (image["imageDigest"]?.string ?? "") + " " + tags.joined(separator: " ")
        }.sorted()
        for digest in digests {
            let path = "/v2/app/blobs/\(digest)"
            state.append(String(try await bench.registry("HEAD", path, authorization: alice).status))
        }
        let path = "/v2/app/blobs/uploads/\(upload)"
        let progress = try await bench.registry("GET", path, authorization: alice)
        return state + [String(progress.status), progress.headers["Range"] ?? ""]
    }

    // MARK: Ways

    static let ways: [Way] = [
        // PutImage.
        Way("PutImage by tag", "ecr:PutImage") {
            try await $0.api("PutImage", ["imageManifest": .string($0.other), "imageTag": "v1"])
        },
        Way("PutImage by digest and tag", "ecr:PutImage") {
            let members: [String: JSONValue] = [
                "imageManifest": .string($0.other), "imageTag": "v1", "imageDigest": .string(digest($0.other)),
            ]
            return try await $0.api("PutImage", members)
        },
        Way("PutImage by digest", "ecr:PutImage") {
            try await $0.api(
                "PutImage",
                ["imageManifest": .string($0.other), "imageDigest": .string(digest($0.other))]
            )
        },
        Way("PUT of a manifest by tag", "ecr:PutImage") { try await $0.put($0.other, as: "v1") },
        Way("PUT of a manifest by digest", "ecr:PutImage") { try await $0.put($0.other, as: digest($0.other)) },
        Way("PUT of a manifest by digest with a tag beside", "ecr:PutImage", dialects: [.oci]) {
            try await $0.put($0.other, as: digest($0.other) + "?tag=v2&tag=v1")
        },
        // BatchDeleteImage.
        Way("BatchDeleteImage by tag", "ecr:BatchDeleteImage") {
            try await $0.api("BatchDeleteImage", ["imageIds": [["imageTag": "v1"]]])
        },
        Way("BatchDeleteImage by digest", "ecr:BatchDeleteImage") {
            try await $0.api("BatchDeleteImage", ["imageIds": [["imageDigest": .string($0.digest)]]])
        },
        Way("BatchDeleteImage by both", "ecr:BatchDeleteImage") {
            let image: JSONValue = ["imageDigest": .string($0.digest), "imageTag": "v1"]
            return try await $0.api("BatchDeleteImage", ["imageIds": [image]])
        },
        Way("DELETE of a manifest by tag", "ecr:BatchDeleteImage") { try await $0.route("DELETE", "manifests/v1") },
        Way("DELETE of a manifest by digest", "ecr:BatchDeleteImage") {
            try await $0.route("DELETE", "manifests/" + $0.digest)
        },
        Way("DELETE of a blob", "ecr:BatchDeleteImage", dialects: [.oci]) {
            try await $0.route("DELETE", "blobs/" + digest(layer))
        },
        // Uploads.
        Way("InitiateLayerUpload", "ecr:InitiateLayerUpload") { try await $0.api("InitiateLayerUpload", [:]) },
        Way("POST of an upload", "ecr:InitiateLayerUpload") { try await $0.route("POST", "blobs/uploads/") },
        Way("POST of an upload with a mount", "ecr:InitiateLayerUpload") {
            try await $0.route("POST", "blobs/uploads/?mount=\(digest("base"))&from=base")
        },
        Way("POST of a whole blob, its beginning", "ecr:InitiateLayerUpload", dialects: [.oci]) {
            try await $0.route("POST", "blobs/uploads/?digest=\(digest("new"))", "new")
        },
        Way("UploadLayerPart", "ecr:UploadLayerPart") {
            let part: [String: JSONValue] = [
                "uploadId": .string($0.upload), "partFirstByte": 0, "partLastByte": 2, "layerPartBlob": "bmV3",
            ]
            return try await $0.api("UploadLayerPart", part)
        },
        Way("PATCH of an upload", "ecr:UploadLayerPart") {
            try await $0.route("PATCH", "blobs/uploads/\($0.upload)", "new")
        },
        Way("PUT of an upload with bytes", "ecr:UploadLayerPart") {
            try await $0.route("PUT", "blobs/uploads/\($0.upload)?digest=\(digest("new"))", "new")
        },
        Way("POST of a whole blob, its bytes", "ecr:UploadLayerPart", dialects: [.oci]) {
            try await $0.route("POST", "blobs/uploads/?digest=\(digest("new"))", "new")
        },
        Way("POST of a whole blob beside a mount that is none", "ecr:UploadLayerPart", dialects: [.oci]) {
            try await $0.route("POST", "blobs/uploads/?digest=\(digest("new"))&mount=x&from=base", "new")
        },
        Way("DELETE of an upload", "ecr:UploadLayerPart") {
            try await $0.route("DELETE", "blobs/uploads/\($0.upload)")
        },
        Way("CompleteLayerUpload", "ecr:CompleteLayerUpload") {
            try await $0.send()
            let digests: JSONValue = .array([.string(digest("new"))])
            return try await $0.api("CompleteLayerUpload", ["uploadId": .string($0.upload), "layerDigests": digests])
        },
        Way("PUT of an upload", "ecr:CompleteLayerUpload") {
            try await $0.send()
            return try await $0.route("PUT", "blobs/uploads/\($0.upload)?digest=\(digest("new"))")
        },
        Way("POST of a whole blob, its end", "ecr:CompleteLayerUpload", dialects: [.oci]) {
            try await $0.route("POST", "blobs/uploads/?digest=\(digest("new"))", "new")
        },
    ]

    static func digest(_ text: String) -> String { Digest.of(Array(text.utf8)).description }

    private static func manifest(_ note: String) -> String {
        let config = digest("{}")
        let layer = digest(Self.layer)
        return #"{"schemaVersion":2,"mediaType":"\#(MediaTypes.ociManifest)","config":{"mediaType":"#
            + #""\#(MediaTypes.ociConfig)","digest":"\#(config)","size":2},"layers":[{"mediaType":"#
            + #""\#(MediaTypes.ociLayer)","digest":"\#(layer)","size":5}],"annotations":{"note":"\#(note)"}}"#
    }

    // MARK: Calls

    /// Sends the upload's bytes, as one who may.
    private func send() async throws {
        let alice = try await bench.basic()
        let path = "/v2/app/blobs/uploads/\(upload)"
        let answer = try await bench.registry("PATCH", path, authorization: alice, body: "new")
        #expect(answer.status < 300)
    }

    func api(_ operation: String, _ members: [String: JSONValue]) async throws -> Outcome {
        let body = JSONValue.object(members.merging(["repositoryName": "app"]) { $1 }).serialized()
        let answer = try await bench.ecr(operation, String(decoding: body, as: UTF8.self), as: credentials)
        if answer.status == 200 {
            let failures = try answer.json()["failures"]?.array ?? []
            return failures.isEmpty ? .done : .other(answer.body)
        }
        return switch answer.ecrError.code {
        case "AccessDeniedException": .denied
        case "ImageTagAlreadyExistsException": .tagFixed
        default: .other(answer.body)
        }
    }

    func put(_ manifest: String, as reference: String) async throws -> Outcome {
        try Self.outcome(try await Self.put(manifest, as: reference, bench, token))
    }

    func route(_ method: String, _ path: String, _ body: String = "") async throws -> Outcome {
        try Self.outcome(try await bench.registry(method, "/v2/app/" + path, authorization: token, body: body))
    }

    private static func put(
        _ manifest: String,
        as reference: String,
        _ bench: TestBench,
        _ token: String
    ) async throws -> Answer {
        try await bench.send(
            "PUT",
            "/v2/app/manifests/\(reference)",
            host: host,
            headers: [("Authorization", token), ("Content-Type", MediaTypes.ociManifest)],
            body: manifest
        )
    }

    private static func outcome(_ answer: Answer) throws -> Outcome {
        if answer.status < 300 { return .done }
        let error = try answer.registryError()
        return switch (answer.status, error.code) {
        case (403, "DENIED"): .denied
        case (400, "TAG_INVALID"): .tagFixed
        default: .other("\(answer.status) \(answer.body)")
        }
    }
}
