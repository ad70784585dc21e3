import AWSCore
import AWSProtocols
import Emulator
import IAM
import OCI
import RegistryService
import Testing
import World

/// Content is kept once for all repositories; who may read one does not get at what only another has.
@Suite("Immunity: content of another repository")
struct LayerImmunityTests {
    private static let secret = "the layer that only one repository has"
    private static let digest = Digest.of(Array(secret.utf8)).description
    private static let absent = "sha256:" + String(repeating: "0", count: 64)

    /// A bench with a repository `base` that has a layer and an image, and a bob who may do everything but with it.
    private static func bench(_ dialect: RegistryDialect, files: CountedFiles = CountedFiles()) async throws
        -> TestBench
    {
        let bench = try TestBench(dialect: dialect, files: files) { world in
            world[Bench.account].registries[Bench.region]?.repositories["base"] = Repository(
                name: "base",
                account: Bench.account,
                region: Bench.region,
                createdAt: TestBench.start
            )
            try world.update(user: "bob") {
                $0.inlinePolicies["p"] = try .of(
                    .identity,
                    #"{"Effect":"Allow","Action":"ecr:*","Resource":"*"}"#,
                    #"{"Effect":"Deny","Action":"ecr:*","Resource":"arn:aws:ecr:*:*:repository/base"}"#
                )
            }
        }
        _ = try await bench.ecr("PutAccountSetting", #"{"name":"BLOB_MOUNTING","value":"ENABLED"}"#)
        let alice = try await bench.basic()
        try await bench.pushImage(secret, to: "base", authorization: alice)
        try await bench.pushLayer("something", to: "app", authorization: alice)
        return bench
    }

    @Test(
        "Immunity 6, CVE-2024-39897: a mount without the right to read the source is an upload, there or not",
        arguments: RegistryDialect.allCases
    )
    func mounts(dialect: RegistryDialect) async throws {
        let files = CountedFiles()
        let bench = try await Self.bench(dialect, files: files)
        let alice = try await bench.basic()
        let bob = try await bench.basic(as: TestBench.bob)
        _ = files.takeCalls()
        for source in ["base", "base%00", "./base", "app/../base", "none", "app"] {
            for digest in [Self.digest, Self.absent] {
                let path = "/v2/app/blobs/uploads/?mount=\(digest)&from=\(source)"
                let answer = try await bench.registry("POST", path, authorization: bob)
                #expect(answer.status == 202, "\(source)")
                #expect(answer.headers["Docker-Content-Digest"] == nil)
                // No one sees by what is done whether the source has it.
                #expect(files.takeCalls().filter { $0.contains("blobs/") }.isEmpty)
            }
        }
        // The same request of one who may read it takes the layer over.
        let path = "/v2/app/blobs/uploads/?mount=\(Self.digest)&from=base"
        #expect(try await bench.registry("POST", path, authorization: alice).status == 201)
    }

    @Test(
        "Immunity 6, CVE-2024-39897: what another repository has is as absent as what none has, by every way to it",
        arguments: RegistryDialect.allCases
    )
    func reads(dialect: RegistryDialect) async throws {
        let files = CountedFiles()
        let bench = try await Self.bench(dialect, files: files)
        let bob = try await bench.basic(as: TestBench.bob)
        let images = try await bench.ecr("ListImages", #"{"repositoryName":"base"}"#).json()["imageIds"]
        let image = try #require(images?.array?.first?["imageDigest"]?.string)

        func answers(_ present: String) async throws -> [String] {
            var answers: [String] = []
            for (method, path) in [
                ("HEAD", "blobs/"), ("GET", "blobs/"), ("HEAD", "manifests/"), ("GET", "manifests/"),
                ("DELETE", "manifests/"), ("DELETE", "blobs/"), ("GET", "referrers/"),
            ] {
                _ = files.takeCalls()
                let answer = try await bench.registry(method, "/v2/app/" + path + present, authorization: bob)
                let calls = files.takeCalls()
                let isMissing = answer.status == 404 || answer.status == 405
                #expect(isMissing || path == "referrers/", "\(method) \(path)")
                #expect(answer.headers["Location"] == nil)
                answers.append("\(answer.status) \(answer.body) \(answer.headers["Content-Length"] ?? "") \(calls)")
            }
            let repository = #""repositoryName":"app""#
            for (operation, members) in [
                ("BatchCheckLayerAvailability", #""layerDigests":["\#(present)"]"#),
                ("GetDownloadUrlForLayer", #""layerDigest":"\#(present)""#),
                ("BatchGetImage", #""imageIds":[{"imageDigest":"\#(present)"}]"#),
                ("BatchDeleteImage", #""imageIds":[{"imageDigest":"\#(present)"}]"#),
                ("DescribeImages", #""imageIds":[{"imageDigest":"\#(present)"}]"#),
                ("ListImageReferrers", #""subjectId":{"imageDigest":"\#(present)"}"#),
            ] {
                _ = files.takeCalls()
                let answer = try await bench.ecr(operation, "{\(repository),\(members)}", as: TestBench.bob)
                answers.append("\(answer.status) \(answer.body) \(files.takeCalls())")
            }
            return answers.map { $0.replacing(present, with: "DIGEST") }
        }
        let nothing = try await answers(Self.absent)
        for present in [Self.digest, image] {
            for (answer, expected) in zip(try await answers(present), nothing) { #expect(answer == expected) }
        }
        // Of the repository itself he learns nothing at all.
        for digest in [Self.digest, Self.absent] {
            #expect(try await bench.registry("HEAD", "/v2/base/blobs/\(digest)", authorization: bob).status == 403)
        }
    }

    @Test(
        "Immunity 6, CVE-2024-39897: to know a digest is not to have the content",
        arguments: RegistryDialect.allCases
    )
    func claims(dialect: RegistryDialect) async throws {
        let bench = try await Self.bench(dialect)
        let bob = try await bench.basic(as: TestBench.bob)
        for body in ["", String(Self.secret.dropLast()), "x"] {
            let started = try await bench.registry("POST", "/v2/app/blobs/uploads/", authorization: bob)
            let id = try #require(started.headers["Docker-Upload-Uuid"])
            let path = "/v2/app/blobs/uploads/\(id)?digest=\(Self.digest)"
            let ended = try await bench.registry("PUT", path, authorization: bob, body: body)
            #expect(ended.status >= 400 && ended.status < 500, "\(ended.status)")
        }
        let layers = #"["\#(Self.digest)"]"#
        let upload = try await bench.ecr("InitiateLayerUpload", #"{"repositoryName":"app"}"#, as: TestBench.bob).json()
        let id = try #require(upload["uploadId"]?.string)
        let completed = try await bench.ecr(
            "CompleteLayerUpload",
            #"{"repositoryName":"app","uploadId":"\#(id)","layerDigests":\#(layers)}"#,
            as: TestBench.bob
        )
        #expect(completed.status == 400)
        #expect(try await bench.registry("HEAD", "/v2/app/blobs/\(Self.digest)", authorization: bob).status == 404)
        // Nor does an image that names it have it, or lead to it.
        let manifest =
            #"{"schemaVersion":2,"mediaType":"\#(MediaTypes.ociManifest)","config":{"mediaType":"#
            + #""\#(MediaTypes.ociConfig)","digest":"\#(Self.digest)","size":2},"layers":[]}"#
        let put = try await bench.send(
            "PUT",
            "/v2/app/manifests/claim",
            host: Mutations.host,
            headers: [("Authorization", bob), ("Content-Type", MediaTypes.ociManifest)],
            body: manifest
        )
        // The specification lets a registry take a manifest whose parts are elsewhere.
        #expect(put.status == (dialect == .ecr ? 404 : 201), "\(put.body)")
        #expect(try await bench.registry("GET", "/v2/app/blobs/\(Self.digest)", authorization: bob).status == 404)
    }

    @Test("Immunity 6, CVE-2024-39897: a link to a layer is a link to that layer of that repository")
    func links() async throws {
        let bench = try await Self.bench(.ecr)
        let alice = try await bench.basic()
        let something = Digest.of(Array("something".utf8))
        let answer = try await bench.registry("GET", "/v2/app/blobs/\(something)", authorization: alice)
        let location = try #require(answer.headers["Location"])
        let prefix = "https://prod-us-east-1-starport-layer-bucket.s3.us-east-1.amazonaws.com"
        #expect(location.hasPrefix(prefix))
        let host = String(prefix.dropFirst(8))
        let target = String(location.dropFirst(prefix.count))
        #expect(try await bench.send("GET", target, host: host).body == "something")
        let secret = String(Self.digest.dropFirst(7))
        for changed in [
            target.replacing(something.hex, with: secret), target.replacing("/app/", with: "/base/"),
            target.replacing("/app/", with: "/base/").replacing(something.hex, with: secret),
            target.replacing("/app/", with: "/app/../base/"), String(target.prefix { $0 != "?" }),
            target.replacing("X-Amz-Expires=3600", with: "X-Amz-Expires=86400"), String(target.dropLast()),
        ] {
            let refused = try await bench.send("GET", changed, host: host)
            #expect(refused.status == 403, "\(changed)")
            #expect(!refused.body.contains(Self.secret))
        }
        // A registry token is not a key to the bucket, not even its owner's.
        let unsigned = String(target.prefix { $0 != "?" })
        for authorization in [alice, "Bearer x"] {
            let headers = [("Authorization", authorization)]
            #expect(try await bench.send("GET", unsigned, host: host, headers: headers).status == 403)
        }
        for method in ["PUT", "POST", "DELETE", "PATCH"] {
            #expect(try await bench.send(method, target, host: host).status == 405)
        }
    }
}
