package import AWSProtocols
import Foundation
package import World

/// Says which images of the caller's registry are signed when they are pushed, in place of what was said before
/// (docs/aws/ecr.md, "Operations on signing"). Images that are there are not signed.
package struct PutSigningConfiguration: ECROperation {
    package static let name = "PutSigningConfiguration"
    package static let reporting = InputReporting.all

    private let rules: [SigningConfiguration.Rule]

    package init(_ input: inout ECRInput) throws(ECRError) {
        rules = try input.requiredStructure("signingConfiguration") { (configuration) throws(ECRError) in
            try configuration.structures("rules", length: 0...SigningConfiguration.mostRules, isRequired: true) {
                (rule) throws(ECRError) in
                let profile = try rule.requiredText("signingProfileArn", .signingProfile)
                let filters = try rule.structures("repositoryFilters", length: SigningConfiguration.filterCount) {
                    (filter) throws(ECRError) in
                    let text = try filter.requiredText("filter", .signingFilter)
                    _ = try filter.requiredText("filterType", .values(["WILDCARD_MATCH"]))
                    return RepositoryFilter(text)
                }
                return SigningConfiguration.Rule(profile: profile, filters: filters.map { $0.compactMap(\.self) })
            } ?? []
        }
    }

    package func questions(_ call: ECRCall) -> [Question] { [Question(Self.action, on: call.ownRegistry)] }

    package func perform(_ call: ECRCall) async throws(ECRError) -> JSONValue {
        let configuration = SigningConfiguration(rules: rules, since: call.now)
        try await call.updateRegistry { $0.signing = configuration }
        return .object(["signingConfiguration": SigningShape.json(configuration)])
    }
}
