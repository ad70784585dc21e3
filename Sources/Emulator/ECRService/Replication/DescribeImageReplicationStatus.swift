import AWSCore
package import AWSProtocols
import Images
import Storage
import World

/// What became of the copies of an image in other registries (docs/aws/ecr.md, "Operations on replication"). A push is
/// answered once they are made, so that none is under way.
package struct DescribeImageReplicationStatus: RepositoryOperation {
    package static let name = "DescribeImageReplicationStatus"

    package let repository: RepositoryReference
    private let identifier: ImageIdentifier

    package init(_ input: inout ECRInput) throws(ECRError) {
        repository = try RepositoryReference(&input)
        identifier = try ImageIdentifier(ofOne: &input)
    }

    package func perform(_ call: ECRCall) async throws(ECRError) -> JSONValue {
        let found = try repository.repository(call)
        let replications = try await call.stored { store -> [ImageReplication]? in
            guard case .found(let image) = try ImageLookup(identifier, in: found.id, of: store) else { return nil }
            return try store.replications(of: image.digest, in: found.id)
        }
        guard let replications else { throw .imageNotFound(identifier.description, in: found.name, found.account) }
        return .object([
            "repositoryName": .string(found.name),
            "imageId": identifier.json,
            "replicationStatuses": .array(replications.map(\.json)),
        ])
    }
}

extension ImageReplication {
    /// `ImageReplicationStatus` of the API's model.
    fileprivate var json: JSONValue {
        var members: [String: JSONValue] = [
            "region": .string(region.name),
            "registryId": .string(account.value),
            "status": .string(failure == nil ? "COMPLETE" : "FAILED"),
        ]
        if let failure { members["failureCode"] = .string(failure) }
        return .object(members)
    }
}
