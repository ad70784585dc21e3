package import AWSProtocols
package import IAM

/// Why one recorded call was allowed or denied.
package struct ExplainedEvent: Sendable, Codable, Equatable, ControlReply {
    package let event: Event
    /// Nil where no policy was asked: the call failed before, or needs no permission.
    package let explanation: Explanation?
    /// The explanation as services of AWS's encode it for DecodeAuthorizationMessage.
    package let encodedMessage: String?
}

/// An identity of the world as `drydock iam show` shows it. No secrets.
package struct IdentityView: Sendable, Codable, Equatable, ControlReplyElement {
    package struct Policy: Sendable, Codable, Equatable {
        package let name: String
        /// Nil of an inline policy.
        package let arn: String?
        /// The group by which a user has it.
        package let group: String?
        package let document: JSONValue
    }

    package struct Key: Sendable, Codable, Equatable {
        package let id: String
        package let isActive: Bool
    }

    /// `root`, `user`, `group`, `role`, `policy`, `instance-profile`, `repository`, `registry` or `organization`.
    package let kind: String
    package let name: String
    package let arn: String
    package let account: String
    package var uniqueID: String?
    package var groups: [String] = []
    package var policies: [Policy] = []
    package var boundary: Policy?
    package var trust: JSONValue?
    /// Of a role: the longest session in seconds.
    package var maxSessionDuration: Int?
    package var tags: [String: String] = [:]
    /// Of a managed policy that has more than one: its versions, the oldest first, and the one that applies.
    package var versions: [String]?
    package var defaultVersion: String?
    /// Of an instance profile: the role that it has.
    package var roles: [String]?
    /// Of root: the account's alias.
    package var alias: String?
    package var accessKeys: [Key] = []
    package var multiFactorDevices: [String] = []

    package init(kind: String, name: String, arn: String, account: String) {
        self.kind = kind
        self.name = name
        self.arn = arn
        self.account = account
    }
}
