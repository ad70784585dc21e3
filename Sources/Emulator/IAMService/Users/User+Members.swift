import AWSCore
import AWSProtocols
import IAM
import Text
import World

/// How identities look in answers, in the order in which IAM shows their members.
extension User {
    /// - Parameter isListed: whether it stands in a list, where boundary and tags are left out.
    func members(isListed: Bool = false) -> [QueryResult.Member] {
        let members: [QueryResult.Member] = [
            .text("Path", path), .text("UserName", name), .text("UserId", uniqueID), .text("Arn", arn.description),
            .date("CreateDate", createdAt),
        ]
        return isListed ? members : members + boundary(permissionsBoundary) + QueryResult.Member.tags(tags)
    }
}

extension Group {
    var members: [QueryResult.Member] {
        [
            .text("Path", path), .text("GroupName", name), .text("GroupId", uniqueID), .text("Arn", arn.description),
            .date("CreateDate", createdAt),
        ]
    }
}

extension Role {
    /// The members that every answer with a role has.
    var members: [QueryResult.Member] {
        [
            .text("Path", path), .text("RoleName", name), .text("RoleId", uniqueID), .text("Arn", arn.description),
            .date("CreateDate", createdAt), .document("AssumeRolePolicyDocument", trustPolicy),
        ]
    }

    /// The members of a role in a list, where boundary, tags and last use are left out.
    var listedMembers: [QueryResult.Member] {
        members + (summary.map { [.text("Description", $0)] } ?? [])
            + [.integer("MaxSessionDuration", maxSessionDuration)]
            + (maxSigninSessionDuration.map { [.integer("MaxSigninSessionDuration", $0)] } ?? [])
    }

    /// All members.
    ///
    /// - Parameter use: when a session of it was used last.
    func members(lastUse use: CredentialUse?) -> [QueryResult.Member] {
        listedMembers + boundary(permissionsBoundary) + QueryResult.Member.tags(tags)
            + [.lastUsed(use)]
    }
}

/// A boundary as users and roles show it; nothing where there is none.
func boundary(_ arn: ARN?) -> [QueryResult.Member] {
    guard let arn else { return [] }
    return [
        .structure(
            "PermissionsBoundary",
            [
                .text("PermissionsBoundaryType", "PermissionsBoundaryPolicy"),
                .text("PermissionsBoundaryArn", arn.description),
            ]
        )
    ]
}

extension QueryResult.Member {
    static func document(_ name: String, _ document: PolicyDocument) -> Self { Self(name, .document(document.text)) }

    /// `Tags` by their keys; nothing where there are none.
    static func tags(_ tags: [String: String]) -> [Self] {
        tags.isEmpty ? [] : [.structures("Tags", tagList(tags))]
    }

    /// Each tag, by its key.
    static func tagList(_ tags: [String: String]) -> [[Self]] {
        tags.sorted { $0.key < $1.key }.map { [.text("Key", $0.key), .text("Value", $0.value)] }
    }

    /// `RoleLastUsed`; empty where no session of the role was ever used.
    static func lastUsed(_ use: CredentialUse?) -> Self {
        .structure(
            "RoleLastUsed",
            use.map { [.date("LastUsedDate", $0.date), .text("Region", $0.region.name)] } ?? []
        )
    }
}
