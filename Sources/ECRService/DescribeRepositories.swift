import AWSCore
package import AWSProtocols
import Images
import Storage
import World

/// Lists repositories: those named, or all of a registry, page by page and by name (emulator.md D.1, D.4, D.6).
package struct DescribeRepositories: ECROperation {
    package static let action = "ecr:DescribeRepositories"

    private let registryID: AccountID?
    private let repositoryNames: [String]?
    private let page: PageRequest

    package init(_ members: InputMembers) throws(ECRError) {
        registryID = try members.registryID()
        repositoryNames = try members.strings("repositoryNames")
        page = try PageRequest(members)
        try RepositoryName.check(repositoryNames ?? [], in: "repositoryNames")
    }

    /// Each repository that is named, or all there are.
    package func questions(_ call: ECRCall) -> [ECRQuestion] {
        let account = call.registry(registryID)
        guard let repositoryNames, !repositoryNames.isEmpty else {
            return [ECRQuestion(Self.action, on: .allRepositories(of: account, call.region))]
        }
        return repositoryNames.map { ECRQuestion(Self.action, on: .repository($0, account, call.region)) }
    }

    package var requestParameters: [String: JSONValue] {
        var parameters = page.requestParameters
        if let registryID { parameters["registryId"] = .string(registryID.value) }
        if let repositoryNames { parameters["repositoryNames"] = .array(repositoryNames.map { .string($0) }) }
        return parameters
    }

    package func perform(_ call: ECRCall) throws(ECRError) -> JSONValue {
        try check()
        let account = call.registry(registryID)
        if let repositoryNames { return try describe(repositoryNames, in: account, call) }
        let question = ["repositories", account.value, call.region.name]
        let last = try page.start(for: question)
        let rest = call.world.repositories(account, call.region).drop { $0.name <= last ?? "" }
        let found = page.cut(rest, for: question, by: \.name)
        var answer: [String: JSONValue] = [
            "repositories": .array(found.elements.map { RepositoryShape.json($0, call) })
        ]
        if let token = found.nextToken { answer["nextToken"] = .string(token) }
        return .object(answer)
    }

    private func describe(_ names: [String], in account: AccountID, _ call: ECRCall) throws(ECRError) -> JSONValue {
        var repositories: [JSONValue] = []
        for name in names {
            guard let repository = call.world.repository(account, call.region, name) else {
                throw ECRError(
                    .repositoryNotFound(RepositoryID(account: account, region: call.region, name: name))
                )
            }
            repositories.append(RepositoryShape.json(repository, call))
        }
        return .object(["repositories": .array(repositories)])
    }

    private func check() throws(ECRError) {
        try page.check()
        guard let repositoryNames else { return }
        guard !repositoryNames.isEmpty else { throw .tooShort("repositoryNames", 1) }
        guard repositoryNames.count <= 100 else { throw .tooLong("repositoryNames", 100) }
        try page.checkUnused(with: "repositoryNames")
    }
}
