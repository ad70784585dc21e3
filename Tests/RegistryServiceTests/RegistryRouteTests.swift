import AWSCore
import AWSProtocols
import IAM
import RegistryService
import Testing
import World

@Suite("The registry's routes")
struct RegistryRouteTests {
    private let account: AccountID
    private let region: Region

    init() throws {
        account = try #require(AccountID("123456789012"))
        region = try #require(Region("us-east-1"))
    }

    private func repository(_ name: String) -> AccessedResource { .repository(name, account, region) }

    /// Method, path, route, repository and reference.
    private static let requests: [(String, String, String, String?, String?)] = [
        ("GET", "/v2/", "checkVersion", nil, nil),
        ("HEAD", "/v2", "checkVersion", nil, nil),
        ("GET", "/v2/_catalog", "listRepositories", nil, nil),
        ("GET", "/v2/app/tags/list", "listTags", "app", nil),
        ("GET", "/v2/team/app/manifests/latest", "readManifest", "team/app", "latest"),
        ("HEAD", "/v2/app/manifests/sha256:00", "readManifest", "app", "sha256:00"),
        ("PUT", "/v2/app/manifests/v1", "writeManifest", "app", "v1"),
        ("DELETE", "/v2/app/manifests/v1", "deleteManifest", "app", "v1"),
        ("GET", "/v2/app/referrers/sha256:00", "listReferrers", "app", "sha256:00"),
        ("HEAD", "/v2/app/blobs/sha256:00", "checkBlob", "app", "sha256:00"),
        ("GET", "/v2/app/blobs/sha256:00", "readBlob", "app", "sha256:00"),
        ("DELETE", "/v2/app/blobs/sha256:00", "deleteBlob", "app", "sha256:00"),
        ("POST", "/v2/a/b/c/blobs/uploads/", "startUpload", "a/b/c", nil),
        ("POST", "/v2/app/blobs/uploads", "startUpload", "app", nil),
        ("PATCH", "/v2/app/blobs/uploads/0b-1", "sendPart", "app", "0b-1"),
        ("PUT", "/v2/app/blobs/uploads/0b-1", "endUpload", "app", "0b-1"),
        ("GET", "/v2/app/blobs/uploads/0b-1", "readUpload", "app", "0b-1"),
        ("DELETE", "/v2/app/blobs/uploads/0b-1", "cancelUpload", "app", "0b-1"),
        // Names that look like parts of routes.
        ("GET", "/v2/manifests/manifests/manifests", "readManifest", "manifests", "manifests"),
        ("GET", "/v2/app/blobs/manifests/tags", "readManifest", "app/blobs", "tags"),
        ("GET", "/v2/blobs/uploads/tags/list", "listTags", "blobs/uploads", nil),
        ("GET", "/v2/a/tags/tags/list", "listTags", "a/tags", nil),
        // Escapes mean what they stand for.
        ("GET", "/v2/app/blobs/sha256%3A00", "readBlob", "app", "sha256:00"),
        ("GET", "/v2/team%2Fapp/manifests/latest", "readManifest", "team/app", "latest"),
        ("GET", "/v2/a//b/manifests/latest", "readManifest", "a//b", "latest"),
        ("GET", "/v2/../manifests/latest", "readManifest", "..", "latest"),
    ]

    @Test("method and path say what a request is for, in which repository and about what", arguments: requests)
    func routes(method: String, path: String, name: String, repository: String?, reference: String?) {
        let request = RegistryRequest(method: method, path: path)
        #expect(request.route.name == name)
        #expect(request.repository == repository)
        #expect(request.reference == reference)
    }

    @Test(
        "what is not a route is none, by method or by path",
        arguments: [
            ("POST", "/v2/"), ("get", "/v2/"), ("GET", "/v2x"), ("GET", "/v1/"), ("GET", "/v2//"), ("GET", "/v2/app"),
            ("HEAD", "/v2/_catalog"), ("POST", "/v2/app/tags/list"), ("GET", "/v2/tags/list"),
            ("GET", "/v2/manifests/latest"), ("PATCH", "/v2/app/manifests/latest"), ("PUT", "/v2/app/blobs/sha256:00"),
            ("GET", "/v2/app/blobs/uploads/"), ("PATCH", "/v2/app/blobs/uploads"), ("PUT", "/v2/app/blobs/uploads/"),
            ("GET", "/v2/app/other/latest"), ("GET", "/v2/app/tags/list/"), ("GET", "/v2/%ZZ/manifests/latest"),
            ("GET", "/v2/app/manifests/%C3%28"), ("GET", "/v2/../_drydock/health"), ("GET", ""),
        ]
    )
    func none(method: String, path: String) {
        let request = RegistryRequest(method: method, path: path)
        #expect(request.route.name == "unknown")
        #expect(request.repository == nil && request.reference == nil)
    }

