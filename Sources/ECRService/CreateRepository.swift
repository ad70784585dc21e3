import AWSCore
package import AWSProtocols
import World

/// Makes an empty repository (emulator.md D.1, D.6).
package struct CreateRepository: ECROperation {
    private let repositoryName: String
    private let registryID: AccountID?
    private let settings: RepositorySettings
    private let tags: ResourceTags

    package init(_ members: InputMembers) throws(ECRError) {
        repositoryName = try members.repositoryName()
        registryID = try members.registryID()
        settings = try RepositorySettings(members)
        tags = try ResourceTags(members)
    }

    /// With tags the caller must be allowed to tag as well.
    package var carriesTags: Bool { !tags.pairs.isEmpty }

    /// The repository to be.
    package func repository(_ call: ECRCall) -> [ECRResource] {
        [.repository(repositoryName, call.registry(registryID), call.region)]
    }

    package var requestParameters: [String: JSONValue] {
        var parameters: [String: JSONValue] = [
            "repositoryName": .string(repositoryName),
            "imageTagMutability": .string(settings.imageTagMutability),
            "imageScanningConfiguration": .object(["scanOnPush": .bool(settings.scanOnPush)]),
            "encryptionConfiguration": .object(["encryptionType": .string(settings.encryptionType)]),
        ]
        if let registryID { parameters["registryId"] = .string(registryID.value) }
        if carriesTags {
            parameters["tags"] = .array(
                tags.pairs.map { .object(["Key": .string($0.key), "Value": .string($0.value)]) }
            )
        }
        return parameters
    }

    package func perform(_ call: ECRCall) throws(ECRError) -> JSONValue {
        try settings.check()
        try tags.check()
        let account = call.registry(registryID)
        let repository = Repository(
            name: repositoryName,
            account: account,
            region: call.region,
            createdAt: call.now,
            imageTagMutability: settings.imageTagMutability,
            exclusionFilters: settings.exclusionFilters ?? [],
            scanOnPush: settings.scanOnPush,
            encryptionType: settings.encryptionType,
            kmsKey: settings.effectiveKey(in: call.region, of: account),
            tags: Dictionary(tags.pairs.map { ($0.key, $0.value) }, uniquingKeysWith: { $1 })
        )
        guard try call.change({ world in try world.createRepository(repository) }) else {
            throw .repositoryAlreadyExists(repositoryName, in: account)
        }
        return .object(["repository": RepositoryShape.json(repository)])
    }
}
