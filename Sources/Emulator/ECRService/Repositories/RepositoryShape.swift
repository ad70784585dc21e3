import AWSCore
import AWSProtocols
import Foundation
import World

/// How the ECR API writes what the world holds.
enum RepositoryShape {
    /// `Repository` of docs/aws/ecr.md, "Structures".
    static func json(_ repository: Repository, _ call: ECRCall) -> JSONValue {
        var members = short(repository, call)
        members["imageScanningConfiguration"] = .object(["scanOnPush": .bool(repository.scanOnPush)])
        members["encryptionConfiguration"] = repository.encryption.json
        return .object(members)
    }

    /// The form of DeleteRepository's answer, which leaves out scanning and encryption.
    static func short(_ repository: Repository, _ call: ECRCall) -> [String: JSONValue] {
        let members: [String: JSONValue] = [
            "repositoryArn": .string(repository.arn.description),
            "registryId": .string(repository.account.value),
            "repositoryName": .string(repository.name),
            "repositoryUri": .string(repository.uri),
            "createdAt": call.timestamp(repository.createdAt),
        ]
        return members.merging(repository.tagMutability.members) { $1 }
    }
}
