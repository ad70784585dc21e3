import AWSCore
import AWSProtocols
import Determinism
import ECRService
import Foundation
import OCI
import Storage
import Testing
import World

/// Basic scans. The clock stands at 1715679000 seconds.
@Suite("Scans of images")
struct ImageScanTests {
    static let heavy = Vulnerability(
        "CVE-2024-6387",
        .high,
        summary: "A race condition in sshd.",
        uri: "https://security-tracker.debian.org/tracker/CVE-2024-6387",
        package: Vulnerability.Package(name: "openssh", version: "1:9.2p1-2+deb12u2", fixedIn: "1:9.2p1-2+deb12u3"),
        score: Vulnerability.Score(version: "3.1", score: 8.1, vector: "CVSS:3.1/AV:N/AC:H"),
        images: [ImageSelector(repository: "app", tag: "v*")]
    )
    static let light = Vulnerability("CVE-2023-0001", .low, images: [ImageSelector(repository: "*pp")])
    static let unjudged = Vulnerability("CVE-2023-0002", .undefined, images: [ImageSelector(repository: "team/*")])

    static func scans(duration: TimeInterval = 0, unsupported: [ImageSelector] = []) -> Scans {
        Scans(
            duration: duration,
            updatedAt: Date(timeIntervalSince1970: 1_715_600_000),
            vulnerabilities: [light, heavy, unjudged],
            unsupported: unsupported
        )
    }

    static func members(_ tag: String, in name: String = "app") -> [String: JSONValue] {
        ["repositoryName": .string(name), "imageId": ["imageTag": .string(tag)]]
    }

