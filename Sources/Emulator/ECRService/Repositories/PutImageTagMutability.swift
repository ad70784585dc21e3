package import AWSProtocols
import World

/// Sets whether the tags of a repository can be moved (docs/aws/ecr-repositories.md, "Tag mutability").
package struct PutImageTagMutability: RepositoryOperation {
    package static let name = "PutImageTagMutability"

    package let repository: RepositoryReference
    private let setting: MutabilitySetting

    package init(_ input: inout ECRInput) throws(ECRError) {
        repository = try RepositoryReference(&input)
        setting = try MutabilitySetting(&input, isRequired: true)
    }

    package func perform(_ call: ECRCall) async throws(ECRError) -> JSONValue {
        try setting.check()
        try await repository.update(call) { $0.tagMutability = setting.value }
        return repository.answer(call, setting.value.members)
    }

}
