import AWSCore
import AWSProtocols
import World

/// A setting of an account's registry in a region, by name (emulator.md D.2).
enum AccountSetting: String, Sendable, CaseIterable {
    /// Always `AWS_NATIVE`: ECR takes no other value any more.
    case basicScanTypeVersion = "BASIC_SCAN_TYPE_VERSION"
    /// `V2`, or the old `V1`, which ECR's documentation does not offer any more but registries still have.
    case registryPolicyScope = "REGISTRY_POLICY_SCOPE"
    /// Whether layers can be taken from one repository of the registry into another without being sent again.
    case blobMounting = "BLOB_MOUNTING"

    /// - Throws: AWS's error at `name` for a setting that there is not.
    init(named name: String) throws(ECRError) {
        guard !name.isEmpty else { throw .tooShort("name", 1) }
        guard name.utf16.count <= 64 else { throw .tooLong("name", 64) }
        guard let setting = AccountSetting(rawValue: name) else {
            throw .notOneOf(Self.allCases.map(\.rawValue), at: "name")
        }
        self = setting
    }

    var values: [String] {
        switch self {
        case .basicScanTypeVersion: ["AWS_NATIVE"]
        case .registryPolicyScope: RegistryPolicyScope.allCases.map(\.rawValue)
        case .blobMounting: ["ENABLED", "DISABLED"]
        }
    }

    /// The value that the caller's registry has.
    func value(_ call: ECRCall) -> String {
        switch self {
        case .basicScanTypeVersion: "AWS_NATIVE"
        case .registryPolicyScope: call.registryPolicyScope.rawValue
        case .blobMounting:
            call.world.account(call.caller.accountID)?.isBlobMountingEnabled(in: call.region) == true
                ? "ENABLED" : "DISABLED"
        }
    }

    func json(_ value: String) -> JSONValue { .object(["name": .string(rawValue), "value": .string(value)]) }
}

extension ECRCall {
    /// What the policy of the caller's registry has a say in.
    var registryPolicyScope: RegistryPolicyScope {
        world.account(caller.accountID)?.registryPolicyScope(in: region) ?? .v2
    }
}