    @Test("A scan is started, and its findings are there, the gravest first, with what the world says of them")
    func findings() async throws {
        let registry = try TestRegistry(scans: Self.scans())
        let digest = TestManifest.digest(try await registry.pushImage(["layer"], tags: ["v1"]))
        #expect(
            try await registry.refusal(of: DescribeImageScanFindings.self, Self.members("v1"))
                == ECRError(
                    "ScanNotFoundException",
                    "Image scan does not exist for the image with '{imageDigest:'null', imageTag:'v1'}' in the "
                        + "repository with name 'app' in the registry with id '123456789012'"
                )
        )
        let image: JSONValue = ["imageDigest": .string(digest), "imageTag": "v1"]
        #expect(
            try await registry.perform(StartImageScan.self, Self.members("v1")) == [
                "registryId": "123456789012", "repositoryName": "app", "imageId": image,
                "imageScanStatus": ["status": "IN_PROGRESS"],
            ]
        )
        let counts: JSONValue = ["HIGH": 1, "LOW": 1]
        #expect(
            try await registry.perform(DescribeImageScanFindings.self, Self.members("v1")) == [
                "registryId": "123456789012", "repositoryName": "app", "imageId": image,
                "imageScanStatus": ["status": "COMPLETE", "description": "The scan was completed successfully."],
                "imageScanFindings": [
                    "imageScanCompletedAt": .number(1_715_679_000),
                    "vulnerabilitySourceUpdatedAt": .number(1_715_600_000), "findingSeverityCounts": counts,
                    "findings": [
                        [
                            "name": "CVE-2024-6387", "severity": "HIGH", "description": "A race condition in sshd.",
                            "uri": "https://security-tracker.debian.org/tracker/CVE-2024-6387",
                            "attributes": [
                                ["key": "package_version", "value": "1:9.2p1-2+deb12u2"],
                                ["key": "package_name", "value": "openssh"],
                                ["key": "CVSS3_VECTOR", "value": "CVSS:3.1/AV:N/AC:H"],
                                ["key": "CVSS3_SCORE", "value": "8.1"],
                            ],
                        ],
                        ["name": "CVE-2023-0001", "severity": "LOW", "attributes": []],
                    ],
                ],
            ]
        )
        let details = try await registry.perform(DescribeImages.self, ["repositoryName": "app"])["imageDetails"]?.array
        #expect(details?.map { $0["imageScanStatus"]?["status"] } == ["COMPLETE"])
        #expect(
            details?.map { $0["imageScanFindingsSummary"] } == [
                [
                    "imageScanCompletedAt": .number(1_715_679_000),
                    "vulnerabilitySourceUpdatedAt": .number(1_715_600_000), "findingSeverityCounts": counts,
                ]
            ]
        )
    }

    @Test("What a scan found stays as it was found, wherever the tag goes, until the next scan")
    func snapshot() async throws {
        let registry = try TestRegistry(scans: Self.scans())
        let digest = TestManifest.digest(try await registry.pushImage(["one"], tags: ["v1"]))
        try await registry.perform(StartImageScan.self, Self.members("v1"))
        try await registry.pushImage(["two"], tags: ["v1"])
        let byDigest: [String: JSONValue] = [
            "repositoryName": "app", "imageId": ["imageDigest": .string(digest)],
        ]
        func counts() async throws -> JSONValue? {
            try await registry.perform(DescribeImageScanFindings.self, byDigest)["imageScanFindings"]?[
                "findingSeverityCounts"
            ]
        }
        #expect(try await counts() == ["HIGH": 1, "LOW": 1])
        try registry.world.advanceClock(by: 86_400)
        try await registry.perform(StartImageScan.self, byDigest)
        #expect(try await counts() == ["LOW": 1])
    }

    @Test("A scan takes as long as the world says, by its clock")
    func duration() async throws {
        let registry = try TestRegistry(scans: Self.scans(duration: 30))
        try await registry.pushImage(["layer"], tags: ["v1"])
        try await registry.perform(StartImageScan.self, Self.members("v1"))
        try registry.world.advanceClock(by: 29)
        let before = try await registry.perform(DescribeImageScanFindings.self, Self.members("v1"))
        #expect(before["imageScanStatus"] == ["status": "IN_PROGRESS"] && before["imageScanFindings"] == nil)
        let detail = try await registry.perform(DescribeImages.self, ["repositoryName": "app"])["imageDetails"]?.array
        #expect(detail?.first?["imageScanStatus"] == ["status": "IN_PROGRESS"])
        #expect(detail?.first?["imageScanFindingsSummary"] == nil)
        try registry.world.advanceClock(by: 1)
        let after = try await registry.perform(DescribeImageScanFindings.self, Self.members("v1"))
        #expect(after["imageScanStatus"]?["status"] == "COMPLETE")
        #expect(after["imageScanFindings"]?["imageScanCompletedAt"] == .number(1_715_679_030))
    }

    @Test("An image is scanned once in 24 hours, however the scan came about")
    func quota() async throws {
        let registry = try TestRegistry(scans: Self.scans())
        let refused = ECRError(
            "LimitExceededException",
            "The scan quota per image has been exceeded. Wait and try again."
        )
        try await registry.pushImage(["layer"], tags: ["v1", "v2"])
        try await registry.perform(StartImageScan.self, Self.members("v1"))
        try registry.world.advanceClock(by: 86_399)
        #expect(try await registry.refusal(of: StartImageScan.self, Self.members("v2")) == refused)
        try registry.world.advanceClock(by: 1)
        try await registry.perform(StartImageScan.self, Self.members("v2"))
        try await registry.perform(
            PutImageScanningConfiguration.self,
            ["repositoryName": "team/web", "imageScanningConfiguration": ["scanOnPush": true]]
        )
        try await registry.pushImage(["layer"], tags: ["v1"], in: "team/web")
        #expect(try await registry.refusal(of: StartImageScan.self, Self.members("v1", in: "team/web")) == refused)
    }

    @Test("Pages of findings have the counts of all")
    func pages() async throws {
        let many = (1...7).map { Vulnerability("CVE-\($0)", $0 == 7 ? .critical : .medium) }
        let registry = try TestRegistry(scans: Scans(vulnerabilities: many))
        try await registry.pushImage(["layer"], tags: ["v1"])
        try await registry.perform(StartImageScan.self, Self.members("v1"))
        var names: [String] = []
        var token: JSONValue?
        for _ in 1...3 {
            var members = Self.members("v1").merging(["maxResults": 3]) { $1 }
            members["nextToken"] = token
            let page = try await registry.perform(DescribeImageScanFindings.self, members)
            #expect(page["imageScanFindings"]?["findingSeverityCounts"] == ["CRITICAL": 1, "MEDIUM": 6])
            names += page["imageScanFindings"]?["findings"]?.array?.compactMap { $0["name"]?.string } ?? []
            token = page["nextToken"]
        }
        #expect(names == ["CVE-7", "CVE-1", "CVE-2", "CVE-3", "CVE-4", "CVE-5", "CVE-6"])
        #expect(token == nil)
        #expect(
            try await registry.refusal(
                of: DescribeImageScanFindings.self,
                Self.members("v1").merging(["nextToken": "x"]) { $1 }
            ) == invalid("nextToken", "Invalid token")
        )
    }

    @Test("Only images of containers can be scanned, and only those that are not in the archive")
    func refused() async throws {
        let registry = try TestRegistry()
        func sentence(_ type: String) -> String {
            "An artifact with media type '\(type)' cannot be scanned. For more information, see the Amazon ECR documentation."
        }
        try await registry.putIndex("1", tag: "index")
        #expect(
            try await registry.refusal(of: StartImageScan.self, Self.members("index"))
                == ECRError("UnsupportedImageTypeException", sentence(TestManifest.ociIndex))
        )
        try await registry.upload(["chart"])
        let chart = TestManifest.descriptor(
            TestManifest.digest("chart"),
            type: "application/vnd.cncf.helm.config.v1+json"
        )
        try await registry.perform(
            PutImage.self,
            [
                "repositoryName": "app", "imageTag": "chart",
                "imageManifest": .string(
                    #"{"schemaVersion":2,"mediaType":"\#(TestManifest.ociImage)","config":\#(chart),"layers":[]}"#
                ),
            ]
        )
        #expect(
            try await registry.refusal(of: StartImageScan.self, Self.members("chart"))
                == ECRError(
                    "UnsupportedImageTypeException",
                    sentence("application/vnd.cncf.helm.config.v1+json")
                )
        )
        try await registry.pushImage(["layer"], tags: ["old"])
        try await registry.perform(StartImageScan.self, Self.members("old"))
        try await registry.perform(
            UpdateImageStorageClass.self,
            Self.members("old").merging(["targetStorageClass": "ARCHIVE"]) { $1 }
        )
        #expect(
            try await registry.refusal(of: StartImageScan.self, Self.members("old"))
                == ECRError("ImageArchivedException", "The specified image is archived and cannot be scanned.")
        )
        #expect(
            try await registry.perform(DescribeImageScanFindings.self, Self.members("old"))["imageScanStatus"]
                == ["status": "IMAGE_ARCHIVED"]
        )
        for operation in [StartImageScan.self, DescribeImageScanFindings.self] as [any ECROperation.Type] {
            func code(_ members: [String: JSONValue]) async throws -> String? {
                try await registry.refusal(of: operation, members)?.code
            }
            #expect(try await code(Self.members("none")) == "ImageNotFoundException")
            #expect(try await code(Self.members("v1", in: "gone")) == "RepositoryNotFoundException")
            #expect(try await code(["repositoryName": "app"]) == "ValidationException")
            #expect(try await code(["repositoryName": "app", "imageId": [:]]) == "ImageNotFoundException")
        }
    }

    @Test("An image whose operating system is not known fails, and counts")
    func failed() async throws {
        let registry = try TestRegistry(scans: Self.scans(unsupported: [ImageSelector(tag: "scratch")]))
        try await registry.pushImage(["layer"], tags: ["scratch"])
        try await registry.perform(StartImageScan.self, Self.members("scratch"))
        let answer = try await registry.perform(DescribeImageScanFindings.self, Self.members("scratch"))
        #expect(
            answer["imageScanStatus"] == [
                "status": "FAILED",
                "description":
                    "UnsupportedImageError: The operating system and/or package manager are not supported.",
            ]
        )
        #expect(answer["imageScanFindings"] == nil)
        #expect(
            try await registry.refusal(of: StartImageScan.self, Self.members("scratch"))?.code
                == "LimitExceededException"
        )
    }
}

