import AWSCore
import AWSProtocols
import Emulator
import Foundation
import IAM
import OCI
import TestSupport
import Testing

/// ECR Public's API and registry (docs/aws/ecr-public.md).
@Suite("ECR Public")
struct ECRPublicTests {
    private static let yaml = """
        seed: public
        accounts:
          "123456789012":
            users:
              alice:
                path: /team/
                policies: [AdministratorAccess]
                access_keys: [{id: AKIAALICEALICEALICEA, secret: alice/secret/alice/secret/alice/secret/a}]
              bob:
                inline_policies:
                  login: {Version: "2012-10-17", Statement: [
                    {Effect: Allow, Action: ["ecr-public:GetAuthorizationToken", "ecr:*"], Resource: "*"},
                    {Effect: Allow, Action: "sts:GetServiceBearerToken", Resource: "*",
                     Condition: {StringEquals: {"sts:AWSServiceName": ecr-public.amazonaws.com}}}]}
                access_keys: [{id: test, secret: test}]
            regions:
              us-east-1:
                repositories: {app: {}}
            public_repositories:
              app:
                catalog_data: {description: An app}
                tags: {team: ml}
                images: [{generate: {size: 4KiB}, tags: [v1]}]
              empty: {}
          "210987654321":
            users:
              mallory:
                policies: [AdministratorAccess]
                access_keys: [{id: AKIAMALLORYMALLORYMA, secret: mallory/secret/mallory/secret/mallory/s}]

        """

    private let bench: TestBench

    init() throws {
        bench = try TestBench(worldYAML: Self.yaml)
    }

    private func call(
        _ operation: String,
        _ body: String = "{}",
        as credentials: TestBench.Credentials = TestBench.alice,
        host: String = "api.ecr-public.us-east-1.amazonaws.com",
        region: String = "us-east-1",
        on bench: TestBench? = nil
    ) async throws -> Answer {
        try await (bench ?? self.bench).send(
            "POST",
            "/",
            host: host,
            headers: [
                ("Content-Type", "application/x-amz-json-1.1"),
                ("X-Amz-Target", "SpencerFrontendService." + operation),
            ],
            body: body,
            signedBy: (credentials, region, "ecr-public")
        )
    }

    private func alias(_ bench: TestBench? = nil) async throws -> String {
        let answer = try await call("DescribeRegistries", on: bench).json()
        let uri = try #require(answer["registries"]?.array?.first?["registryUri"]?.string)
        return String(uri.dropFirst("public.ecr.aws/".count))
    }

