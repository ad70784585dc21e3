import AWSCore
import AWSProtocols
import World

extension InstanceProfile {
    /// - Parameters:
    ///   - account: which has the profile's role.
    ///   - isListed: whether it stands in a list, where tags are left out.
    func members(in account: Account, isListed: Bool = false) -> [QueryResult.Member] {
        let roles = role.flatMap { account.roles[$0] }.map { [$0.members] } ?? []
        return [
            .text("Path", path), .text("InstanceProfileName", name), .text("InstanceProfileId", uniqueID),
            .text("Arn", arn.description), .date("CreateDate", createdAt), .structures("Roles", roles),
        ] + (isListed ? [] : QueryResult.Member.tags(tags))
    }
}
