import AWSCore
import AWSProtocols
import ECRService
import Foundation
import Testing
import World

@Suite("A registry's scanning configuration")
struct ScanningConfigurationTests {
    private let registry: TestRegistry

    init() throws { registry = try TestRegistry() }

    private func put(_ kind: String, _ rules: [(frequency: String, filters: [String])]) async throws -> JSONValue {
        try await registry.perform(
            PutRegistryScanningConfiguration.self,
            ["scanType": .string(kind), "rules": .array(rules.map(Self.rule))]
        )
    }

    private static func rule(_ frequency: String, _ filters: [String]) -> JSONValue {
        [
            "scanFrequency": .string(frequency),
            "repositoryFilters": .array(
                filters.map { .object(["filter": .string($0), "filterType": "WILDCARD"]) }
            ),
        ]
    }

    private func coverage(_ name: String) async throws -> JSONValue? {
        try await registry.perform(
            BatchGetRepositoryScanningConfiguration.self,
            ["repositoryNames": [.string(name)]]
        )["scanningConfigurations"]?.array?.first
    }

    @Test("is basic and without rules until it is put, as a whole and in its own region")
    func cycle() async throws {
        let usual: JSONValue = [
            "registryId": "123456789012", "scanningConfiguration": ["scanType": "BASIC", "rules": []],
        ]
        #expect(try await registry.perform(GetRegistryScanningConfiguration.self, [:]) == usual)
        let rules: JSONValue = [
            Self.rule("SCAN_ON_PUSH", ["team/*", "app"]), Self.rule("CONTINUOUS_SCAN", ["prod-*"]),
        ]
        #expect(
            try await registry.perform(
                PutRegistryScanningConfiguration.self,
                ["scanType": "ENHANCED", "rules": rules]
            ) == ["registryScanningConfiguration": ["scanType": "ENHANCED", "rules": rules]]
        )
        #expect(
            try await registry.perform(GetRegistryScanningConfiguration.self, [:])["scanningConfiguration"]
                == ["scanType": "ENHANCED", "rules": rules]
        )
        #expect(try await registry.perform(GetRegistryScanningConfiguration.self, [:], region: "eu-west-1") == usual)
        try await registry.perform(PutRegistryScanningConfiguration.self, [:])
        #expect(try await registry.perform(GetRegistryScanningConfiguration.self, [:]) == usual)
    }

    @Test("says with the repository's own setting how a repository is scanned")
    func coverage() async throws {
        let arn = "arn:aws:ecr:us-east-1:123456789012:repository/team/web"
        func expected(_ frequency: String, _ filters: [String], scansOnPush: Bool = true) -> JSONValue {
            [
                "repositoryArn": .string(arn), "repositoryName": "team/web", "scanOnPush": .bool(scansOnPush),
                "scanFrequency": .string(frequency),
                "appliedScanFilters": .array(
                    filters.map { .object(["filter": .string($0), "filterType": "WILDCARD"]) }
                ),
            ]
        }
        #expect(try await coverage("team/web") == expected("MANUAL", [], scansOnPush: false))
        try await registry.perform(
            PutImageScanningConfiguration.self,
            ["repositoryName": "team/web", "imageScanningConfiguration": ["scanOnPush": true]]
        )
        #expect(try await coverage("team/web") == expected("SCAN_ON_PUSH", []))
        _ = try await put("BASIC", [("MANUAL", ["*"]), ("SCAN_ON_PUSH", ["eam", "other", "team/*"])])
        // A filter without a star may stand anywhere in a name.
        #expect(try await coverage("team/web") == expected("SCAN_ON_PUSH", ["eam", "team/*"]))
        _ = try await put("BASIC", [("SCAN_ON_PUSH", ["app"])])
        // A rule of the registry does not change what the repository says of itself.
        #expect(try await coverage("app")?["scanFrequency"] == "SCAN_ON_PUSH")
        #expect(try await coverage("app")?["scanOnPush"] == false)
        _ = try await put("BASIC", [("MANUAL", ["*"])])
        #expect(try await coverage("app")?["scanFrequency"] == "MANUAL")
        #expect(try await coverage("app")?["appliedScanFilters"] == [["filter": "*", "filterType": "WILDCARD"]])
        _ = try await put("ENHANCED", [("SCAN_ON_PUSH", ["*"]), ("CONTINUOUS_SCAN", ["*web"])])
        #expect(try await coverage("team/web") == expected("CONTINUOUS_SCAN", ["*web"]))
        _ = try await put("ENHANCED", [("SCAN_ON_PUSH", ["app"])])
        // The repository's own setting has no say in it.
        #expect(try await coverage("team/web") == expected("MANUAL", []))
    }

    @Test("has a failure for each repository that is not there")
    func failures() async throws {
        let answer = try await registry.perform(
            BatchGetRepositoryScanningConfiguration.self,
            ["repositoryNames": ["nothing", "app"]]
        )
        #expect(answer["scanningConfigurations"]?.array?.map { $0["repositoryName"] } == ["app"])
        #expect(
            answer["failures"] == [
                [
                    "repositoryName": "nothing", "failureCode": "REPOSITORY_NOT_FOUND",
                    "failureReason":
                        "The repository with name 'nothing' does not exist in the registry with id '123456789012'",
                ]
            ]
        )
    }

    @Test("under enhanced scanning, repositories have no setting of their own")
    func disabled() async throws {
        _ = try await put("ENHANCED", [])
        let members: [String: JSONValue] = [
            "repositoryName": "app", "imageScanningConfiguration": ["scanOnPush": true],
        ]
        #expect(
            try await registry.refusal(of: PutImageScanningConfiguration.self, members)
                == ECRError("ValidationException", "This feature is disabled")
        )
    }

    @Test(
        "has a frequency of its type, once",
        arguments: [
            (
                "BASIC", ["CONTINUOUS_SCAN"],
                "Member must satisfy enum value set: [SCAN_ON_PUSH, MANUAL] when scanType is BASIC"
            ),
            (
                "ENHANCED", ["SCAN_ON_PUSH", "MANUAL"],
                "Member must satisfy enum value set: [SCAN_ON_PUSH, CONTINUOUS_SCAN] when scanType is ENHANCED"
            ),
            ("BASIC", ["SCAN_ON_PUSH", "SCAN_ON_PUSH"], "must be unique among the rules"),
        ]
    )
    func refused(kind: String, frequencies: [String], rule: String) async throws {
        #expect(
            try await registry.refusal(
                of: PutRegistryScanningConfiguration.self,
                ["scanType": .string(kind), "rules": .array(frequencies.map { Self.rule($0, ["*"]) })]
            ) == invalid("rules.scanFrequency", rule)
        )
    }

    @Test("tells what its filters must be", arguments: ["", "App", "a//b", "a_", ".a", "a b", "a.-b"])
    func filters(filter: String) async throws {
        let error = try await registry.refusal(
            of: PutRegistryScanningConfiguration.self,
            ["rules": [Self.rule("SCAN_ON_PUSH", [filter])]]
        )
        #expect(error?.code == "ValidationException")
        #expect(
            error?.message.hasSuffix(
                "Value '\(filter)' at 'rules.1.member.repositoryFilters.1.member.filter' failed to satisfy constraint: "
                    + #"Member must satisfy regular expression pattern: ^[a-z0-9*](?:[._\-/a-z0-9*]?[a-z0-9*]+)*$"#
            ) == true
        )
    }

    @Test("is asked about on each repository, or on the registry")
    func questions() throws {
        #expect(
            try registry.questions(BatchGetRepositoryScanningConfiguration.self, #"{"repositoryNames":["app","web"]}"#)
                .map(\.resource.name) == [
                    "arn:aws:ecr:us-east-1:123456789012:repository/app",
                    "arn:aws:ecr:us-east-1:123456789012:repository/web",
                ]
        )
        #expect(try registry.questions(GetRegistryScanningConfiguration.self, "{}").map(\.resource.name) == ["*"])
        #expect(try registry.questions(PutRegistryScanningConfiguration.self, "{}").map(\.resource.name) == ["*"])
    }
}
