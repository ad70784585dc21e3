import Emulator

/// A fault on one line.
enum FaultLine {
    /// Such as `Fault 1: throttle on ecr:PutImage, 2 more calls`.
    static func text(_ fault: Fault) -> String {
        let left = fault.remaining.map { "\($0) more \($0 == 1 ? "call" : "calls")" } ?? "all calls"
        return (["Fault \(fault.number): \(what(fault))", left] + conditions(fault.rule)).joined(separator: ", ")
    }

    /// As what a call's end is put down to.
    static func cause(_ fault: Fault) -> String {
        "fault of this emulator, number \(fault.number), \(what(fault)): see drydock fault."
    }

    /// What happens to which calls, such as `skew -20m on ecr:*`.
    private static func what(_ fault: Fault) -> String {
        let rule = fault.rule
        let values = Fault.Value.allCases.compactMap { value in FaultValueText.text(value, of: rule) }
        let of = rule.of.map { " of \($0)" } ?? ""
        return "\(([fault.kind.rawValue] + values).joined(separator: " ")) on \(rule.call)\(of)"
    }

    private static func conditions(_ rule: FaultRule) -> [String] {
        var conditions: [String] = []
        if let after = rule.after, after > 0 { conditions.append("after \(after) \(after == 1 ? "call" : "calls")") }
        let seed = "seed \(rule.seed ?? 0)"
        if let probability = rule.probability {
            conditions.append("each with probability \(probability) (\(seed))")
        } else if rule.seed != nil {
            conditions.append(seed)
        }
        return conditions
    }
}
