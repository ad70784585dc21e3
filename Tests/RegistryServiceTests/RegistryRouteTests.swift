import IAM
import RegistryService
import Testing

@Suite("The registry's routes")
struct RegistryRouteTests {
    @Test(
        "method and path say what a request is for, in which repository and about what",
        arguments: [
            ("GET", "/v2/", RegistryRoute.Kind.checkVersion, nil, nil),
            ("HEAD", "/v2", .checkVersion, nil, nil),
            ("GET", "/v2/_catalog", .listRepositories, nil, nil),
            ("GET", "/v2/app/tags/list", .listTags, "app", nil),
            ("GET", "/v2/team/app/manifests/latest", .readManifest, "team/app", "latest"),
            ("HEAD", "/v2/app/manifests/sha256:00", .readManifest, "app", "sha256:00"),
            ("PUT", "/v2/app/manifests/v1", .writeManifest, "app", "v1"),
            ("DELETE", "/v2/app/manifests/v1", .deleteManifest, "app", "v1"),
            ("GET", "/v2/app/referrers/sha256:00", .listReferrers, "app", "sha256:00"),
            ("HEAD", "/v2/app/blobs/sha256:00", .checkBlob, "app", "sha256:00"),
            ("GET", "/v2/app/blobs/sha256:00", .readBlob, "app", "sha256:00"),
            ("DELETE", "/v2/app/blobs/sha256:00", .deleteBlob, "app", "sha256:00"),
            ("POST", "/v2/a/b/c/blobs/uploads/", .startUpload, "a/b/c", nil),
            ("POST", "/v2/app/blobs/uploads", .startUpload, "app", nil),
            ("PATCH", "/v2/app/blobs/uploads/0b-1", .sendPart, "app", "0b-1"),
            ("PUT", "/v2/app/blobs/uploads/0b-1", .endUpload, "app", "0b-1"),
            ("GET", "/v2/app/blobs/uploads/0b-1", .readUpload, "app", "0b-1"),
            ("DELETE", "/v2/app/blobs/uploads/0b-1", .cancelUpload, "app", "0b-1"),
            // Names that look like parts of routes.
            ("GET", "/v2/manifests/manifests/manifests", .readManifest, "manifests", "manifests"),
            ("GET", "/v2/app/blobs/manifests/tags", .readManifest, "app/blobs", "tags"),
            ("GET", "/v2/blobs/uploads/tags/list", .listTags, "blobs/uploads", nil),
            ("GET", "/v2/a/tags/tags/list", .listTags, "a/tags", nil),
            // Escapes mean what they stand for.
            ("GET", "/v2/app/blobs/sha256%3A00", .readBlob, "app", "sha256:00"),
            ("GET", "/v2/team%2Fapp/manifests/latest", .readManifest, "team/app", "latest"),
            ("GET", "/v2/a//b/manifests/latest", .readManifest, "a//b", "latest"),
            ("GET", "/v2/../manifests/latest", .readManifest, "..", "latest"),
        ]
    )
    func routes(method: String, path: String, kind: RegistryRoute.Kind, repository: String?, reference: String?) {
        let route = RegistryRoute(method: method, path: path)
        #expect(route.kind == kind)
        #expect(route.repository == repository)
        #expect(route.reference == reference)
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
        #expect(RegistryRoute(method: method, path: path).kind == .unknown)
    }

    @Test("a mount needs the digest and the source, and asks about the source too")
    func mount() {
        func route(_ query: [String: String]) -> RegistryRoute {
            RegistryRoute(method: "POST", path: "/v2/app/blobs/uploads/") { query[$0] }
        }
        let mounting = route(["mount": "sha256:00", "from": "base"])
        #expect(mounting.mount == RegistryRoute.Mount(digest: "sha256:00", source: "base"))
        #expect(
            mounting.questions(hasBody: false, dialect: .ecr) == [
                RegistryQuestion(action: "ecr:InitiateLayerUpload", resource: .repository("app"), isRequired: true),
                RegistryQuestion(
                    action: "ecr:GetDownloadUrlForLayer",
                    resource: .repository("base"),
                    isRequired: false
                ),
            ]
        )
        for query in [[:], ["mount": "sha256:00"], ["from": "base"], ["mount": "", "from": "base"]] {
            #expect(route(query).mount == nil)
            #expect(route(query).questions(hasBody: true, dialect: .ecr).map(\.action) == ["ecr:InitiateLayerUpload"])
        }
    }

    @Test("bytes that end an upload are a part of it")
    func end() {
        let route = RegistryRoute(method: "PUT", path: "/v2/app/blobs/uploads/1")
        #expect(route.questions(hasBody: false, dialect: .ecr).map(\.action) == ["ecr:CompleteLayerUpload"])
        #expect(
            route.questions(hasBody: true, dialect: .ecr).map(\.action) == [
                "ecr:CompleteLayerUpload", "ecr:UploadLayerPart",
            ]
        )
        #expect(
            route.questions(hasBody: true, dialect: .ecr).allSatisfy {
                $0.isRequired && $0.resource == .repository("app")
            }
        )
    }

    @Test("a blob that comes whole with its POST needs what beginning, sending and ending need, where that is taken")
    func whole() {
        let route = RegistryRoute(method: "POST", path: "/v2/app/blobs/uploads/") { $0 == "digest" ? "sha256:00" : nil }
        #expect(route.questions(hasBody: true, dialect: .ecr).map(\.action) == ["ecr:InitiateLayerUpload"])
        for hasBody in [true, false] {
            let asked = route.questions(hasBody: hasBody, dialect: .oci)
            #expect(
                asked.map(\.action) == ["ecr:InitiateLayerUpload", "ecr:UploadLayerPart", "ecr:CompleteLayerUpload"]
            )
            #expect(asked.allSatisfy { $0.isRequired && $0.resource == .repository("app") })
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
            let route = RegistryRoute(method: method, path: path)
            guard case .actions(let actions) = route.kind.permission else {
                Issue.record("\(method) \(path) asks nothing")
                continue
            }
            let asked = route.questions(hasBody: true, dialect: .ecr)
            #expect(asked.first?.action == actions.first)
            #expect(Set(asked.map(\.action)).isSubset(of: actions))
            #expect(asked.first?.resource == (route.repository.map { .repository($0) } ?? .allRepositories))
        }
    }
}
