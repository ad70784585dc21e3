import AWSCore
package import AWSProtocols
import World

/// Lists repositories: those named, or all of a registry, page by page and by name (emulator.md D.1, D.4, D.6).
package struct DescribeRepositories: ECROperation {
    private let registryID: AccountID?
    private let repositoryNames: [String]?
    private let nextToken: String?
    private let maxResults: Int?

    package init(_ members: InputMembers) throws(ECRError) {
        registryID = try members.registryID()
        repositoryNames = try members.strings("repositoryNames")
        nextToken = try members.string("nextToken")
        maxResults = try members.integer("maxResults")
        for name in repositoryNames ?? [] { try RepositoryName.check(name, at: "repositoryNames") }
    }

    /// Each repository that is named, or all there are.
    package func repositories(_ call: ECRCall) -> [ECRResource] {
        let account = call.registry(registryID)
        guard let repositoryNames, !repositoryNames.isEmpty else { return [.repository("*", account, call.region)] }
        return repositoryNames.map { .repository($0, account, call.region) }
    }

    package var requestParameters: [String: JSONValue] {
        var parameters: [String: JSONValue] = [:]
        if let registryID { parameters["registryId"] = .string(registryID.value) }
        if let repositoryNames { parameters["repositoryNames"] = .array(repositoryNames.map { .string($0) }) }
        if let maxResults { parameters["maxResults"] = .integer(maxResults) }
        if let nextToken { parameters["nextToken"] = .string(nextToken) }
        return parameters
    }

    package func perform(_ call: ECRCall) throws(ECRError) -> JSONValue {
        try check()
        let account = call.registry(registryID)
        if let repositoryNames { return try describe(repositoryNames, in: account, call) }
        var repositories = call.world.repositories(account, call.region)[...]
        if let nextToken {
            let last = try PageToken.last(in: nextToken, registry: account, region: call.region)
            repositories = repositories.drop { $0.name <= last }
        }
        let page = repositories.prefix(maxResults ?? 100)
        var answer: [String: JSONValue] = ["repositories": .array(page.map(RepositoryShape.json))]
        if page.count < repositories.count, let last = page.last {
            let token = PageToken(registry: account, region: call.region, last: last.name)
            answer["nextToken"] = .string(token.text)
        }
        return .object(answer)
    }

    private func describe(_ names: [String], in account: AccountID, _ call: ECRCall) throws(ECRError) -> JSONValue {
        var repositories: [JSONValue] = []
        for name in names {
            guard let repository = call.world.repository(account, call.region, name) else {
                throw .repositoryNotFound(name, in: account)
            }
            repositories.append(RepositoryShape.json(repository))
        }
        return .object(["repositories": .array(repositories)])
    }

    private func check() throws(ECRError) {
        if let maxResults {
            guard maxResults >= 1 else {
                throw .invalidParameter("maxResults", "Member must have value greater than or equal to 1")
            }
            guard maxResults <= 1000 else {
                throw .invalidParameter("maxResults", "Member must have value less than or equal to 1000")
            }
        }
        guard let repositoryNames else { return }
        guard !repositoryNames.isEmpty else {
            throw .invalidParameter("repositoryNames", "Member must have length greater than or equal to 1")
        }
        guard repositoryNames.count <= 100 else {
            throw .invalidParameter("repositoryNames", "Member must have length less than or equal to 100")
        }
        guard nextToken == nil else {
            throw .invalidParameter("nextToken", "nextToken cannot be used when repositoryNames is specified")
        }
        guard maxResults == nil else {
            throw .invalidParameter("maxResults", "maxResults cannot be used when repositoryNames is specified")
        }
    }
}
