import AWSProtocols
import World

/// What documents would allow, whoever had them.
package struct SimulateCustomPolicy: IAMOperation {
    package static let name = "SimulateCustomPolicy"

    private let parameters: SimulationParameters

    package init(_ input: inout IAMInput) throws(IAMError) {
        parameters = try SimulationParameters(&input, needsPolicies: true)
        try input.finish()
    }

    package func subject(_ call: IAMCall) -> IAMSubject { .account }

    package func perform(_ call: IAMCall) throws(IAMError) -> IAMResult? {
        try parameters.result(of: Self.name, SimulationParameters.Side(), call)
    }
}
