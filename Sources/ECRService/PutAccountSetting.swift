package import AWSProtocols
import World

/// Changes a setting of the caller's registry; it takes effect at once (emulator.md D.1, D.9). A registry policy that
/// is there stays, also one that the new scope would not let in.
package struct PutAccountSetting: ECROperation {
    package static let action = "ecr:PutAccountSetting"

    private let name: String
    private let value: String

    package init(_ members: InputMembers) throws(ECRError) {
        name = try members.required("name")
        value = try members.required("value")
    }

    package func questions(_ call: ECRCall) -> [ECRQuestion] { [ECRQuestion(Self.action, on: call.ownRegistry)] }

    package var requestParameters: [String: JSONValue] { ["name": .string(name), "value": .string(value)] }

    package func perform(_ call: ECRCall) throws(ECRError) -> JSONValue {
        let setting = try AccountSetting(named: name)
        guard setting.values.contains(value) else { throw .notOneOf(setting.values, at: "value") }
        try call.change { world in
            switch setting {
            case .basicScanTypeVersion:
                break
            case .registryPolicyScope:
                guard let scope = RegistryPolicyScope(rawValue: value) else { return }
                try world.setRegistryPolicyScope(scope, of: call.caller.accountID, call.region)
            case .blobMounting:
                try world.setBlobMounting(value == "ENABLED", of: call.caller.accountID, call.region)
            }
        }
        return setting.json(value)
    }
}
