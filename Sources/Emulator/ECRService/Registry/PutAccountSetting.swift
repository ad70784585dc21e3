package import AWSProtocols
package import World

/// Changes a setting of the caller's registry; it takes effect at once (docs/aws/ecr.md, "Account settings"). A
/// registry policy that is there stays, also one that the new scope would not let in.
package struct PutAccountSetting: ECROperation {
    package static let name = "PutAccountSetting"
    package static let reporting = InputReporting.all

    private let setting: AccountSetting
    private let value: String

    package init(_ input: inout ECRInput) throws(ECRError) {
        let known = try input.accountSetting()
        setting = known ?? .basicScanTypeVersion
        // Which values there are depends on the setting, so those of an unknown one are not told.
        value = try input.requiredText("value", known.map { .values($0.values) } ?? [])
    }

    package func questions(_ call: ECRCall) -> [Question] { [Question(Self.action, on: call.ownRegistry)] }

    package func perform(_ call: ECRCall) async throws(ECRError) -> JSONValue {
        try await call.updateRegistry { setting.set(value, in: &$0) }
        return setting.json(value)
    }
}
