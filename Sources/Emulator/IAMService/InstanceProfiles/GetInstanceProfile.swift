import AWSProtocols
import World

/// An instance profile with its role.
package struct GetInstanceProfile: IAMOperation {
    package static let name = "GetInstanceProfile"

    private let profileName: String

    package init(_ input: inout IAMInput) throws(IAMError) {
        profileName = try input.requiredText("InstanceProfileName", .instanceProfileName)
        try input.finish()
    }

    package func subject(_ call: IAMCall) -> IAMSubject { call.instanceProfile(profileName) }

    package func perform(_ call: IAMCall) throws(IAMError) -> IAMResult? {
        let account = try call.account()
        let profile = try account.knownInstanceProfile(profileName)
        return IAMResult([.structure("InstanceProfile", profile.members(in: account))])
    }
}
