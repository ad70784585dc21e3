import AWSCore
import AWSProtocols
package import IAM
package import World

/// Makes an instance profile, which has no role yet.
package struct CreateInstanceProfile: IAMOperation {
    package static let name = "CreateInstanceProfile"
    package static let otherActions = ["iam:TagInstanceProfile"]

    private let profileName: String
    private let path: String
    private let tags: TagParameters

    package init(_ input: inout IAMInput) throws(IAMError) {
        profileName = try input.requiredText("InstanceProfileName", .instanceProfileName)
        path = try input.text("Path", .path) ?? "/"
        tags = try TagParameters(&input)
        try input.finish()
        try tags.check()
    }

    package func subject(_ call: IAMCall) -> IAMSubject { call.new("instance-profile", path, profileName) }

    package func conditions(_ call: IAMCall) -> RequestContext { tags.conditions }

    package func otherQuestions(_ call: IAMCall) -> [Question] {
        tags.isEmpty ? [] : [call.question("iam:TagInstanceProfile", about: subject(call), tags.conditions)]
    }

    package func perform(_ call: IAMCall) throws(IAMError) -> IAMResult? {
        let profile = try call.edit { (edit) throws(IAMError) -> InstanceProfile in
            guard !edit.account.instanceProfiles.hasName(profileName) else {
                throw .exists("Instance Profile \(profileName) already exists.")
            }
            try edit.account.instanceProfiles.refuseMore(than: .instanceProfiles)
            let profile = edit.newInstanceProfile(profileName, path: path, tags: tags.values)
            edit.put(profile)
            return profile
        }
        return IAMResult([.structure("InstanceProfile", profile.members(in: try call.account()))])
    }
}
