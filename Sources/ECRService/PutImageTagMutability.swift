package import AWSProtocols
import World

/// Sets whether the tags of a repository can be moved. Present tags stay where they are (emulator.md D.6).
package struct PutImageTagMutability: RepositoryOperation {
    package static let action = "ecr:PutImageTagMutability"

    package let repository: RepositoryReference
    private let setting: MutabilitySetting

    package init(_ members: InputMembers) throws(ECRError) {
        repository = try RepositoryReference(members)
        setting = try MutabilitySetting(members)
        guard setting.given != nil else { throw members.missing("imageTagMutability") }
    }

    package var requestParameters: [String: JSONValue] { repository.requestParameters.merging(members) { $1 } }

    package func perform(_ call: ECRCall) throws(ECRError) -> JSONValue {
        try setting.check()
        try repository.update(call) { found in
            found.imageTagMutability = setting.value
            found.exclusionFilters = setting.filters ?? []
        }
        return repository.answer(call, members)
    }

    private var members: [String: JSONValue] {
        var members: [String: JSONValue] = ["imageTagMutability": .string(setting.value)]
        if let filters = MutabilitySetting.json(ofFilters: setting.filters ?? []) {
            members["imageTagMutabilityExclusionFilters"] = filters
        }
        return members
    }
}
