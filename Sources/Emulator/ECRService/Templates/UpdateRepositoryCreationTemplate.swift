import AWSCore
package import AWSProtocols
import Foundation
import IAM
package import World

/// Changes what a template says; what is not given stays as it was (inferred). Repositories that are there stay as they
/// are.
package struct UpdateRepositoryCreationTemplate: ECROperation {
    package static let name = "UpdateRepositoryCreationTemplate"
    package static let reporting = InputReporting.all

    private let prefix: String
    private let settings: TemplateSettings

    package init(_ input: inout ECRInput) throws(ECRError) {
        prefix = try input.templatePrefix()
        settings = try TemplateSettings(&input, isNew: false)
    }

    package func questions(_ call: ECRCall) -> [Question] { [Question(Self.action, on: call.ownRegistry)] }

    package func perform(_ call: ECRCall) async throws(ECRError) -> JSONValue {
        let account = call.caller.accountID
        let policies = try settings.checkedPolicies()
        let missing = ECRError.templateNotFound(prefix, in: account)
        let registry = try await call.updateRegistry { registry in
            guard var template = registry.creationTemplates[prefix] else { throw missing }
            settings.apply(to: &template, policies, in: call.region, of: account)
            template.updatedAt = call.now
            registry.creationTemplates[prefix] = template
        }
        guard let template = registry.creationTemplates[prefix] else { throw missing }
        return TemplateShape.answer(template, call)
    }
}
