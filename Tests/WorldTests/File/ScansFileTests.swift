import AWSCore
import Foundation
import OCI
import Packages
import Testing
import World

@Suite("What a world's file says of scans")
struct ScansFileTests {
    private static let digest = "sha256:" + String(repeating: "a", count: 64)

    private static func load(_ scans: String) throws -> World {
        try World.load(yaml: "accounts: {\"123456789012\": {}}\n" + scans, fileName: "w.yaml")
    }

    @Test("Without it, scans take no time and find nothing")
    func absent() throws {
        let scans = try Self.load("").scans
        #expect(scans == Scans() && scans.duration == 0 && scans.vulnerabilities.isEmpty)
        #expect(scans.updatedAt == Date(timeIntervalSince1970: 1_704_067_200))
    }

    @Test("It is read as it is written")
    func read() throws {
        let scans = try Self.load(
            """
            scans:
              duration: 30
              updated_at: 2024-05-14T09:30:00Z
              vulnerabilities:
                CVE-2: {severity: LOW}
                CVE-1:
                  severity: CRITICAL
                  description: Bad.
                  uri: https://example.com/CVE-1
                  package: {name: zlib, version: 1.2.11, fixed_in: 1.2.12}
                  cvss: {version: "2.0", score: 10, vector: AV:N}
                  images:
                    - {repository: "team/*", tag: "v*"}
                    - {account: 123456789012, region: us-east-1, digest: "\(Self.digest)", layer: "\(Self.digest)"}
              unsupported_images:
                - {tag: scratch}

            """
        ).scans
        let digest = try #require(Digest(Self.digest))
        #expect(scans.duration == 30 && scans.updatedAt == Date(timeIntervalSince1970: 1_715_679_000))
        #expect(
            scans.vulnerabilities == [
                Vulnerability(
                    "CVE-1",
                    .critical,
                    summary: "Bad.",
                    uri: "https://example.com/CVE-1",
                    package: Vulnerability.Package(name: "zlib", version: "1.2.11", fixedIn: "1.2.12"),
                    score: Vulnerability.Score(version: "2.0", score: 10, vector: "AV:N"),
                    images: [
                        ImageSelector(repository: "team/*", tag: "v*"),
                        ImageSelector(
                            account: AccountID("123456789012"),
                            region: Region("us-east-1"),
                            digest: digest,
                            layer: digest
                        ),
                    ]
                ),
                Vulnerability("CVE-2", .low),
            ]
        )
        #expect(scans.unsupported == [ImageSelector(tag: "scratch")])
    }

    @Test("Versions of packages may have a vulnerability, with images or without")
    func packages() throws {
        let scans = try Self.load(
            """
            scans:
              vulnerabilities:
                CVE-1:
                  severity: LOW
                  packages:
                    - {manager: dpkg, name: zlib}
                    - {manager: apk, name: openssl, from: 3.1.0-r0, fixed_in: 3.1.4-r5}
                CVE-2:
                  severity: LOW
                  package: {name: zlib, version: 1.2.11}
                  packages: [{manager: dpkg, name: zlib, fixed_in: "1:1.2.12"}]
                  images: [{tag: old}]

            """
        ).scans
        #expect(
            scans.vulnerabilities.map(\.affected) == [
                [
                    Vulnerability.Affected(.dpkg, "zlib"),
                    Vulnerability.Affected(.apk, "openssl", from: "3.1.0-r0", fixedIn: "3.1.4-r5"),
                ],
                [Vulnerability.Affected(.dpkg, "zlib", fixedIn: "1:1.2.12")],
            ]
        )
        #expect(scans.looksIntoLayers && !Scans(vulnerabilities: [Vulnerability("CVE-1", .low)]).looksIntoLayers)
    }

    @Test("An image is meant that fits all that is said")
    func selection() throws {
        let layer = Digest.of([1])
        let image = SelectableImage(
            account: try #require(AccountID("123456789012")),
            region: try #require(Region("us-east-1")),
            repository: "team/app",
            tags: ["v1", "latest"],
            digest: Digest.of([0]),
            layers: [layer]
        )
        for selector in [
            ImageSelector(), ImageSelector(repository: "team/app"), ImageSelector(repository: "*/app", tag: "late*"),
            ImageSelector(layer: layer), ImageSelector(account: image.account, digest: image.digest),
        ] {
            #expect(selector.selects(image), "\(selector)")
        }
        for selector in [
            ImageSelector(repository: "team"), ImageSelector(repository: "*/app", tag: "v2"),
            ImageSelector(account: AccountID("999999999999")), ImageSelector(region: Region("eu-west-1")),
            ImageSelector(digest: layer), ImageSelector(layer: image.digest),
        ] {
            #expect(!selector.selects(image), "\(selector)")
        }
    }

    @Test(
        "What is wrong is refused, with its line",
        arguments: [
            ("scans: {vulnerability: {}}", 2, "unknown key 'vulnerability' in 'scans' of the world; it takes "),
            ("scans: {duration: 30s}", 2, "'duration' of 'scans' of the world is '30s'; write a whole number from 0"),
            ("scans:\n  vulnerabilities:\n    A|B: {}", 4, "'A|B' is not the name of a vulnerability; "),
            ("scans:\n  vulnerabilities:\n    CVE-1: {}", 4, "vulnerability 'CVE-1' has no severity; "),
            ("scans: {vulnerabilities: {CVE-1: {severity: BAD}}}", 2, "is 'BAD'; write one of CRITICAL, HIGH, "),
            (
                "scans: {vulnerabilities: {CVE-1: {severity: LOW, score: 1}}}", 2,
                "unknown key 'score' in vulnerability 'CVE-1'; it takes severity, description, uri, package, "
                    + "packages, cvss, images"
            ),
            (
                "scans: {vulnerabilities: {CVE-1: {severity: LOW, package: {name: a}}}}", 2,
                "takes name and version; write both"
            ),
            ("scans: {vulnerabilities: {CVE-1: {severity: LOW, cvss: {}}}}", 2, "has no score; add score:"),
            (
                "scans: {vulnerabilities: {CVE-1: {severity: LOW, cvss: {score: 11}}}}", 2,
                "is '11'; write a number from 0 to 10"
            ),
            (
                "scans: {vulnerabilities: {CVE-1: {severity: LOW, cvss: {score: 1, version: 5}}}}", 2,
                "is '5'; write one of 2.0, 3.0, 3.1, 4.0"
            ),
            (
                "scans: {vulnerabilities: {CVE-1: {severity: LOW, packages: [{name: a}]}}}", 2,
                "takes manager and name; write both"
            ),
            (
                "scans: {vulnerabilities: {CVE-1: {severity: LOW, packages: [{manager: pip, name: a}]}}}", 2,
                "is 'pip'; write one of dpkg, apk, rpm"
            ),
            (
                "scans: {vulnerabilities: {CVE-1: {severity: LOW, packages: [{manager: apk, name: a, from: 1-2}]}}}", 2,
                "is '1-2', which is not a version of apk's; write one such as 1.2.13-r1"
            ),
            ("scans: {vulnerabilities: {CVE-1: {severity: LOW, packages: []}}}", 2, "is empty; write a package"),
            (
                "scans: {vulnerabilities: {CVE-1: {severity: LOW, package: {name: a, version: 1}, "
                    + "packages: [{manager: apk, name: a}]}}}", 2, "add images: or take 'package' out"
            ),
            ("scans: {unsupported_images: [{}]}", 2, "entry 1 of 'unsupported_images' of 'scans' of "),
            ("scans: {unsupported_images: [{tags: a}]}", 2, "unknown key 'tags' in entry 1 of "),
            ("scans: {unsupported_images: [{account: 1}]}", 2, "'1' is not an account ID; write 12 digits"),
            ("scans: {unsupported_images: [{region: mars}]}", 2, "'mars' is not a region of AWS; write one such as"),
            ("scans: {unsupported_images: [{layer: sha256:a}]}", 2, "'sha256:a' is not a digest; write sha256: and 64"),
        ]
    )
    func wrong(yaml: String, line: Int, reason: String) throws {
        let error = try #require(throws: WorldFileError.self) { try Self.load(yaml + "\n") }
        #expect(error.line == line && error.reason.contains(reason), "\(error)")
    }
}