@Suite("Scans on push")
struct ScanOnPushTests {
    private let registry: TestRegistry

    init() throws { registry = try TestRegistry(scans: ImageScanTests.scans()) }

    private func status(_ tag: String, in name: String = "app") async throws -> JSONValue? {
        do {
            return try await registry.perform(
                DescribeImageScanFindings.self,
                ImageScanTests.members(tag, in: name)
            )["imageScanStatus"]?["status"]
        } catch let error as ECRError where error.code == "ScanNotFoundException" {
            return nil
        }
    }

    private func scanOnPush(_ name: String) async throws {
        try await registry.perform(
            PutImageScanningConfiguration.self,
            ["repositoryName": .string(name), "imageScanningConfiguration": ["scanOnPush": true]]
        )
    }

    private func put(_ kind: String, _ frequency: String, _ filter: String) async throws {
        try await registry.perform(
            PutRegistryScanningConfiguration.self,
            [
                "scanType": .string(kind),
                "rules": [
                    [
                        "scanFrequency": .string(frequency),
                        "repositoryFilters": [["filter": .string(filter), "filterType": "WILDCARD"]],
                    ]
                ],
            ]
        )
    }

    @Test("come about by the repository's own setting or by the registry's rules")
    func settings() async throws {
        try await registry.pushImage(["before"], tags: ["before"])
        try await scanOnPush("app")
        try await registry.pushImage(["one"], tags: ["v1"])
        #expect(try await status("before") == nil)
        #expect(try await status("v1") == "COMPLETE")
        try await registry.pushImage(["one"], tags: ["v1"], in: "team/web")
        #expect(try await status("v1", in: "team/web") == nil)
        try await put("BASIC", "SCAN_ON_PUSH", "team/*")
        try await registry.pushImage(["two"], tags: ["v2"], in: "team/web")
        #expect(try await status("v2", in: "team/web") == "COMPLETE")
    }

