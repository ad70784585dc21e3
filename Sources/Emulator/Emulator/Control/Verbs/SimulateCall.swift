package import IAM

/// Whether a principal may do something, asked without a call.
package struct SimulateCall: BodyVerb {
    package static let route = ControlRoute(.post, "iam/simulate")
    package static let form = "{\"principal\": …, \"action\": …, \"resource\": …, \"context\": {KEY: [VALUE]}}"

    /// A user or role by name or ARN, or a session by ARN.
    private let principal: String
    /// Such as `ecr:PutImage`.
    private let action: String
    /// An ARN, or `*`.
    private let resource: String
    /// Condition keys beside those that the world knows.
    private let context: [String: [String]]

    package init(principal: String, action: String, resource: String, context: [String: [String]] = [:]) {
        self.principal = principal
        self.action = action
        self.resource = resource
        self.context = context
    }

    package init(from decoder: any Decoder) throws {
        let members = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            principal: try members.decode(String.self, forKey: .principal),
            action: try members.decode(String.self, forKey: .action),
            resource: try members.decode(String.self, forKey: .resource),
            context: try members.decodeIfPresent([String: [String]].self, forKey: .context) ?? [:]
        )
    }

    package func perform(on emulator: Emulator) throws(ControlError) -> Explanation {
        do {
            return try emulator.simulate(principal: principal, action: action, resource: resource, context: context).1
        } catch {
            throw .invalid("\(error)")
        }
    }
}

extension Explanation: ControlReply {}