    @Test("every route of the table is reached by some request")
    func reached() {
        let reached = Set(Self.requests.map(\.2)).union(["unknown"])
        #expect(Set(RegistryRoute.all.map(\.name)) == reached)
    }

    @Test(
        "only the routes that bring a layer's bytes stream the body, wherever a name looks like another path",
        arguments: [
            ("POST", "/v2/app/blobs/uploads/", true), ("PATCH", "/v2/app/blobs/uploads/1", true),
            ("PUT", "/v2/app/blobs/uploads/1", true), ("GET", "/v2/app/blobs/uploads/1", false),
            ("DELETE", "/v2/app/blobs/uploads/1", false), ("PUT", "/v2/app/manifests/uploads", false),
            ("PUT", "/v2/app/blobs/uploads/manifests/1", false), ("POST", "/v2/app/blobs/uploads/1", false),
        ]
    )
    func streams(method: String, path: String, isStreamed: Bool) {
        #expect(RegistryRoute.streamsBody(method: method, path: path) == isStreamed)
    }

    @Test("a blob is deleted in the specification's dialect only; each other route is in both")
    func dialects() {
        for dialect in RegistryDialect.allCases {
            let missing = RegistryRoute.all.filter { $0.handler(in: dialect) == nil }.map(\.name)
            #expect(missing == (dialect == .ecr ? ["deleteBlob"] : []))
        }
    }

