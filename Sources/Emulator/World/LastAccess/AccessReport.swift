package import AWSCore
package import Foundation

/// A report on last accessed information, as it was when it was asked for (docs/aws/iam-api.md, "Last accessed
/// information").
package struct AccessReport: Sendable, Equatable, Codable {
    /// What it tells.
    package enum Content: Sendable, Equatable, Codable {
        /// Of a user, a group, a role or a managed policy: GenerateServiceLastAccessedDetails.
        case identity(IdentityAccess)
        /// Of a root, a unit or an account: GenerateOrganizationsAccessReport.
        case organization(OrganizationAccess)
        /// There is no report.
        case failed(code: String, message: String)
    }

    /// `JobId`: a UUID.
    package let id: String
    /// The user ID, as GetCallerIdentity says it, of who asked for it, and alone may read it.
    package let owner: String
    package let created: Date
    package let content: Content

    package init(id: String, owner: String, created: Date, content: Content) {
        self.id = id
        self.owner = owner
        self.created = created
        self.content = content
    }

    /// How many reports of an account are kept; the oldest make room for new ones.
    static let mostOfAccount = 100
}

/// Who may use which services by the policies that a report is about, and did so last.
package struct IdentityAccess: Sendable, Equatable, Codable {
    /// A user or a role.
    package struct Entity: Sendable, Equatable, Codable {
        package let arn: ARN
        package let id: String
        package let path: String

        package init(arn: ARN, id: String, path: String) {
            self.arn = arn
            self.id = id
            self.path = path
        }
    }

    /// Somebody's last attempt.
    package struct Use: Sendable, Equatable, Codable {
        /// The place in ``IdentityAccess/entities``.
        package let entity: Int
        package let attempt: AccessAttempt

        package init(entity: Int, attempt: AccessAttempt) {
            self.entity = entity
            self.attempt = attempt
        }
    }

    /// The service of one prefix.
    package struct Service: Sendable, Equatable, Codable {
        package let prefix: String
        /// Of each entity that tried, its last one.
        package let uses: [Use]
        /// The tracked actions that the policies allow, in order, with the last attempt of anybody; nil where there are
        /// none, or the report is about services alone.
        package let actions: [Action]?

        package init(prefix: String, uses: [Use], actions: [Action]?) {
            self.prefix = prefix
            self.uses = uses
            self.actions = actions
        }
    }

    package struct Action: Sendable, Equatable, Codable {
        /// Without the service's prefix.
        package let name: String
        package let last: Use?

        package init(name: String, last: Use?) {
            self.name = name
            self.last = last
        }
    }

    /// Whether it tells of single actions, too.
    package let hasActions: Bool
    package let entities: [Entity]
    /// Those that the policies allow, by prefix.
    package let services: [Service]

    package init(hasActions: Bool, entities: [Entity], services: [Service]) {
        self.hasActions = hasActions
        self.entities = entities
        self.services = services
    }
}

/// Which services the accounts below a level of an organization may use by its service control policies, and used last.
package struct OrganizationAccess: Sendable, Equatable, Codable {
    package struct Service: Sendable, Equatable, Codable {
        package let prefix: String
        /// The last attempt of anybody, and the path of the account that it came from; nil where there was none.
        package let last: AccessAttempt?
        package let path: String?
        /// How many accounts tried.
        package let accounts: Int

        package init(prefix: String, last: AccessAttempt?, path: String?, accounts: Int) {
            self.prefix = prefix
            self.last = last
            self.path = path
            self.accounts = accounts
        }
    }

    /// Those that the policies allow, by prefix.
    package let services: [Service]

    package init(services: [Service]) { self.services = services }
}
