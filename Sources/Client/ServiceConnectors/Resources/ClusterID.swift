package import AWSCore

/// The resource ID of a `kubernetes-cluster` resource: a cluster's name (docs/zenml/connectors.md, "Resource IDs").
package struct ClusterID: Sendable, Equatable {
    /// The canonical name.
    package let name: String

    /// Reads a cluster's name or its ARN, which must be of the connector's region.
    ///
    /// - Throws: ``ConnectorError`` of kind `value`.
    package init(_ text: String, in region: Region) throws(ConnectorError) {
        var name = text[...]
        if text.hasPrefix("arn:") {
            guard let arn = ARN(text), arn.service == "eks", AccountID(arn.account) != nil,
                Partition(name: arn.partition) != nil, arn.resource.hasPrefix("cluster/")
            else { throw ClusterID.malformed(text) }
            name = arn.resource.dropFirst("cluster/".count)
            guard ClusterID.isName(name) else { throw ClusterID.malformed(text) }
            guard arn.region == region.name else {
                throw .value(
                    "The AWS region for the \(text) EKS cluster (\(arn.region)) does not match the region configured in "
                        + "the connector (\(region))."
                )
            }
        }
        guard ClusterID.isName(name) else { throw ClusterID.malformed(text) }
        self.name = String(name)
    }

    private static func malformed(_ text: String) -> ConnectorError {
        .value(
            """
            Invalid resource ID for a EKS cluster: \(text). Supported formats are:
            EKS cluster ARN: arn:aws:eks:<region>:<account-id>:cluster/<cluster-name>
            ECR cluster name: <cluster-name>
            """
        )
    }

    private static func isName(_ text: Substring) -> Bool {
        guard let first = text.utf8.first, first.isWordCharacter, first != 0x5F else { return false }
        return text.utf8.allSatisfy { $0.isWordCharacter || $0 == 0x2D }
    }
}
