import AWSProtocols
import World

/// What the policies of a user, a group or a role allow, with those of its organization, its boundary, and documents that
/// the call passes.
package struct SimulatePrincipalPolicy: IAMOperation {
    package static let name = "SimulatePrincipalPolicy"

    private let source: String
    private let parameters: SimulationParameters
    private let exclusions: [PolicyExclusion]

    package init(_ input: inout IAMInput) throws(IAMError) {
        source = try input.requiredText("PolicySourceArn", .arn)
        parameters = try SimulationParameters(&input, needsPolicies: false)
        exclusions =
            try input.structures("PolicyExclusionList", length: 0...256) { (entry) throws(IAMError) in
                try PolicyExclusion(&entry)
            } ?? []
        try input.finish()
    }

    package func subject(_ call: IAMCall) throws(IAMError) -> IAMSubject { try call.policySource(source).subject }

    package func perform(_ call: IAMCall) throws(IAMError) -> IAMResult? {
        let source = try call.policySource(source)
        guard let held = source.held else { throw source.absent }
        for exclusion in exclusions { try exclusion.check() }
        let side = SimulationParameters.Side(
            held: held,
            boundary: source.boundary,
            principal: source.principal,
            exclusions: exclusions
        )
        return try parameters.result(of: Self.name, side, call)
    }
}
