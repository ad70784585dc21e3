import AWSProtocols
import World

/// Chooses the session tokens that STS's global endpoint gives the account from then on.
package struct SetSecurityTokenServicePreferences: IAMOperation {
    package static let name = "SetSecurityTokenServicePreferences"

    private enum Version: String, CaseIterable {
        case one = "v1Token"
        case two = "v2Token"
    }

    private let version: Version

    package init(_ input: inout IAMInput) throws(IAMError) {
        version = try input.requiredWord("GlobalEndpointTokenVersion", of: Version.self, placeholder: .one)
        try input.finish()
    }

    package func subject(_ call: IAMCall) -> IAMSubject { .account }

    package func perform(_ call: IAMCall) throws(IAMError) -> IAMResult? {
        try call.edit { (edit) throws(IAMError) in
            var settings = edit.account.identitySettings
            settings.globalEndpointTokenVersion = version == .one ? .one : .two
            edit.put(settings)
        }
        return nil
    }
}
