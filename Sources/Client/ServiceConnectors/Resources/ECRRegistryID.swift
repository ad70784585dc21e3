package import AWSCore

/// The resource ID of a `docker-registry` resource: an ECR registry, named by its account and region
/// (docs/zenml/connectors.md, "Resource IDs").
package struct ECRRegistryID: Sendable, Equatable {
    package let account: AccountID
    package let region: Region

    package init(account: AccountID, region: Region) {
        self.account = account
        self.region = region
    }

    /// Reads a registry's host name, with or without a scheme and a repository, or the ARN of a repository.
    ///
    /// - Throws: ``ConnectorError`` of kind `value`, with the forms shown.
    package init(_ text: String) throws(ConnectorError) {
        guard let id = ECRRegistryID(arn: text) ?? ECRRegistryID(uri: text) else {
            throw .value(
                """
                Invalid resource ID for a ECR registry: \(text). Supported formats are:
                ECR repository ARN: arn:aws:ecr:<region>:<account-id>:repository[/<repository-name>]
                ECR repository URI: [https://]<account-id>.dkr.ecr.<region>.amazonaws.com[/<repository-name>]
                """
            )
        }
        self = id
    }

    /// The canonical name, which is the registry's plain host name.
    package var name: String { AWSHost.registry(account, region).name }

    private init?(arn text: String) {
        guard let arn = ARN(text), arn.service == "ecr", let account = AccountID(arn.account) else { return nil }
        guard let region = Region(arn.region), region.partition.name == arn.partition else { return nil }
        guard arn.resource == "repository" || ECRRegistryID.isPath(arn.resource.dropPrefix("repository")) else {
            return nil
        }
        self.init(account: account, region: region)
    }

    private init?(uri text: String) {
        let rest = text.dropPrefix("https://") ?? text.dropPrefix("http://") ?? text[...]
        let host = rest.prefix { $0 != "/" }
        let path = rest[host.endIndex...]
        guard path.isEmpty || ECRRegistryID.isPath(path) else { return nil }
        // ZenML takes no capitals, though other hosts may be written so.
        guard host == host.lowercased(), case .registry(let account, let region)? = AWSHost(host) else { return nil }
        self.init(account: account, region: region)
    }

    /// `/` and at least one more character.
    private static func isPath(_ text: Substring?) -> Bool {
        guard let text else { return false }
        return text.hasPrefix("/") && text.count > 1
    }
}

extension String {
    fileprivate func dropPrefix(_ prefix: String) -> Substring? {
        hasPrefix(prefix) ? dropFirst(prefix.count) : nil
    }
}