    @Test("happen a day later again, where the same image is pushed under another tag")
    func again() async throws {
        try await scanOnPush("app")
        try await registry.pushImage(["one"], tags: ["v1"])
        try registry.world.advanceClock(by: 3_600)
        try await registry.pushImage(["one"], tags: ["v2"])
        func completed() async throws -> JSONValue? {
            try await registry.perform(DescribeImageScanFindings.self, ImageScanTests.members("v1"))[
                "imageScanFindings"
            ]?["imageScanCompletedAt"]
        }
        #expect(try await completed() == .number(1_715_679_000))
        try registry.world.advanceClock(by: 86_400)
        try await registry.pushImage(["one"], tags: ["v3"])
        #expect(try await completed() == .number(1_715_769_000))
    }

    @Test("say of what is not an image of a container that it cannot be scanned")
    func unsupported() async throws {
        try await scanOnPush("app")
        try await registry.putIndex("1", tag: "index")
        #expect(try await status("index") == "UNSUPPORTED_IMAGE")
    }

    @Test("are made of copies by the settings of the registry into which they are copied")
    func copies() async throws {
        try await registry.perform(
            PutReplicationConfiguration.self,
            [
                "replicationConfiguration": [
                    "rules": [["destinations": [["region": "eu-west-1", "registryId": "123456789012"]]]]
                ]
            ]
        )
        try await registry.perform(
            PutRegistryScanningConfiguration.self,
            [
                "rules": [
                    [
                        "scanFrequency": "SCAN_ON_PUSH",
                        "repositoryFilters": [["filter": "*", "filterType": "WILDCARD"]],
                    ]
                ]
            ],
            region: "eu-west-1"
        )
        try await registry.pushImage(["one"], tags: ["v1"])
        #expect(try await status("v1") == nil)
        let copy = try await registry.perform(
            DescribeImageScanFindings.self,
            ImageScanTests.members("v1"),
            region: "eu-west-1"
        )
        #expect(copy["imageScanStatus"]?["status"] == "COMPLETE")
    }

