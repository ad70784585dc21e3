import AWSClient
import AWSSignature
import CurlHTTP
import Foundation
import TestSupport
import Testing

@Suite("Endpoints")
struct EndpointTests {
    /// A place to call a service from.
    struct Case: Codable, Sendable {
        var variables: [String: String] = [:]
        var files: [String: String] = [:]
        var service = "sts"
        var region = "us-east-1"
        var explicit: String?

        init(
            _ service: String,
            _ region: String = "us-east-1",
            _ variables: [String: String] = [:],
            config: String? = nil,
            explicit: String? = nil
        ) {
            self.service = service
            self.region = region
            self.variables = variables
            files[".aws/config"] = config
            self.explicit = explicit
        }
    }

    private static let local = "http://127.0.0.1:4566"
    private static let services =
        "[default]\nservices = dev\nendpoint_url = http://profile\n[services dev]\necr =\n  endpoint_url = http://own\n"

    private static let cases: [Case] =
        [
            "us-east-1", "eu-west-2", "cn-north-1", "us-gov-west-1", "us-iso-east-1", "us-isob-east-1",
            "eusc-de-east-1",
            "mars-north-1",
        ]
        .flatMap { region in
            ["sts", "ecr", "s3", "bucket", "eks"].map { Case($0, region) }
                + (region.hasPrefix("us-iso") || region.hasPrefix("eusc") || region.hasPrefix("mars")
                    ? []
                    : ["sts", "ecr", "s3", "bucket", "eks"].flatMap { service in
                        [
                            Case(service, region, ["AWS_USE_FIPS_ENDPOINT": "true"]),
                            Case(service, region, ["AWS_USE_DUALSTACK_ENDPOINT": "true"]),
                        ]
                    })
        } + [
            Case("sts", "us-east-1", ["AWS_ENDPOINT_URL": local]),
            Case("s3", "us-east-1", ["AWS_ENDPOINT_URL": local]),
            Case("eks", "us-east-1", ["AWS_ENDPOINT_URL_EKS": local]),
            Case("bucket", "us-east-1", ["AWS_ENDPOINT_URL": local + "/base/"]),
            Case("bucket", "us-east-1", explicit: "http://explicit"),
            Case("dotted", "eu-west-2"),
            Case("bucket", "eu-west-2", config: "[default]\ns3 =\n  addressing_style = path\n"),
            Case(
                "bucket",
                "us-east-1",
                ["AWS_ENDPOINT_URL": "http://host.local:1"],
                config: "[default]\ns3 =\n  addressing_style = virtual\n"
            ),
            Case("s3", config: "[default]\ns3 =\n  us_east_1_regional_endpoint = regional\n"),
            Case("bucket", "us-east-1", ["AWS_S3_US_EAST_1_REGIONAL_ENDPOINT": "regional"]),
            Case("ecr", "us-east-1", ["AWS_ENDPOINT_URL": local + "/"]),
            Case("ecr", "us-east-1", ["AWS_ENDPOINT_URL": local, "AWS_ENDPOINT_URL_ECR": "http://ecr.local/x"]),
            Case("sts", "us-east-1", ["AWS_ENDPOINT_URL": local, "AWS_ENDPOINT_URL_ECR": "http://ecr.local/x/"]),
            Case("sts", "us-east-1", ["AWS_ENDPOINT_URL_STS": "http://sts.local"]),
            Case("sts", "us-east-1", ["AWS_ENDPOINT_URL": local, "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS": "true"]),
            Case("sts", "us-east-1", ["AWS_ENDPOINT_URL": local, "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS": "false"]),
            Case("ecr", config: services), Case("sts", config: services),
            Case("ecr", "us-east-1", ["AWS_ENDPOINT_URL": local], config: services),
            Case("ecr", config: "[default]\nendpoint_url = http://profile\nignore_configured_endpoint_urls = true\n"),
            Case("ecr", "us-east-1", ["AWS_ENDPOINT_URL": local], explicit: "http://explicit"),
            Case(
                "ecr",
                "us-east-1",
                ["AWS_PROFILE": "p"],
                config: "[default]\nendpoint_url = http://d\n[profile p]\nendpoint_url = http://p\n"
            ),
        ]

