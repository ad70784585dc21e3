import AWSCore
import AWSProtocols
import Cryptography
import Determinism
import ECRService
import Foundation
import Images
import OCI
import Packages
import Storage
import TestSupport
import Testing
import World

/// Findings by what is installed in images, whose layers are made here.
@Suite("Scans of installed packages")
struct PackageScanTests {
    private static let openssl = Vulnerability(
        "CVE-2024-0727",
        .medium,
        summary: "A crash.",
        uri: "https://security-tracker.debian.org/tracker/CVE-2024-0727",
        affected: [
            Vulnerability.Affected(.dpkg, "openssl", fixedIn: "3.0.13-1"),
            Vulnerability.Affected(.apk, "openssl", from: "3.1.0-r0", fixedIn: "3.1.4-r5"),
        ],
        score: Vulnerability.Score(version: "3.1", score: 5.5, vector: "CVSS:3.1/AV:L")
    )
    private static let zlib = Vulnerability(
        "CVE-2023-45853",
        .critical,
        affected: [Vulnerability.Affected(.dpkg, "zlib1g")]
    )
    private static let everywhere = Vulnerability("CVE-2011-3374", .low, images: [ImageSelector(tag: "told")])
    private static let debian = """
        Package: libssl3
        Source: openssl
        Version: 3.0.11-1

        Package: openssl
        Version: 3.0.11-1

        Package: zlib1g
        Version: 1:1.2.13.dfsg-1

        """

    private let registry: TestRegistry

    init() throws {
        registry = try TestRegistry(scans: Scans(vulnerabilities: [Self.openssl, Self.zlib, Self.everywhere]))
    }

    /// Pushes an image with these layers, scans it, and answers what was found.
    private func scan(_ layers: [[UInt8]], tag: String = "v1") async throws -> JSONValue {
        let config = Array("{\"tag\":\"\(tag)\"}".utf8)
        for bytes in layers + [config] {
            let upload = try await registry.begin()
            try await registry.send(bytes, from: 0, to: upload)
            do {
                try await registry.perform(
                    CompleteLayerUpload.self,
                    registry.completion(upload, ["sha256:" + Hex.encode(SHA256.hash(bytes))])
                )
            } catch let error as ECRError where error.code == "LayerAlreadyExistsException" {}
        }
        func descriptor(_ bytes: [UInt8], _ type: String) -> String {
            TestManifest.descriptor("sha256:" + Hex.encode(SHA256.hash(bytes)), size: bytes.count, type: type)
        }
        let parts = layers.map { descriptor($0, "application/vnd.oci.image.layer.v1.tar+gzip") }
        let manifest =
            #"{"schemaVersion":2,"mediaType":"\#(TestManifest.ociImage)","config":"#
            + descriptor(config, "application/vnd.oci.image.config.v1+json")
            + #","layers":[\#(parts.joined(separator: ","))]}"#
        try await registry.perform(
            PutImage.self,
            ["repositoryName": "app", "imageManifest": .string(manifest), "imageTag": .string(tag)]
        )
        try await registry.perform(StartImageScan.self, ImageScanTests.members(tag))
        return try await registry.perform(DescribeImageScanFindings.self, ImageScanTests.members(tag))
    }

    /// What a finding is about: name, package and version.
    private static func words(_ answer: JSONValue) -> [[String?]] {
        (answer["imageScanFindings"]?["findings"]?.array ?? []).map { finding in
            let attributes = finding["attributes"]?.array ?? []
            func value(_ key: String) -> String? {
                attributes.first { $0["key"]?.string == key }?["value"]?.string
            }
            return [finding["name"]?.string, value("package_name"), value("package_version")]
        }
    }