    @Test("Under enhanced scanning the registry's rules alone say what is scanned, and findings are Inspector's")
    func enhanced() async throws {
        let digest = TestManifest.digest(try await registry.pushImage(["one"], tags: ["v1"]))
        try await registry.pushImage(["one"], tags: ["v1"], in: "team/web")
        try await put("ENHANCED", "CONTINUOUS_SCAN", "app")
        #expect(
            try await registry.refusal(of: StartImageScan.self, ImageScanTests.members("v1"))
                == ECRError("ValidationException", "This feature is disabled")
        )
        #expect(try await status("v1", in: "team/web") == nil)
        let answer = try await registry.perform(DescribeImageScanFindings.self, ImageScanTests.members("v1"))
        #expect(
            answer["imageScanStatus"]
                == ["status": "ACTIVE", "description": "Continuous scan is selected for image."]
        )
        let findings = try #require(answer["imageScanFindings"]?["enhancedFindings"]?.array)
        #expect(findings.map { $0["title"] } == ["CVE-2024-6387 - openssh", "CVE-2023-0001"])
        #expect(findings.map { $0["severity"] } == ["HIGH", "LOW"])
        #expect(answer["imageScanFindings"]?["findingSeverityCounts"] == ["HIGH": 1, "LOW": 1])
        #expect(answer["imageScanFindings"]?["findings"] == nil)
        let first = try #require(findings.first)
        #expect(first["type"] == "PACKAGE_VULNERABILITY" && first["fixAvailable"] == "YES")
        #expect(first["score"] == .number(8.1))
        let vulnerable: JSONValue? = first["packageVulnerabilityDetails"]?["vulnerablePackages"]
        #expect(vulnerable?.array?.first?["fixedInVersion"] == "1:9.2p1-2+deb12u3")
        let resource = try #require(first["resources"]?.array?.first)
        #expect(resource["id"] == .string("arn:aws:ecr:us-east-1:123456789012:repository/app/\(digest)"))
        #expect(resource["details"]?["awsEcrContainerImage"]?["imageTags"] == ["v1"])
        let details = try await registry.perform(DescribeImages.self, ["repositoryName": "app"])["imageDetails"]
        #expect(details?.array?.first?["imageScanStatus"] == nil)
        try await put("ENHANCED", "SCAN_ON_PUSH", "web")
        #expect(try await status("v1") == nil)
        let onPush = try await registry.perform(
            DescribeImageScanFindings.self,
            ImageScanTests.members("v1", in: "team/web")
        )
        #expect(onPush["imageScanStatus"]?["status"] == "COMPLETE")
        #expect(onPush["imageScanFindings"]?["findingSeverityCounts"] == ["UNTRIAGED": 1])
        // Inspector's findings are the account's own.
        #expect(
            try await registry.refusal(
                of: DescribeImageScanFindings.self,
                ImageScanTests.members("v1", in: "team/web").merging(["registryId": "123456789012"]) { $1 },
                as: registry.mallory
            )?.code == "ScanNotFoundException"
        )
    }

    @Test("Of enhanced findings, Amazon Inspector's actions are asked besides")
    func questions() async throws {
        try await put("ENHANCED", "CONTINUOUS_SCAN", "*")
        let asked = try registry.questions(
            DescribeImageScanFindings.self,
            #"{"repositoryName":"app","imageId":{"imageTag":"v1"}}"#
        )
        #expect(
            asked.map(\.action)
                == ["ecr:DescribeImageScanFindings", "inspector2:ListCoverage", "inspector2:ListFindings"]
        )
        #expect(
            asked.map(\.resource.name) == [
                "arn:aws:ecr:us-east-1:123456789012:repository/app",
                "arn:aws:inspector2:us-east-1:123456789012:/coverage/list",
                "arn:aws:inspector2:us-east-1:123456789012:/findings/list",
            ]
        )
    }
}