    /// The Bearer header of GetAuthorizationToken.
    private func bearer(as credentials: TestBench.Credentials = TestBench.alice) async throws -> String {
        let data = try await call("GetAuthorizationToken", as: credentials).json()["authorizationData"]
        #expect(data?["proxyEndpoint"] == nil)
        return "Bearer " + (try #require(data?["authorizationToken"]?.string))
    }

    private func registry(
        _ method: String = "GET",
        _ path: String,
        _ authorization: String?,
        body: String = "",
        type: String? = nil
    ) async throws -> Answer {
        try await bench.send(
            method,
            path,
            host: "public.ecr.aws",
            headers: (authorization.map { [("Authorization", $0)] } ?? [])
                + (type.map { [("Content-Type", $0)] } ?? []),
            body: body
        )
    }

    private func anonymous() async throws -> String {
        "Bearer "
            + (try #require(try await registry("GET", "/token/?service=public.ecr.aws", nil).json()["token"]?.string))
    }

    // MARK: drydock

    @Test("the operator puts and deletes the policy of a public repository, of the repository's own kind")
    func policyByControl() async throws {
        let document =
            #"{"Statement": {"Effect": "Allow", "Principal": "*", "Action": "ecr-public:PutImage", "Resource": "*"}}"#
        func policy() async throws -> Int {
            try await call("GetRepositoryPolicy", #"{"repositoryName": "empty"}"#).status
        }
        func change(_ operation: String, _ parameters: [String: JSONValue], by service: OperatedService = .ecrPublic)
            async throws
        {
            _ = try await bench.emulator.control(PerformOperation(service, operation, parameters))
        }
        #expect(try await policy() == 400)
        try await change("SetRepositoryPolicy", ["repositoryName": "empty", "policyText": .string(document)])
        #expect(try await policy() == 200)
        try await change("DeleteRepositoryPolicy", ["repositoryName": "empty"])
        #expect(try await policy() == 400)
        // A private repository is another service's.
        await #expect(throws: ControlError.self) {
            try await change(
                "SetRepositoryPolicy",
                ["repositoryName": "empty", "policyText": .string(document)],
                by: .ecr
            )
        }
    }

    @Test("a push to ECR Public that is refused is explained with all that pushes ask")
    func explainedPush() async throws {
        let answer = try await call("InitiateLayerUpload", #"{"repositoryName": "app"}"#, as: TestBench.bob)
        #expect(answer.status == 400)
        let explanation = try #require(try await bench.emulator.control(ExplainCall.lastDenied).explanation)
        #expect(explanation.flow?.name == .publicPush && explanation.flow?.refused == [])
        let statement = explanation.remedies.first?.statementText ?? ""
        #expect(RegistryFlow.publicPush.actions.allSatisfy(statement.contains), "\(statement)")
    }

    // MARK: The API

    @Test("a registry has an alias, which derives from account and seed, and its repositories are below it")
    func registries() async throws {
        let answer = try await call("DescribeRegistries").json()
        let alias = try await alias()
        #expect(alias.utf8.count == 8)
        #expect(
            answer
                == [
                    "registries": [
                        [
                            "registryId": "123456789012",
                            "registryArn": "arn:aws:ecr-public::123456789012:registry/123456789012",
                            "registryUri": .string("public.ecr.aws/" + alias), "verified": false,
                            "aliases": [
                                [
                                    "name": .string(alias), "status": "ACTIVE", "primaryRegistryAlias": true,
                                    "defaultRegistryAlias": true,
                                ]
                            ],
                        ]
                    ]
                ]
        )
        #expect(try await self.alias(TestBench(worldYAML: Self.yaml)) == alias)
        let other = Self.yaml.replacing("seed: public", with: "seed: other")
        #expect(try await self.alias(TestBench(worldYAML: other)) != alias)
        let found = try await call("DescribeRepositories", #"{"repositoryNames": ["app"]}"#).json()
        #expect(
            found["repositories"]?.array?.first
                == [
                    "repositoryArn": "arn:aws:ecr-public::123456789012:repository/app", "registryId": "123456789012",
                    "repositoryName": "app", "repositoryUri": .string("public.ecr.aws/\(alias)/app"),
                    "createdAt": .number(1_704_067_200),
                ]
        )
    }

    @Test("repositories are made, listed by pages, described and deleted, apart from private ones of the same name")
    func repositories() async throws {
        try await bench.emulator.prepareImages()
        let made = try await call(
            "CreateRepository",
            #"{"repositoryName": "new", "catalogData": {"description": "New"}}"#
        )
        #expect(made.status == 200)
        #expect(try made.json()["catalogData"] == ["description": "New"])
        #expect(
            try await call("CreateRepository", #"{"repositoryName": "new"}"#).ecrError.code
                == "RepositoryAlreadyExistsException"
        )
        #expect(try await bench.ecr("DescribeRepositories", #"{"repositoryNames": ["new"]}"#).status == 400)
        var names: [String] = []
        var token: String?
        repeat {
            let input = #"{"maxResults": 1"# + (token.map { #", "nextToken": "\#($0)""# } ?? "") + "}"
            let page = try await call("DescribeRepositories", input).json()
            names += page["repositories"]?.array?.compactMap { $0["repositoryName"]?.string } ?? []
            token = page["nextToken"]?.string
        } while token != nil
        #expect(names == ["app", "empty", "new"])
        #expect(try await call("DeleteRepository", #"{"repositoryName": "new"}"#).status == 200)
        let full = try await call("DeleteRepository", #"{"repositoryName": "app"}"#).ecrError
        #expect(full.code == "RepositoryNotEmptyException")
        #expect(try await call("DeleteRepository", #"{"repositoryName": "app", "force": true}"#).status == 200)
        #expect(try await bench.ecr("DescribeRepositories", #"{"repositoryNames": ["app"]}"#).status == 200)
    }

    @Test(
        "what breaks a constraint of the model is refused",
        arguments: [
            (
                "CreateRepository", #"{"repositoryName": "\#(String(repeating: "a", count: 206))"}"#,
                "InvalidParameterException"
            ),
            (
                "CreateRepository", #"{"repositoryName": "new", "tags": [{"Value": "v"}]}"#,
                "InvalidTagParameterException"
            ),
            ("PutRepositoryCatalogData", #"{"repositoryName": "app"}"#, "InvalidParameterException"),
            (
                "PutRepositoryCatalogData", #"{"repositoryName": "app", "catalogData": {"architectures": [""]}}"#,
                "InvalidParameterException"
            ),
            (
                "InitiateLayerUpload", #"{"repositoryName": "app", "registryId": "nothing"}"#,
                "RegistryNotFoundException"
            ),
            (
                "BatchDeleteImage",
                #"{"repositoryName": "app", "registryId": "nothing", "imageIds": [{"imageTag": "v1"}]}"#,
                "RepositoryNotFoundException"
            ),
            ("GetRepositoryCatalogData", #"{"repositoryName": "empty"}"#, "RepositoryCatalogDataNotFoundException"),
            ("GetRepositoryPolicy", #"{"repositoryName": "app"}"#, "RepositoryPolicyNotFoundException"),
            (
                "ListTagsForResource", #"{"resourceArn": "arn:aws:ecr:us-east-1:123456789012:repository/app"}"#,
                "InvalidParameterException"
            ),
            ("SetRepositoryPolicy", #"{"repositoryName": "app", "policyText": "{}"}"#, "InvalidParameterException"),
            ("OpenDoor", "{}", "UnknownOperationException"),
        ]
    )
    func refusals(operation: String, input: String, code: String) async throws {
        #expect(try await call(operation, input).ecrError.code == code)
    }

    @Test("tags, catalog data and policies are kept, also over a new start")
    func persistence() async throws {
        let folder = try TemporaryFolder()
        let path = folder["data"]
        do {
            let bench = try TestBench(worldYAML: Self.yaml, dataDirectory: path)
            try await bench.emulator.prepareImages()
            for (operation, input) in [
                (
                    "TagResource",
                    #"{"resourceArn": "arn:aws:ecr-public::123456789012:repository/app", "tags": [{"Key": "k", "Value": "v"}]}"#
                ),
                (
                    "PutRepositoryCatalogData",
                    #"{"repositoryName": "empty", "catalogData": {"aboutText": "About", "logoImageBlob": "aGVsbG8="}}"#
                ),
                ("PutRegistryCatalogData", #"{"displayName": "Ours"}"#),
                ("CreateRepository", #"{"repositoryName": "made"}"#),
                ("DeleteRepository", #"{"repositoryName": "made"}"#),
                ("CreateRepository", #"{"repositoryName": "kept"}"#),
                (
                    "SetRepositoryPolicy",
                    #"{"repositoryName": "kept", "policyText": "{\"Statement\": {\"Effect\": \"Allow\", \"Principal\": \"*\", \"Action\": \"ecr-public:PutImage\", \"Resource\": \"*\"}}"}"#
                ),
            ] {
                #expect(try await call(operation, input, on: bench).status == 200, "\(operation)")
            }
            bench.emulator.close()
        }
        let bench = try TestBench(worldYAML: Self.yaml, dataDirectory: path)
        try await bench.emulator.prepareImages()
        let tags = #"{"resourceArn": "arn:aws:ecr-public::123456789012:repository/app"}"#
        #expect(
            try await call("ListTagsForResource", tags, on: bench).json()["tags"]
                == [["Key": "k", "Value": "v"], ["Key": "team", "Value": "ml"]]
        )
        let catalog = try await call("GetRepositoryCatalogData", #"{"repositoryName": "empty"}"#, on: bench).json()
        #expect(catalog["catalogData"]?["aboutText"] == "About")
        #expect(
            catalog["catalogData"]?["logoUrl"]?.string?.hasPrefix("https://d3g9o9u8re44ak.cloudfront.net/logo/") == true
        )
        #expect(
            try await call("GetRegistryCatalogData", on: bench).json()["registryCatalogData"] == ["displayName": "Ours"]
        )
        let names = try await call("DescribeRepositories", on: bench).json()["repositories"]?.array
        #expect(names?.compactMap { $0["repositoryName"]?.string } == ["app", "empty", "kept"])
        let policy = try await call("GetRepositoryPolicy", #"{"repositoryName": "kept"}"#, on: bench).json()
        #expect(policy["policyText"]?.string?.contains("ecr-public:PutImage") == true)
        let images = try await call("DescribeImages", #"{"repositoryName": "app"}"#, on: bench).json()
        #expect(images["imageDetails"]?.array?.first?["imageTags"] == ["v1"])
        bench.emulator.close()
    }

    @Test("an image is pushed, described and deleted by the API, by the registry's alias too")
    func images() async throws {
        let alias = try await alias()
        let layer = Data("{}".utf8)
        let digest = Digest.of(Array(layer))
        let upload = try await call("InitiateLayerUpload", #"{"repositoryName": "empty", "registryId": "\#(alias)"}"#)
            .json()
        let id = try #require(upload["uploadId"]?.string)
        let start = #"{"repositoryName": "empty", "uploadId": "\#(id)""#
        let part =
            start + #", "partFirstByte": 0, "partLastByte": 1, "layerPartBlob": "\#(layer.base64EncodedString())"}"#
        #expect(try await call("UploadLayerPart", part).json()["lastByteReceived"] == 1)
        #expect(try await call("CompleteLayerUpload", start + #", "layerDigests": ["\#(digest)"]}"#).status == 200)
        let check = #"{"repositoryName": "empty", "layerDigests": ["\#(digest)"]}"#
        let layers = try await call("BatchCheckLayerAvailability", check).json()["layers"]?.array
        #expect(layers?.first?["layerAvailability"] == "AVAILABLE")
        let manifest =
            #"{\"schemaVersion\":2,\"mediaType\":\"\#(MediaTypes.ociManifest)\",\"config\":{\"mediaType\":\"\#(MediaTypes.ociConfig)\",\"digest\":\"\#(digest)\",\"size\":2},\"layers\":[]}"#
        let put = try await call(
            "PutImage",
            #"{"repositoryName": "empty", "imageTag": "t", "imageManifest": "\#(manifest)"}"#
        )
        #expect(put.status == 200)
        let tags = try await call("DescribeImageTags", #"{"repositoryName": "empty"}"#).json()["imageTagDetails"]?.array
        #expect(tags?.map { $0["imageTag"] } == ["t"])
        #expect(tags?.first?["imageDetail"]?["imageManifestMediaType"]?.string == MediaTypes.ociManifest)
        let gone = #"{"repositoryName": "empty", "imageIds": [{"imageTag": "t"}, {"imageTag": "u"}]}"#
        let deleted = try await call("BatchDeleteImage", gone).json()
        #expect(deleted["imageIds"]?.array?.count == 1)
        #expect(deleted["failures"]?.array?.first?["failureCode"] == "ImageNotFound")
        // Nothing of it is told to EventBridge.
        #expect(bench.emulator.events().allSatisfy { $0.eventSource == "ecr-public.amazonaws.com" })
    }

    @Test("is on localhost too, and there in its one region only")
    func localhost() async throws {
        let host = "localhost:4566"
        #expect(try await call("DescribeRegistries", host: host).status == 200)
        let other = try await call("DescribeRegistries", host: host, region: "eu-west-1").ecrError
        #expect(other.code == "InvalidSignatureException")
        let event = try #require(bench.emulator.events().first)
        #expect(event.callName == "ecr-public:DescribeRegistries" && event.awsRegion == "us-east-1")
    }

    // MARK: Permissions

    @Test("a token takes the permission of ECR Public and that of STS, with its keys")
    func token() async throws {
        #expect(try await call("GetAuthorizationToken", as: TestBench.bob).status == 200)
        let event = try #require(bench.emulator.events().last)
        #expect(event.callName == "ecr-public:GetAuthorizationToken")
        let without = Self.yaml.replacing("sts:GetServiceBearerToken", with: "sts:GetSessionToken")
        let bench = try TestBench(worldYAML: without)
        #expect(
            try await call("GetAuthorizationToken", as: TestBench.bob, on: bench).ecrError
                == AWSErrorAnswer(
                    code: "AccessDeniedException",
                    message: "User: arn:aws:iam::123456789012:user/bob is not authorized to perform: "
                        + "sts:GetServiceBearerToken on resource: * because no identity-based policy allows the "
                        + "sts:GetServiceBearerToken action",
                    status: 400
                )
        )
    }

    @Test("ECR's actions are not ECR Public's: what is asked has ECR Public's ARN")
    func denial() async throws {
        let denied = try await call("DescribeImages", #"{"repositoryName": "app"}"#, as: TestBench.bob).ecrError
        #expect(
            denied.message
                == "User: arn:aws:iam::123456789012:user/bob is not authorized to perform: ecr-public:DescribeImages on "
                + "resource: arn:aws:ecr-public::123456789012:repository/app because no identity-based policy allows the "
                + "ecr-public:DescribeImages action"
        )
        let registry = try await call("GetRegistryCatalogData", as: TestBench.bob).ecrError
        #expect(registry.message.contains("on resource: arn:aws:ecr-public::123456789012:registry/123456789012 "))
    }

    @Test("a repository's policy lets another account in, whose actions are ECR Public's")
    func policy() async throws {
        let list = #"{"repositoryName": "app", "registryId": "123456789012"}"#
        #expect(try await call("DescribeImages", list, as: TestBench.mallory).status == 400)
        func policy(_ action: String) -> String {
            #"{\"Statement\": {\"Effect\": \"Allow\", \"Principal\": {\"AWS\": \"210987654321\"}, \"Action\": \"\#(action)\"}}"#
        }
        let input = #"{"repositoryName": "app", "policyText": "\#(policy("ecr-public:DescribeImages"))"}"#
        #expect(try await call("SetRepositoryPolicy", input).status == 200)
        #expect(try await call("DescribeImages", list, as: TestBench.mallory).status == 200)
        let other = #"{"repositoryName": "app", "policyText": "\#(policy("ecr:DescribeImages"))"}"#
        #expect(
            try await call("SetRepositoryPolicy", other).ecrError.message.contains("Invalid repository policy provided")
        )
    }

    // MARK: The registry

    @Test("without a token there is a challenge, with a bad one there is none, and anybody gets one")
    func challenge() async throws {
        let none = try await registry("GET", "/v2/", nil)
        #expect(none.status == 401)
        #expect(
            none.headers["WWW-Authenticate"]
                == #"Bearer realm="https://public.ecr.aws/token/",service="public.ecr.aws",scope="aws""#
        )
        let invalid = AWSErrorAnswer(code: "DENIED", message: "Your Authorization Token is invalid.", status: 400)
        for header in ["Bearer x", "Basic QVdTOng=", try await bearer().replacing("Bearer ", with: "Basic ")] {
            let answer = try await registry("GET", "/v2/", header)
            #expect(try answer.registryError() == invalid)
            #expect(answer.headers["WWW-Authenticate"] == nil)
        }
        let token = try await anonymous()
        #expect(try await registry("GET", "/v2/", token).status == 200)
        #expect(try await registry("GET", "/v2/", try await bearer()).status == 200)
        #expect(try await registry("POST", "/token/", nil).status == 405)
        _ = try await bench.emulator.control(MoveClock.advance(12 * 3_600))
        let expired = try await registry("GET", "/v2/", token)
        #expect(try expired.registryError().code == "DENIED" && expired.status == 400)
        #expect(expired.headers["WWW-Authenticate"] == nil)
    }

    @Test("a password for Basic gives a token of whoever asked for it, and a private registry's none")
    func basic() async throws {
        let password = try await bearer(as: TestBench.bob).replacing("Bearer ", with: "Basic ")
        let token = try #require(try await registry("GET", "/token/", password).json()["token"]?.string)
        #expect(try await registry("GET", "/v2/", "Bearer " + token).status == 200)
        let own = try await bench.basic(as: TestBench.alice)
        #expect(try await registry("GET", "/token/", own).registryError().code == "DENIED")
        #expect(try await bench.registry("GET", "/v2/", authorization: password).status == 400)
        #expect(try await bench.registry("GET", "/v2/", authorization: password, host: "localhost:4566").status == 400)
    }

    @Test("everybody pulls: a manifest, its layers by a link, and tags")
    func pull() async throws {
        try await bench.emulator.prepareImages()
        let (alias, token) = (try await alias(), try await anonymous())
        let manifest = try await registry("GET", "/v2/\(alias)/app/manifests/v1", token)
        #expect(manifest.status == 200)
        let layer = try #require(try manifest.json()["layers"]?.array?.first?["digest"]?.string)
        #expect(try await registry("HEAD", "/v2/\(alias)/app/blobs/\(layer)", token).status == 200)
        let link = try await registry("GET", "/v2/\(alias)/app/blobs/\(layer)", token)
        let location = try #require(link.headers["Location"].flatMap { URLComponents(string: $0) })
        #expect(
            link.status == 307 && location.host == "prod-us-east-1-starport-layer-bucket.s3.us-east-1.amazonaws.com"
        )
        let target = location.percentEncodedPath + "?" + (location.percentEncodedQuery ?? "")
        #expect(try await bench.send("GET", target, host: location.host ?? "").status == 200)
        // A link is good for what it was made for: not for the private repository of the same name.
        let other = target.replacing("/public/", with: "/")
        #expect(try await bench.send("GET", other, host: location.host ?? "").status == 403)
        let tags = try await registry("GET", "/v2/\(alias)/app/tags/list", token)
        #expect(try tags.json() == ["name": .string("\(alias)/app"), "tags": ["v1"]])
        #expect(try await registry("GET", "/v2/_catalog", token).status == 405)
        for name in ["\(alias)/none", "nothere0/app"] {
            let error = try await registry("GET", "/v2/\(name)/manifests/v1", token).registryError()
            let parts = name.split(separator: "/")
            #expect(
                error.message
                    == "The repository with name '\(parts[1])' does not exist in the registry with id '\(parts[0])'"
            )
        }
    }

    @Test("who pushes is asked about, and nobody pushes without a name")
    func push() async throws {
        let alias = try await alias()
        let path = "/v2/\(alias)/empty/blobs/uploads/"
        #expect(
            try await registry("POST", path, try await anonymous()).registryError()
                == AWSErrorAnswer(code: "DENIED", message: "Not Authorized", status: 403)
        )
        let denied = try await registry("POST", path, try await bearer(as: TestBench.bob)).registryError()
        #expect(
            denied.message
                == "User: arn:aws:iam::123456789012:user/bob is not authorized to perform: "
                + "ecr-public:InitiateLayerUpload on resource: arn:aws:ecr-public::123456789012:repository/empty because no "
                + "identity-based policy allows the ecr-public:InitiateLayerUpload action"
        )
        let own = try await bearer()
        let started = try await registry("POST", path, own)
        let location = try #require(started.headers["Location"])
        #expect(started.status == 202 && location.hasPrefix("https://public.ecr.aws/v2/\(alias)/empty/blobs/uploads/"))
        let digest = Digest.of(Array("{}".utf8))
        let upload = String(location.dropFirst("https://public.ecr.aws".count)) + "?digest=\(digest)"
        let ended = try await registry("PUT", upload, own, body: "{}")
        #expect(ended.status == 201)
        #expect(ended.headers["Location"] == "https://public.ecr.aws/v2/\(alias)/empty/blobs/\(digest)")
        let manifest =
            #"{"schemaVersion":2,"config":{"mediaType":"\#(MediaTypes.ociConfig)","digest":"\#(digest)","size":2},"layers":[]}"#
        let type = MediaTypes.ociManifest
        let put = try await registry("PUT", "/v2/\(alias)/empty/manifests/v1", own, body: manifest, type: type)
        #expect(put.status == 201)
        #expect(try await registry("GET", "/v2/\(alias)/empty/manifests/v1", try await anonymous()).status == 200)
        // The private registry has nothing of it.
        let other = try await bench.ecr("ListImages", #"{"repositoryName": "app"}"#).json()
        #expect(other["imageIds"]?.array?.isEmpty == true)
    }
}
