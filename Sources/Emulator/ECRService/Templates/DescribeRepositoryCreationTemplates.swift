import AWSCore
package import AWSProtocols
package import World

/// The templates of the caller's registry, page by page and by prefix: all, or those named. One that is named and not
/// there is left out, for the model has no error for it (docs/aws/ecr.md, "Operations on creation templates" and
/// "Pages").
package struct DescribeRepositoryCreationTemplates: ECROperation {
    package static let name = "DescribeRepositoryCreationTemplates"
    package static let reporting = InputReporting.all

    /// As templates have them; nil where all are asked for.
    private let prefixes: Set<String>?
    private let page: PageRequest

    package init(_ input: inout ECRInput) throws(ECRError) {
        prefixes = try input.texts("prefixes", eachOf: .templatePrefix).map { prefixes in
            Set(prefixes.map { RepositoryPrefix.read($0) ?? $0 })
        }
        page = try PageRequest(&input)
    }

    package func questions(_ call: ECRCall) -> [Question] { [Question(Self.action, on: call.ownRegistry)] }

    package func perform(_ call: ECRCall) throws(ECRError) -> JSONValue {
        let account = call.caller.accountID
        let question = [
            "creation templates", account.value, call.region.name, prefixes?.sorted().joined(separator: " ") ?? "*",
        ]
        let last = try page.start(for: question)
        let rest = call.registrySettings.creationTemplates.values
            .filter { prefixes?.contains($0.prefix) ?? true }
            .sorted { $0.prefix < $1.prefix }
            .drop { $0.prefix <= last ?? "" }
        let found = page.cut(rest, for: question, by: \.prefix)
        var answer: [String: JSONValue] = [
            "registryId": .string(account.value),
            "repositoryCreationTemplates": .array(found.elements.map { TemplateShape.json($0, call) }),
        ]
        if let token = found.nextToken { answer["nextToken"] = .string(token) }
        return .object(answer)
    }
}
