import AWSCore
package import AWSProtocols
package import World

/// Takes a template away; the repositories that it has made stay (docs/aws/ecr.md, "Operations on creation templates").
package struct DeleteRepositoryCreationTemplate: ECROperation {
    package static let name = "DeleteRepositoryCreationTemplate"
    package static let reporting = InputReporting.all

    private let prefix: String

    package init(_ input: inout ECRInput) throws(ECRError) {
        prefix = try input.templatePrefix()
    }

    package func questions(_ call: ECRCall) -> [Question] { [Question(Self.action, on: call.ownRegistry)] }

    /// - Returns: the template that was there.
    package func perform(_ call: ECRCall) async throws(ECRError) -> JSONValue {
        let missing = ECRError.templateNotFound(prefix, in: call.caller.accountID)
        var removed: RepositoryCreationTemplate?
        try await call.updateRegistry { registry in
            guard let template = registry.creationTemplates.removeValue(forKey: prefix) else { throw missing }
            removed = template
        }
        guard let removed else { throw missing }
        return TemplateShape.answer(removed, call)
    }
}
