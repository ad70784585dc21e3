import AWSCore
import AWSProtocols
import Images
import Storage
import World

/// The repositories that DescribeRepositories is asked for, of ECR or of ECR Public: those named, or all, page by page.
struct RepositoryListing: Sendable {
    private let registryID: AccountID?
    private let repositoryNames: [String]?
    private let page: PageRequest

    init(_ input: inout ECRInput) throws(ECRError) {
        registryID = try input.registryID()
        repositoryNames = try input.repositoryNames(atMost: 100)
        page = try PageRequest(&input)
    }

    /// Each repository that is named, or all there are.
    func questions(_ action: String, _ call: ECRCall) -> [Question] {
        let account = call.registry(registryID)
        guard let repositoryNames, !repositoryNames.isEmpty else {
            return [Question(action, on: .allRepositories(of: account, call.region))]
        }
        return repositoryNames.map { Question(action, on: .repository($0, account, call.region)) }
    }

    /// - Parameter shape: how a repository is written.
    /// - Throws: that the first of the repositories that are named and not there is not.
    func answer(_ call: ECRCall, _ shape: (Repository) -> JSONValue) throws(ECRError) -> JSONValue {
        if repositoryNames != nil { try page.checkUnused(with: "repositoryNames") }
        let account = call.registry(registryID)
        if let repositoryNames {
            return .object(["repositories": .array(try named(repositoryNames, in: account, call).map(shape))])
        }
        let question = ["repositories", account.value, call.region.name]
        let last = try page.start(for: question)
        let rest = call.world.repositories(account, call.region, after: last, limit: page.size + 1)
        let found = page.cut(rest, for: question, by: \.name)
        var answer: [String: JSONValue] = ["repositories": .array(found.elements.map(shape))]
        if let token = found.nextToken { answer["nextToken"] = .string(token) }
        return .object(answer)
    }

    private func named(_ names: [String], in account: AccountID, _ call: ECRCall) throws(ECRError) -> [Repository] {
        var repositories: [Repository] = []
        for name in names {
            guard let repository = call.world.repository(account, call.region, name) else {
                throw ECRError(.repositoryNotFound(RepositoryID(account: account, region: call.region, name: name)))
            }
            repositories.append(repository)
        }
        return repositories
    }
}