    @Test("A finding tells the installed package, by the name that the advisory has for it, once for all of its parts")
    func installed() async throws {
        let answer = try await scan([try LayerArchive(["var/lib/dpkg/status": Self.debian]).gzip()])
        #expect(answer["imageScanStatus"]?["status"] == "COMPLETE")
        #expect(answer["imageScanFindings"]?["findingSeverityCounts"] == ["CRITICAL": 1, "MEDIUM": 1])
        #expect(
            answer["imageScanFindings"]?["findings"] == [
                [
                    "name": "CVE-2023-45853", "severity": "CRITICAL",
                    "attributes": [
                        ["key": "package_version", "value": "1:1.2.13.dfsg-1"],
                        ["key": "package_name", "value": "zlib1g"],
                    ],
                ],
                [
                    "name": "CVE-2024-0727", "severity": "MEDIUM", "description": "A crash.",
                    "uri": "https://security-tracker.debian.org/tracker/CVE-2024-0727",
                    "attributes": [
                        ["key": "package_version", "value": "3.0.11-1"], ["key": "package_name", "value": "openssl"],
                        ["key": "CVSS3_VECTOR", "value": "CVSS:3.1/AV:L"], ["key": "CVSS3_SCORE", "value": "5.5"],
                    ],
                ],
            ]
        )
    }

    @Test("A layer above mends, or takes away, what is in those below")
    func layers() async throws {
        let base = try LayerArchive(["var/lib/dpkg/status": Self.debian]).gzip()
        let mended = "Package: openssl\nVersion: 3.0.13-1\n\nPackage: zlib1g\nVersion: 1:1.2.13.dfsg-1\n"
        let update = LayerArchive(["var/lib/dpkg/status": mended]).tar
        #expect(Self.words(try await scan([base, update])) == [["CVE-2023-45853", "zlib1g", "1:1.2.13.dfsg-1"]])
        let removal = LayerArchive(["var/lib/dpkg/.wh.status": "", "lib/apk/db/installed": "P:musl\nV:1.2.4-r2\n"]).tar
        let answer = try await scan([base, removal], tag: "v2")
        #expect(answer["imageScanStatus"]?["status"] == "COMPLETE" && Self.words(answer).isEmpty)
    }

    @Test("A range begins with its first version and ends before the one that mends it")
    func ranges() async throws {
        let cases = [("3.0.9-r9", false), ("3.1.0-r0", true), ("3.1.4-r4", true), ("3.1.4-r5", false), ("odd", false)]
        for (number, (version, isFound)) in cases.enumerated() {
            let layer = LayerArchive(["lib/apk/db/installed": "P:libcrypto3\nV:\(version)\no:openssl\n"]).tar
            let answer = try await scan([layer], tag: "r\(number)")
            #expect(Self.words(answer) == (isFound ? [["CVE-2024-0727", "openssl", version]] : []), "\(version)")
        }
    }

    @Test("An image without a package manager's database is of an unknown system, but where the world says what it has")
    func unknown() async throws {
        let layer = try LayerArchive(["bin/app": "x"]).gzip()
        #expect(
            try await scan([layer])["imageScanStatus"] == [
                "status": "FAILED",
                "description": "UnsupportedImageError: The operating system and/or package manager are not supported.",
            ]
        )
        #expect(Self.words(try await scan([layer], tag: "told")) == [["CVE-2011-3374", nil, nil]])
    }

    @Test("A layer that cannot be unpacked fails the scan, which says so, also to EventBridge, and counts")
    func broken() async throws {
        let gzip = try LayerArchive(["var/lib/dpkg/status": Self.debian]).gzip()
        let layers = [Array(gzip.dropLast(20)), [0x28, 0xB5, 0x2F, 0xFD, 0, 0], Array("no archive".utf8)]
        for (number, layer) in layers.enumerated() {
            let answer = try await scan([layer], tag: "b\(number)")
            #expect(
                answer["imageScanStatus"] == [
                    "status": "FAILED", "description": "LayerError: Failed to extract layer for image scan.",
                ]
            )
            #expect(answer["imageScanFindings"] == nil)
        }
        #expect(
            try await registry.refusal(of: StartImageScan.self, ImageScanTests.members("b0"))?.code
                == "LimitExceededException"
        )
        let now = registry.clock.now
        let statuses = registry.store.notices.entries(after: 0, at: now).compactMap { entry -> String? in
            guard case .scan(let ended, in: _) = entry.notice.subject else { return nil }
            return ended.status
        }
        #expect(statuses == ["FAILED", "FAILED", "FAILED"])
    }

    @Test("What was found is kept, page by page, though the layer is gone")
    func kept() async throws {
        let layer = try LayerArchive(["var/lib/dpkg/status": Self.debian]).gzip()
        let answer = try await scan([layer])
        #expect(try await registry.store.deleteLayer(Digest.of(layer), in: try registry.id()))
        #expect(try await registry.perform(DescribeImageScanFindings.self, ImageScanTests.members("v1")) == answer)
        var members = ImageScanTests.members("v1")
        members["maxResults"] = 1
        let first = try await registry.perform(DescribeImageScanFindings.self, members)
        members["nextToken"] = first["nextToken"]
        let second = try await registry.perform(DescribeImageScanFindings.self, members)
        #expect((Self.words(first) + Self.words(second)).map(\.first) == ["CVE-2023-45853", "CVE-2024-0727"])
        #expect(second["nextToken"] == nil)
        let image = try #require(try registry.image(tag: "v1"))
        #expect(
            try registry.store.scan(of: image.digest, in: try registry.id())?.findings.map(\.package?.fixedIn)
                == [nil, "3.0.13-1"]
        )
    }

    @Test("Enhanced scanning finds the same")
    func enhanced() async throws {
        let answer = try await scan([try LayerArchive(["var/lib/dpkg/status": Self.debian]).gzip()])
        #expect(answer["imageScanFindings"]?["findings"]?.array?.count == 2)
        try await registry.perform(
            PutRegistryScanningConfiguration.self,
            [
                "scanType": "ENHANCED",
                "rules": [
                    [
                        "scanFrequency": "CONTINUOUS_SCAN",
                        "repositoryFilters": [["filter": "*", "filterType": "WILDCARD"]],
                    ]
                ],
            ]
        )
        let enhanced = try await registry.perform(DescribeImageScanFindings.self, ImageScanTests.members("v1"))
        let findings = enhanced["imageScanFindings"]?["enhancedFindings"]?.array ?? []
        #expect(findings.map { $0["title"] } == ["CVE-2023-45853 - zlib1g", "CVE-2024-0727 - openssl"])
        #expect(findings.map { $0["fixAvailable"] } == ["NO", "YES"])
    }
}