    @Test("a mount needs the digest and the source, and asks about the source too")
    func mount() {
        func request(_ query: Substring) -> RegistryRequest {
            RegistryRequest(method: "POST", path: "/v2/app/blobs/uploads/", query: query)
        }
        let mounting = request("mount=sha256%3A00&from=base")
        #expect(mounting.mount == RegistryRequest.Mount(digest: "sha256:00", source: "base"))
        #expect(
            mounting.questions(of: account, region, in: .ecr) == [
                Question("ecr:InitiateLayerUpload", on: repository("app")),
                Question("ecr:GetDownloadUrlForLayer", on: repository("base"), isRequired: false),
            ]
        )
        for query: Substring in ["", "mount=sha256:00", "from=base", "mount=&from=base", "mount=sha256:00&from=%ZZ"] {
            #expect(request(query).mount == nil)
            #expect(
                request(query).questions(of: account, region, in: .ecr).map(\.action) == ["ecr:InitiateLayerUpload"]
            )
        }
        let other = RegistryRequest(method: "PUT", path: "/v2/app/blobs/uploads/1", query: "mount=sha256:00&from=base")
        #expect(other.mount == nil)
    }

    @Test("bytes that end an upload are a part of it")
    func end() {
        for (length, actions) in [
            (0, ["ecr:CompleteLayerUpload"]), (1, ["ecr:CompleteLayerUpload", "ecr:UploadLayerPart"]),
            (nil, ["ecr:CompleteLayerUpload", "ecr:UploadLayerPart"]),
        ] {
            let request = RegistryRequest(method: "PUT", path: "/v2/app/blobs/uploads/1", announcedLength: length)
            let asked = request.questions(of: account, region, in: .ecr)
            #expect(asked.map(\.action) == actions)
            #expect(asked.allSatisfy { $0.isRequired && $0.resource == repository("app") })
        }
    }

    @Test("a blob that comes whole with its POST needs what beginning, sending and ending need, where that is taken")
    func whole() {
        for length in [0, 1] {
            let request = RegistryRequest(
                method: "POST",
                path: "/v2/app/blobs/uploads/",
                query: "digest=sha256:00",
                announcedLength: length
            )
            #expect(request.questions(of: account, region, in: .ecr).map(\.action) == ["ecr:InitiateLayerUpload"])
            let asked = request.questions(of: account, region, in: .oci)
            #expect(
                asked.map(\.action) == ["ecr:InitiateLayerUpload", "ecr:UploadLayerPart", "ecr:CompleteLayerUpload"]
            )
            #expect(asked.allSatisfy { $0.isRequired && $0.resource == repository("app") })
        }
    }

    @Test("only the beginning of an upload makes a repository, and asks whether it may about that one")
    func creation() {
        let request = RegistryRequest(method: "POST", path: "/v2/app/blobs/uploads/")
        #expect(
            request.creationQuestion(of: account, region) == Question("ecr:CreateRepository", on: repository("app"))
        )
        for (method, path) in [("PUT", "/v2/app/manifests/latest"), ("PATCH", "/v2/app/blobs/uploads/1")] {
            #expect(RegistryRequest(method: method, path: path).creationQuestion(of: account, region) == nil)
        }
    }

    @Test("a route asks first what it declares, about its own repository")
    func questions() {
        for (method, path) in [
            ("GET", "/v2/_catalog"), ("GET", "/v2/app/tags/list"), ("GET", "/v2/app/manifests/latest"),
            ("PUT", "/v2/app/manifests/latest"), ("DELETE", "/v2/app/manifests/latest"),
            ("GET", "/v2/app/referrers/sha256:00"), ("HEAD", "/v2/app/blobs/sha256:00"),
            ("GET", "/v2/app/blobs/sha256:00"), ("POST", "/v2/app/blobs/uploads/"),
            ("PATCH", "/v2/app/blobs/uploads/1"), ("PUT", "/v2/app/blobs/uploads/1"),
            ("GET", "/v2/app/blobs/uploads/1"), ("DELETE", "/v2/app/blobs/uploads/1"),
        ] {
            let request = RegistryRequest(method: method, path: path, announcedLength: 1)
            guard case .actions(let actions) = request.route.permission.access else {
                Issue.record("\(method) \(path) asks nothing")
                continue
            }
            let asked = request.questions(of: account, region, in: .ecr)
            #expect(asked.first?.action == actions.first)
            #expect(Set(asked.map(\.action)).isSubset(of: actions))
            #expect(
                asked.first?.resource == (request.repository.map(repository) ?? .allRepositories(of: account, region))
            )
        }
    }

    @Test("is recorded as the operation of the API that does the same, if the API has one")
    func events() {
        let events = RegistryRoute.all.map { "\($0.name): \($0.eventName)" }.sorted()
        #expect(
            events == [
                "cancelUpload: UploadLayerPart", "checkBlob: BatchCheckLayerAvailability",
                "checkVersion: RegistryVersionCheck", "deleteBlob: RegistryRoute", "deleteManifest: BatchDeleteImage",
                "endUpload: CompleteLayerUpload", "listReferrers: ListImageReferrers",
                "listRepositories: DescribeRepositories", "listTags: ListImages", "readBlob: GetDownloadUrlForLayer",
                "readManifest: BatchGetImage", "readUpload: UploadLayerPart", "sendPart: UploadLayerPart",
                "startUpload: InitiateLayerUpload", "unknown: RegistryRoute", "writeManifest: PutImage",
            ]
        )
    }

    @Test(
        "is recorded with the input of the API's operation that does the same",
        arguments: [
            ("GET", "/v2/", "{}"),
            ("GET", "/v2/_catalog", #"{"registryId":"123456789012"}"#),
            ("GET", "/v2/app/tags/list", #"{"registryId":"123456789012","repositoryName":"app"}"#),
            (
                "GET", "/v2/app/manifests/v1",
                #"{"imageIds":[{"imageTag":"v1"}],"registryId":"123456789012","repositoryName":"app"}"#
            ),
            (
                "DELETE", "/v2/app/manifests/sha256:00",
                #"{"imageIds":[{"imageDigest":"sha256:00"}],"registryId":"123456789012","repositoryName":"app"}"#
            ),
            (
                "PUT", "/v2/app/manifests/v1",
                #"{"imageTag":"v1","registryId":"123456789012","repositoryName":"app"}"#
            ),
            (
                "GET", "/v2/app/referrers/sha256:00",
                #"{"registryId":"123456789012","repositoryName":"app","subjectId":{"imageDigest":"sha256:00"}}"#
            ),
            (
                "HEAD", "/v2/app/blobs/sha256:00",
                #"{"layerDigests":["sha256:00"],"registryId":"123456789012","repositoryName":"app"}"#
            ),
            (
                "GET", "/v2/app/blobs/sha256:00",
                #"{"layerDigest":"sha256:00","registryId":"123456789012","repositoryName":"app"}"#
            ),
            ("POST", "/v2/app/blobs/uploads/", #"{"registryId":"123456789012","repositoryName":"app"}"#),
            (
                "PATCH", "/v2/app/blobs/uploads/1",
                #"{"registryId":"123456789012","repositoryName":"app","uploadId":"1"}"#
            ),
            // A text that is not a name is not recorded as one.
            (
                "PATCH", "/v2/APP/blobs/uploads/1", #"{"registryId":"123456789012","uploadId":"1"}"#
            ),
            ("GET", "/v2/app/secrets", "{}"),
        ]
    )
    func recorded(method: String, path: String, parameters: String) throws {
        let account = try #require(AccountID("123456789012"))
        let recorded = RegistryRequest(method: method, path: path).requestParameters(registry: account)
        #expect(String(decoding: JSONValue.object(recorded).serialized(), as: UTF8.self) == parameters)
    }
}
