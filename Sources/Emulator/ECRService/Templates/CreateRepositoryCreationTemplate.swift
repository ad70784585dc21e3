import AWSCore
package import AWSProtocols
import IAM
package import World

/// Says what the repositories are like that ECR itself makes below a prefix (docs/aws/ecr.md, "Operations on creation
/// templates"; docs/aws/ecr-repositories.md, "Creation templates").
package struct CreateRepositoryCreationTemplate: ECROperation {
    package static let name = "CreateRepositoryCreationTemplate"
    package static let reporting = InputReporting.all

    private let prefix: String
    private let settings: TemplateSettings

    package init(_ input: inout ECRInput) throws(ECRError) {
        prefix = try input.templatePrefix()
        settings = try TemplateSettings(&input, isNew: true)
    }

    package func questions(_ call: ECRCall) -> [Question] { [Question(Self.action, on: call.ownRegistry)] }

    package func perform(_ call: ECRCall) async throws(ECRError) -> JSONValue {
        let account = call.caller.accountID
        let policies = try settings.checkedPolicies()
        var template = RepositoryCreationTemplate(prefix: prefix, appliedFor: [], createdAt: call.now)
        settings.apply(to: &template, policies, in: call.region, of: account)
        try await call.updateRegistry { registry in
            guard registry.creationTemplates[prefix] == nil else {
                throw ECRError.templateAlreadyExists(prefix, in: account)
            }
            registry.creationTemplates[prefix] = template
        }
        return TemplateShape.answer(template, call)
    }
}
