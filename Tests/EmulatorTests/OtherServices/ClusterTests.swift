import AWSCore
import AWSProtocols
import EKSService
import Foundation
import Testing

@testable import Emulator

@Suite("Clusters of EKS")
struct ClusterTests {
    private let bench: TestBench

    init() throws { bench = try TestBench(worldYAML: TestBench.resourcesYAML) }

    @Test("ListClusters answers the names of a region, in order")
    func list() async throws {
        let answer = try await bench.eks("GET", "/clusters")
        #expect(answer.body == #"{"clusters":["coming","serving","training"],"nextToken":null}"#)
        #expect(answer.status == 200 && answer.headers["Content-Type"] == "application/json")
        let elsewhere = try await bench.eks(
            "GET",
            "/clusters",
            host: "eks.eu-central-1.amazonaws.com",
            region: "eu-central-1"
        )
        #expect(elsewhere.body == #"{"clusters":[],"nextToken":null}"#)
        let local = try await bench.eks("GET", "/clusters", host: "localhost:4566")
        #expect(local.body == answer.body)
        let event = try #require(bench.emulator.events().first)
        #expect(event.callName == "eks:ListClusters" && event.eventSource == "eks.amazonaws.com")
        #expect(event.decision?.resource == "arn:aws:eks:us-east-1:123456789012:cluster/*")
    }

