/// An Amazon Resource Name: `arn:PARTITION:SERVICE:REGION:ACCOUNT:RESOURCE`.
package struct ARN: Hashable, Sendable, CustomStringConvertible {
    package let partition: String
    package let service: String
    /// Empty for services that are not regional, IAM and STS among them.
    package let region: String
    /// Empty, twelve digits, or `aws` for AWS's own policies.
    package let account: String
    /// All that follows the fifth colon, further colons included.
    package let resource: String

    /// Nil unless `text` has six parts, begins with `arn`, and names partition, service and resource.
    package init?(_ text: some StringProtocol) {
        let parts = text.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
        guard parts.count == 6, parts[0] == "arn" else { return nil }
        guard !parts[1].isEmpty, !parts[2].isEmpty, !parts[5].isEmpty else { return nil }
        self.init(
            partition: String(parts[1]),
            service: String(parts[2]),
            region: String(parts[3]),
            account: String(parts[4]),
            resource: String(parts[5])
        )
    }

    package init(partition: String, service: String, region: String, account: String, resource: String) {
        self.partition = partition
        self.service = service
        self.region = region
        self.account = account
        self.resource = resource
    }

    /// An IAM resource of an account, such as `user/path/name` or `root`.
    package static func iam(_ partition: Partition, _ account: AccountID, _ resource: String) -> ARN {
        ARN(partition: partition.name, service: "iam", region: "", account: account.value, resource: resource)
    }

    /// A principal that STS made, such as `assumed-role/NAME/SESSION`.
    package static func sts(_ partition: Partition, _ account: AccountID, _ resource: String) -> ARN {
        ARN(partition: partition.name, service: "sts", region: "", account: account.value, resource: resource)
    }

    /// `arn:PARTITION:ecr:REGION:ACCOUNT:repository/NAME`, of a public repository
    /// `arn:PARTITION:ecr-public::ACCOUNT:repository/NAME`.
    package static func repository(_ name: String, in region: Region, of account: AccountID) -> ARN {
        let isPublic = region == .publicRegistry
        return ARN(
            partition: region.partition.name,
            service: isPublic ? "ecr-public" : "ecr",
            region: isPublic ? "" : region.name,
            account: account.value,
            resource: "repository/" + name
        )
    }

    /// `arn:PARTITION:ecr-public::ACCOUNT:registry/ACCOUNT`.
    package static func publicRegistry(of account: AccountID) -> ARN {
        ARN(
            partition: Partition.aws.name,
            service: "ecr-public",
            region: "",
            account: account.value,
            resource: "registry/" + account.value
        )
    }

    package var description: String { "arn:\(partition):\(service):\(region):\(account):\(resource)" }

    /// What follows the last slash of the resource: the name of a user, a role or a policy, whatever its path.
    package var lastPart: String { String(resource.split(separator: "/").last ?? "") }

    /// Whether a text means this user, role or policy: it is the ARN itself, or the name, which has no path.
    package func isMeant(by text: String) -> Bool { text == description || text == lastPart }
}

extension ARN: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let arn = ARN(text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "'\(text)' is not an ARN")
        }
        self = arn
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
