import AWSCore
package import AWSProtocols
package import World

/// The rules of the caller's registry, page by page and by prefix: all, or those named, of which each must be there
/// (docs/aws/ecr.md, "Operations on pull-through caches" and "Pages").
package struct DescribePullThroughCacheRules: ECROperation {
    package static let name = "DescribePullThroughCacheRules"
    package static let reporting = InputReporting.all

    private let registryID: AccountID?
    /// As rules have them; nil where all are asked for.
    private let prefixes: [String]?
    private let page: PageRequest

    package init(_ input: inout ECRInput) throws(ECRError) {
        registryID = try input.registryID()
        prefixes = try input.texts("ecrRepositoryPrefixes", .length(1...100) + .elements(.cachePrefix)).map {
            prefixes in
            prefixes.map { RepositoryPrefix.read($0) ?? $0 }
        }
        page = try PageRequest(&input)
    }

    package func questions(_ call: ECRCall) -> [Question] {
        [Question(Self.action, on: .account(call.registry(registryID)))]
    }

    package func perform(_ call: ECRCall) throws(ECRError) -> JSONValue {
        let account = call.caller.accountID
        let rules = call.registrySettings.pullThroughCacheRules
        for prefix in prefixes ?? [] where rules[prefix] == nil { throw .cacheRuleNotFound(prefix, in: account) }
        let question = [
            "pull through cache rules", account.value, call.region.name,
            prefixes.map { Set($0).sorted().joined(separator: " ") } ?? "*",
        ]
        let last = try page.start(for: question)
        let rest = rules.values.filter { prefixes?.contains($0.prefix) ?? true }.sorted { $0.prefix < $1.prefix }
            .drop { $0.prefix <= last ?? "" }
        let found = page.cut(rest, for: question, by: \.prefix)
        var answer: [String: JSONValue] = [
            "pullThroughCacheRules": .array(found.elements.map { CacheRuleShape.json($0, call) })
        ]
        if let token = found.nextToken { answer["nextToken"] = .string(token) }
        return .object(answer)
    }
}
