import AWSCore
import AWSProtocols
import IAM
import World

/// Lets something go wrong with calls.
package struct AddFault: BodyVerb {
    package static let route = ControlRoute(.post, "faults")
    package static var form: String {
        let kinds = Fault.Kind.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: " or ")
        return "{\"kind\": \(kinds), \"call\": \"ecr:PutImage\", \"times\": N, …}"
    }

    private let rule: FaultRule

    package init(_ rule: FaultRule) { self.rule = rule }

    package init(from decoder: any Decoder) throws { rule = try FaultRule(from: decoder) }

    package func encode(to encoder: any Encoder) throws { try rule.encode(to: encoder) }

    package static let members: [String]? = FaultRule.CodingKeys.allCases.map(\.rawValue)

    package static func refusal(of member: String) -> String {
        let known = members ?? []
        let hint = SimilarNames.suggestion(for: member, among: known).map { "; did you mean \($0)?" }
        return "A fault has no '\(member)'\(hint ?? "; it has \(known.joined(separator: ", ")).")"
    }

    package func perform(on emulator: Emulator) throws(ControlError) -> Fault {
        if let problem = rule.problem { throw .invalid(problem) }
        let pattern = ActionPattern(rule.call)
        let named = OperationTable.all.filter { pattern.matches($0.callName) }
        guard !named.isEmpty else {
            throw .invalid(
                "'\(rule.call)' names no call; give one as drydock events shows it, such as ecr:PutImage or sts:*."
            )
        }
        let hit = named.filter(rule.kind.concerns)
        guard !hit.isEmpty else {
            throw .invalid("'\(rule.call)' names no call that a fault of kind \(rule.kind.rawValue) can hit.")
        }
        guard rule.of == nil || hit.contains(where: \.knowsCaller) else {
            throw .invalid("'\(rule.call)' names no call whose caller is known then; leave out whose calls are hit.")
        }
        do {
            return emulator.faultTable.add(rule, of: try emulator.world.principals(named: rule.of))
        } catch {
            throw .invalid("\(error)")
        }
    }
}

extension Fault: ControlReply, ControlReplyElement {}
