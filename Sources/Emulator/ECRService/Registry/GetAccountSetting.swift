package import AWSProtocols
package import World

/// A setting of the caller's registry (docs/aws/ecr.md, "Account settings").
package struct GetAccountSetting: ECROperation {
    package static let name = "GetAccountSetting"
    package static let reporting = InputReporting.all

    private let setting: AccountSetting

    package init(_ input: inout ECRInput) throws(ECRError) {
        setting = try input.accountSetting() ?? .basicScanTypeVersion
    }

    package func questions(_ call: ECRCall) -> [Question] { [Question(Self.action, on: call.ownRegistry)] }

    package func perform(_ call: ECRCall) throws(ECRError) -> JSONValue {
        setting.json(setting.value(in: call.registrySettings))
    }
}