    @Test("ListClusters comes in parts")
    func pages() async throws {
        let first = try await bench.eks("GET", "/clusters?maxResults=2").json()
        #expect(first["clusters"] == ["coming", "serving"])
        let token = try #require(first["nextToken"]?.string)
        let query = QueryParameters.encode([("maxResults", "2"), ("nextToken", token)])
        #expect(
            try await bench.eks("GET", "/clusters?" + query).json() == ["clusters": ["training"], "nextToken": .null]
        )
        // It is this region's.
        let other = try await bench.eks(
            "GET",
            "/clusters?" + query,
            host: "eks.eu-central-1.amazonaws.com",
            region: "eu-central-1"
        )
        #expect(try other.eksError() == refusal(400, "InvalidParameterException", "Invalid nextToken"))
    }

    @Test("ListClusters refuses what it does not take", arguments: ["0", "101", "x"])
    func sizes(size: String) async throws {
        let answer = try await bench.eks("GET", "/clusters?maxResults=" + size)
        #expect(
            try answer.eksError()
                == refusal(400, "InvalidParameterException", "maxResults must be between 1 and 100")
        )
    }

    @Test("DescribeCluster answers all that a client needs to connect, the same every time")
    func describe() async throws {
        let answer = try await bench.eks("GET", "/clusters/training")
        let cluster = try #require(try answer.json()["cluster"])
        #expect(cluster["name"] == "training" && cluster["status"] == "ACTIVE" && cluster["version"] == "1.31")
        #expect(cluster["arn"] == "arn:aws:eks:us-east-1:123456789012:cluster/training")
        #expect(cluster["createdAt"] == .integer(1_704_067_200) || cluster["createdAt"] == .number(1_704_067_200))
        #expect(cluster["tags"] == ["team": "ml"])
        let endpoint = try #require(cluster["endpoint"]?.string)
        #expect(endpoint.wholeMatch(of: #/https://[0-9A-F]{32}\.gr7\.us-east-1\.eks\.amazonaws\.com/#) != nil)
        let data = try #require(cluster["certificateAuthority"]?["data"]?.string.flatMap { Data(base64Encoded: $0) })
        #expect(String(decoding: data, as: UTF8.self).hasPrefix("-----BEGIN CERTIFICATE-----\n"))
        #expect(cluster["resourcesVpcConfig"]?["subnetIds"]?.array?.count == 2)
        let again = try await TestBench(worldYAML: TestBench.resourcesYAML).eks("GET", "/clusters/training")
        #expect(again.body == answer.body)
        #expect(
            bench.emulator.events().last?.decision?.resource == "arn:aws:eks:us-east-1:123456789012:cluster/training"
        )
    }

    @Test("a cluster that is being created has no endpoint yet")
    func creating() async throws {
        let cluster = try await bench.eks("GET", "/clusters/coming").json()["cluster"]
        #expect(cluster?["status"] == "CREATING" && cluster?["endpoint"] == nil)
        #expect(cluster?["certificateAuthority"] == [:])
    }

    @Test("a cluster that there is not is not found, by those who may ask")
    func missing() async throws {
        let answer = try await bench.eks("GET", "/clusters/nowhere")
        #expect(
            try answer.eksError()
                == refusal(404, "ResourceNotFoundException", "No cluster found for name: nowhere.")
        )
        #expect(try await bench.eks("GET", "/clusters/nowhere", as: TestBench.bob).status == 403)
    }

    @Test("who may not is told so, by the tags of the cluster too")
    func denied() async throws {
        let list = try await bench.eks("GET", "/clusters", as: TestBench.bob)
        #expect(
            try list.eksError()
                == refusal(
                    403,
                    "AccessDeniedException",
                    "User: arn:aws:iam::123456789012:user/bob is not authorized to perform: eks:ListClusters on resource: "
                        + "arn:aws:eks:us-east-1:123456789012:cluster/* because no identity-based policy allows the "
                        + "eks:ListClusters action"
                )
        )
        #expect(try await bench.eks("GET", "/clusters/training", as: TestBench.bob).status == 200)
        #expect(try await bench.eks("GET", "/clusters/serving", as: TestBench.bob).status == 403)
    }

    @Test("EKS refuses wrong signatures by the codes of REST")
    func signatures() async throws {
        let wrong = TestBench.Credentials(TestBench.alice.key, "wrong")
        let mismatch = try await bench.eks("GET", "/clusters", as: wrong).eksError()
        #expect(mismatch.code == "InvalidSignatureException" && mismatch.status == 403)
        let nobody = TestBench.Credentials("AKIANOBODYNOBODYNOBO", "x")
        #expect(
            try await bench.eks("GET", "/clusters", as: nobody).eksError()
                == refusal(
                    403,
                    "UnrecognizedClientException",
                    "The security token included in the request is invalid."
                )
        )
        let scope = try await bench.eks("GET", "/clusters", service: "ecr").eksError()
        #expect(scope.message == "Credential should be scoped to correct service: 'eks'. ")
        let region = try await bench.eks("GET", "/clusters", region: "eu-west-1").eksError()
        #expect(region.message == "Credential should be scoped to a valid region, not 'eu-west-1'. ")
        let none = try await bench.send("GET", "/clusters", host: "eks.us-east-1.amazonaws.com")
        #expect(
            try none.eksError()
                == refusal(403, "MissingAuthenticationTokenException", "Missing Authentication Token")
        )
    }

    @Test(
        "other operations are asked like any, and then not supported",
        arguments: [
            ("GET", "/clusters/training/node-groups", "ListNodegroups", "cluster/training"),
            ("POST", "/clusters", "CreateCluster", "cluster/*"),
            ("DELETE", "/clusters/training", "DeleteCluster", "cluster/training"),
            (
                "GET", "/tags/arn%3Aaws%3Aeks%3Aus-east-1%3A123456789012%3Acluster%2Ftraining", "ListTagsForResource",
                "cluster/training"
            ),
        ]
    )
    func unsupported(method: String, path: String, name: String, resource: String) async throws {
        let answer = try await bench.eks(method, path)
        #expect(
            try answer.eksError()
                == refusal(
                    501,
                    "NotImplemented",
                    "Drydock does not support the operation \(name) of EKS. The call was authenticated and allowed, and "
                        + "nothing was done."
                )
        )
        #expect(
            bench.emulator.events().last?.decision?.resource == "arn:aws:eks:us-east-1:123456789012:" + resource
        )
        #expect(try await bench.eks(method, path, as: TestBench.bob).status == 403)
    }

    @Test("a path that EKS does not have is refused", arguments: ["/", "/cluster", "/clusters/a/b", "/clusters/%"])
    func unknown(path: String) async throws {
        #expect(try await bench.eks("GET", path).eksError().code == "UnknownOperationException")
    }

    @Test("every operation of AWS's model has its row")
    func model() {
        #expect(Set(EKSOperation.all.map(\.name)).count == 64 && EKSOperation.all.count == 64)
    }
}
