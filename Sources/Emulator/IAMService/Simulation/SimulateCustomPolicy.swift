import AWSProtocols
import World

/// What documents would allow, whoever had them.
package struct SimulateCustomPolicy: IAMOperation {
    package static let name = "SimulateCustomPolicy"

    private let parameters: SimulationParameters
    private let levels: [[String]]

    package init(_ input: inout IAMInput) throws(IAMError) {
        parameters = try SimulationParameters(&input, needsPolicies: true)
        levels =
            try input.structures("OrderedOrganizationPolicyInputList", length: 0...7) { (level) throws(IAMError) in
                try level.texts("ServiceControlPolicyInputList", eachOf: .policyDocument) ?? []
            } ?? []
        try input.finish()
    }

    package func subject(_ call: IAMCall) -> IAMSubject { .account }

    package func perform(_ call: IAMCall) throws(IAMError) -> IAMResult? {
        var side = SimulationParameters.Side()
        for level in levels {
            side.serviceControl.append(try SimulatedPolicy.read(level, as: "ServiceControlPolicyInputList"))
        }
        return try parameters.result(of: Self.name, side, call)
    }
}