    /// The URL that a call goes to, learnt from the error of a call through a proxy that is not there.
    private func url(_ place: Case) async throws -> String {
        let dead = try ClosedPort()
        var variables = place.variables
        for name in ["http_proxy", "https_proxy"] { variables[name] = dead.url }
        variables["AWS_MAX_ATTEMPTS"] = "1"
        let fixture = try ClientFixture(variables, files: place.files)
        defer { fixture.end() }
        let session = AWSSession(
            environment: fixture.environment,
            credentials: try FakeKeys.credentials(),
            region: place.region,
            endpointURL: place.explicit
        )
        do throws(AWSCallError) {
            switch place.service {
            case "ecr": _ = try await session.describeRepositories()
            case "s3": _ = try await session.listBuckets()
            case "bucket": try await session.headBucket(name: "some-bucket")
            case "dotted": try await session.headBucket(name: "some.bucket")
            case "eks": _ = try await session.describeCluster(name: "a b/c")
            default: _ = try await session.getCallerIdentity()
            }
        } catch {
            guard case .transport(let url, _) = error else { return error.description }
            return url
        }
        return "an answer"
    }

    @Test("are those that botocore calls")
    func botocore() async throws {
        let verdicts = try await Botocore.judge(
            EndpointTests.cases,
            """
            from botocore.exceptions import BotoCoreError
            session = botocore.session.Session()
            client = session.create_client(
                {"bucket": "s3", "dotted": "s3"}.get(case["service"], case["service"]), region_name=case["region"], endpoint_url=case.get("explicit"),
                aws_access_key_id="a", aws_secret_access_key="b")
            urls = []
            def note(request, **_):
                urls.append(request.url)
                raise KeyError
            client.meta.events.register("before-send", note)
            try:
                match case["service"]:
                    case "ecr": client.describe_repositories()
                    case "s3": client.list_buckets()
                    case "bucket": client.head_bucket(Bucket="some-bucket")
                    case "dotted": client.head_bucket(Bucket="some.bucket")
                    case "eks": client.describe_cluster(name="a b/c")
                    case _: client.get_caller_identity()
            except KeyError:
                pass
            except BotoCoreError as error:
                return str(error)
            return urls[0]
            """,
            as: String.self
        )
        try #require(verdicts.count == EndpointTests.cases.count)
        for (place, verdict) in zip(EndpointTests.cases, verdicts) {
            let own = try await url(place)
            #expect(own == verdict, "\(place)")
        }
    }

    @Test("are refused in one line where they cannot be")
    func refused() async throws {
        #expect(
            try await url(Case("sts", "us east")) == "Provided region_name 'us east' doesn't match a supported format."
        )
        #expect(
            try await url(Case("ecr", "us-east-1", ["AWS_ENDPOINT_URL": "localhost:1"]))
                == "Invalid endpoint: localhost:1"
        )
        #expect(
            try await url(Case("ecr", config: "[default]\nservices = gone\n"))
                == "The profile is configured to use the services section but the \"gone\" services configuration "
                + "does not exist."
        )
        #expect(
            try await url(Case("ecr", "us-east-1", ["AWS_PROFILE": "gone"]))
                == "The config profile (gone) could not be found"
        )
        #expect(
            try await url(Case("sts", "us-east-1", explicit: "http://explicit"))
                == "https://sts.us-east-1.amazonaws.com/"
        )
    }

    @Test("are reached as the variables say")
    func transport() throws {
        let fixture = try ClientFixture([
            "HTTPS_PROXY": "http://upper", "https_proxy": "http://lower", "HTTP_PROXY": "http://plain",
            "NO_PROXY": "a,b", "SSL_CERT_FILE": "/s", "CURL_CA_BUNDLE": "~/c",
        ])
        defer { fixture.end() }
        var environment = fixture.environment
        let secure = environment.transport(for: "https://x/")
        #expect(secure.proxy == "http://lower")
        #expect(secure.noProxy == "a,b")
        #expect(secure.caBundle == fixture.folder["c"])
        #expect(environment.transport(for: "http://x/").proxy == "http://plain")
        #expect(environment.transport(for: "https://x/", caBundle: "/profile").caBundle == "/profile")
        environment.variables["AWS_CA_BUNDLE"] = "/aws"
        #expect(environment.transport(for: "https://x/", caBundle: "/profile").caBundle == "/aws")
        environment.variables = [:]
        #expect(environment.transport(for: "https://x/") == TransportSettings())
    }
}
