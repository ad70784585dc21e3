import AWSCore
import AWSProtocols
import World

/// A setting of an account's registry in a region, by name (docs/aws/ecr.md, "Account settings").
enum AccountSetting: String, Sendable, CaseIterable {
    /// Always `AWS_NATIVE`: ECR takes no other value any more.
    case basicScanTypeVersion = "BASIC_SCAN_TYPE_VERSION"
    /// `V2`, or the old `V1`, which ECR's documentation does not offer any more but registries still have.
    case registryPolicyScope = "REGISTRY_POLICY_SCOPE"
    /// Whether layers can be taken from one repository of the registry into another without being sent again.
    case blobMounting = "BLOB_MOUNTING"

    /// The values that it takes, and what each does to a registry's settings.
    private var effects: [(value: String, set: @Sendable (inout RegistrySettings) -> Void)] {
        switch self {
        case .basicScanTypeVersion: [("AWS_NATIVE", { _ in })]
        case .registryPolicyScope:
            RegistryPolicyScope.allCases.map { scope in (scope.rawValue, { $0.policyScope = scope }) }
        case .blobMounting:
            [("ENABLED", { $0.isBlobMountingEnabled = true }), ("DISABLED", { $0.isBlobMountingEnabled = false })]
        }
    }

    var values: [String] { effects.map(\.value) }

    /// Sets the value; nothing where it is not one of ``values``.
    func set(_ value: String, in settings: inout RegistrySettings) {
        effects.first { $0.value == value }?.set(&settings)
    }

    /// The value that a registry has.
    func value(in settings: RegistrySettings) -> String {
        switch self {
        case .basicScanTypeVersion: "AWS_NATIVE"
        case .registryPolicyScope: settings.policyScope.rawValue
        case .blobMounting: settings.isBlobMountingEnabled ? "ENABLED" : "DISABLED"
        }
    }

    func json(_ value: String) -> JSONValue { .object(["name": .string(rawValue), "value": .string(value)]) }
}

extension ECRCall {
    /// The settings of the caller's registry.
    var registrySettings: RegistrySettings {
        world.account(caller.accountID)?.registrySettings(in: region) ?? RegistrySettings()
    }

    /// Changes the settings of the caller's registry.
    ///
    /// - Returns: the settings as they are now.
    @discardableResult
    func updateRegistry(
        _ body: (inout RegistrySettings) throws -> Void
    ) async throws(ECRError) -> RegistrySettings {
        try await change { world in try world.updateRegistry(caller.accountID, region, body) }
    }
}

extension ECRInput {
    /// `name`, which both operations on account settings require; nil where it is missing or not a setting's.
    mutating func accountSetting() throws(ECRError) -> AccountSetting? {
        AccountSetting(rawValue: try requiredText("name", .values(of: AccountSetting.self)))
    }
}
