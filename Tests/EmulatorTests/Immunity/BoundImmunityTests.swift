import AWSCore
import AWSProtocols
import Emulator
import OCI
import RegistryService
import Testing

/// What a client says is long or many makes nothing long here.
@Suite("Immunity: sizes that a client chooses")
struct BoundImmunityTests {
    private static let manifestLimit = 4_194_304
    private static let host = "123456789012.dkr.ecr.us-east-1.amazonaws.com"

    // MARK: Manifests

    @Test("Immunity 1, CVE-2017-11468: no route but those of an upload takes more than 4 MiB")
    func bodies() throws {
        let bench = try TestBench()
        for host in [Self.host, "localhost:4566"] {
            for method in ["GET", "PUT", "POST", "PATCH", "DELETE", "BREW"] {
                for path in [
                    "/v2/app/manifests/latest", "/v2/app/manifests/uploads", "/v2/blobs/uploads/manifests/x",
                    "/v2/app%2Fblobs%2Fuploads/manifests/x", "/v2/app/tags/list", "/v2/_catalog", "/v2/", "/v2/x",
                    "/v2/app/manifests/x?blobs/uploads/x", "/v2/app/manifests/blobs/uploads",
                    "/v2/app/blobs/uploads/x/manifests/x",
                ] {
                    let request = RegistryRequest(method: method, path: path.prefix { $0 != "?" })
                    guard !["startUpload", "sendPart", "endUpload"].contains(request.route.name) else { continue }
                    #expect(
                        bench.emulator.bodyHandling(method: method, target: path, host: host)
                            == .collected(limit: Self.manifestLimit),
                        "\(method) \(path)"
                    )
                }
            }
        }
    }

    @Test("Immunity 1, CVE-2017-11468: a manifest of 4 MiB is taken, and one byte more is not")
    func manifests() async throws {
        for dialect in RegistryDialect.allCases {
            let bench = try TestBench(dialect: dialect)
            let token = try await bench.basic()
            for (length, isTaken) in [(Self.manifestLimit, true), (Self.manifestLimit + 1, false)] {
                let answer = try await bench.send(
                    "PUT",
                    "/v2/app/manifests/long",
                    host: Self.host,
                    headers: [("Authorization", token), ("Content-Type", MediaTypes.ociIndex)],
                    body: Self.manifest(of: length)
                )
                #expect((answer.status == 201) == isTaken, "\(dialect) \(length): \(answer.body)")
                #expect(isTaken || [400, 405].contains(answer.status))
            }
        }
        let bench = try TestBench()
        let text = JSONValue.object([
            "repositoryName": "app", "imageManifest": .string(Self.manifest(of: Self.manifestLimit + 1)),
        ])
        let refused = try await bench.ecr("PutImage", String(decoding: text.serialized(), as: UTF8.self))
        #expect(refused.ecrError.code == "InvalidParameterException")
        #expect(try await bench.ecr("ListImages", #"{"repositoryName":"app"}"#).json()["imageIds"] == [])
    }

    private static func manifest(of length: Int) -> String {
        let start = #"{"schemaVersion":2,"mediaType":"\#(MediaTypes.ociIndex)","manifests":[]"#
        return start + String(repeating: " ", count: length - start.utf8.count - 1) + "}"
    }

    // MARK: Pages

    /// Sizes that no page has, and the API's error for each; one operation tells all violations, by another name.
    private static let sizes = [
        ("0", "InvalidParameterException"), ("-1", "InvalidParameterException"),
        ("1001", "InvalidParameterException"), ("2147483648", "SerializationException"),
        ("9223372036854775808", "SerializationException"), ("1e400", "SerializationException"),
        (#""٣""#, "SerializationException"),
    ]

    @Test("Immunity 2, CVE-2023-2253: no size of a page is believed, on any list of the API", arguments: sizes)
    func operations(size: String, code: String) async throws {
        let bench = try TestBench()
        try await bench.pushImage("layer", to: "app", authorization: bench.basic())
        let digest = "sha256:" + String(repeating: "0", count: 64)
        for (operation, members) in [
            ("DescribeRepositories", ""), ("ListImages", #""repositoryName":"app","#),
            ("DescribeImages", #""repositoryName":"app","#),
            ("ListImageReferrers", #""repositoryName":"app","subjectId":{"imageDigest":"\#(digest)"},"#),
        ] {
            let error = try await bench.ecr(operation, #"{\#(members)"maxResults":\#(size)}"#).ecrError
            let told =
                operation == "ListImageReferrers" && code != "SerializationException" ? "ValidationException" : code
            #expect(error.code == told && error.status == 400, "\(operation)")
        }
    }

    @Test(
        "Immunity 2, CVE-2023-2253: no size of a page is believed, on any list of the registry",
        arguments: RegistryDialect.allCases,
        ["0", "-1", "1001", "2147483648", "9223372036854775808", "1e400", "%D9%A3"]
    )
    func routes(dialect: RegistryDialect, size: String) async throws {
        let bench = try TestBench(dialect: dialect)
        let token = try await bench.basic()
        try await bench.pushImage("layer", to: "app", authorization: token)
        let digest = "sha256:" + String(repeating: "0", count: 64)
        for (list, path) in [
            ("repositories", "_catalog"), ("tags", "app/tags/list"), ("manifests", "app/referrers/\(digest)"),
        ] {
            let answer = try await bench.registry("GET", "/v2/\(path)?n=\(size)", authorization: token)
            // The specification takes any number of ASCII digits, and answers what there is.
            let isNumber = size.allSatisfy { ("0"..."9").contains($0) }
            if dialect == .oci, isNumber {
                #expect(answer.status == 200)
                let count = size == "0" || list == "manifests" ? 0 : 1
                #expect(try answer.json()[list]?.array?.count == count)
                #expect(answer.headers["Link"] == nil)
            } else {
                let code = dialect == .ecr ? "UNSUPPORTED" : "PAGINATION_NUMBER_INVALID"
                #expect(try answer.registryError().code == code, "\(path)")
                #expect([400, 405].contains(answer.status))
            }
        }
    }

    @Test(
        "Immunity 2, CVE-2023-2253: events are counted from a number, and the control API has pages of its own size",
        arguments: ["-1", "9223372036854775808", "1e400", "%D9%A3", ""]
    )
    func events(number: String) async throws {
        let bench = try TestBench()
        let refused = try await bench.send("GET", "/_drydock/events?after=\(number)", scheme: "http")
        #expect(refused.status == 400)
        let last = try await bench.send("GET", "/_drydock/events?after=9223372036854775807")
        #expect(last.status == 200)
        let limited = try await bench.send("GET", "/_drydock/events?after=0&limit=2147483648")
        #expect(limited.status == 400)
    }
}
