package import AWSCore

/// What the machine that clients run on is, to EC2 and ECS: which roles they assume for it, and what its metadata
/// endpoints tell.
package struct MachineMetadata: Sendable, Equatable {
    /// An instance of EC2's.
    package struct Instance: Sendable, Equatable {
        /// The role of its instance profile.
        package let role: RoleReference
        package let region: Region
        /// Such as `i-0123456789abcdef0`.
        package let id: String
        /// Whether IMDSv2's tokens are required, as they are by default.
        package let requiresToken: Bool

        package init(role: RoleReference, region: Region, id: String, requiresToken: Bool = true) {
            self.role = role
            self.region = region
            self.id = id
            self.requiresToken = requiresToken
        }
    }

    /// A container of a task of ECS's.
    package struct Container: Sendable, Equatable {
        /// The role of the task.
        package let role: RoleReference
        /// What the `Authorization` header must be; nil where none is asked for.
        package let token: String?
        /// The path of its credentials ends in it: a UUID.
        package let id: String

        package init(role: RoleReference, token: String? = nil, id: String) {
            self.role = role
            self.token = token
            self.id = id
        }

        /// Where its credentials are, as `AWS_CONTAINER_CREDENTIALS_RELATIVE_URI` says it.
        package var path: String { "/v2/credentials/" + id }
    }

    /// A role by its account and name.
    package struct RoleReference: Sendable, Equatable {
        package let account: AccountID
        package let name: String

        package init(account: AccountID, name: String) {
            self.account = account
            self.name = name
        }
    }

    package var instance: Instance?
    package var container: Container?

    package init(instance: Instance? = nil, container: Container? = nil) {
        self.instance = instance
        self.container = container
    }
}
