import AWSCore
package import AWSProtocols
import Images
import Storage
package import World

/// Lists repositories: those named, or all, page by page (docs/aws/ecr-repositories.md, "Settings").
package struct DescribeRepositories: ECROperation {
    package static let name = "DescribeRepositories"

    private let registryID: AccountID?
    private let repositoryNames: [String]?
    private let page: PageRequest

    package init(_ input: inout ECRInput) throws(ECRError) {
        registryID = try input.registryID()
        repositoryNames = try input.repositoryNames(atMost: 100)
        page = try PageRequest(&input)
    }

    /// Each repository that is named, or all there are.
    package func questions(_ call: ECRCall) -> [Question] {
        let account = call.registry(registryID)
        guard let repositoryNames, !repositoryNames.isEmpty else {
            return [Question(Self.action, on: .allRepositories(of: account, call.region))]
        }
        return repositoryNames.map { Question(Self.action, on: .repository($0, account, call.region)) }
    }

    package func perform(_ call: ECRCall) throws(ECRError) -> JSONValue {
        if repositoryNames != nil { try page.checkUnused(with: "repositoryNames") }
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

}
