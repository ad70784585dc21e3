import AWSCore

extension FaultRule {
    /// What is wrong with the rule by itself; nil where nothing is.
    var problem: String? {
        if let times, times < 1 { return "A fault cannot hit \(times) calls; give 1 or more, or nothing for all." }
        if let after, after < 0 { return "A fault cannot begin after \(after) calls; give 0 or more." }
        if let probability, !(probability > 0 && probability <= 1) {
            return "A probability of \(probability) is not one; give a number above 0, up to 1."
        }
        if seed != nil, probability == nil, kind != .corrupt {
            return "A seed decides nothing here; give a probability too, or the kind corrupt."
        }
        // The journal repeats them with every call that the fault hits.
        for (name, text) in [("call", call), ("of", of ?? "")] where text.utf8.count > 256 {
            return "A fault's \(name) has \(text.utf8.count) bytes; 256 are the most."
        }
        return valueProblem
    }

    private var valueProblem: String? {
        let uses = kind.entry.values
        for value in given where !uses.contains(where: { $0.value == value }) {
            let kinds = Fault.Kind.allCases.filter { $0.entry.values.contains { $0.value == value } }.map(\.rawValue)
            return "A fault of kind \(kind.rawValue) takes no \(value.rawValue); \(kinds.joined(separator: ", ")) "
                + (kinds.count == 1 ? "does." : "do.")
        }
        for use in uses {
            guard given.contains(use.value) else {
                if use.isRequired { return "A fault of kind \(kind.rawValue) takes a \(use.value.rawValue); give one." }
                continue
            }
            if let problem = problem(of: use) { return problem }
        }
        return nil
    }

    private func problem(of use: Fault.Use) -> String? {
        let size: Double
        switch use.value {
        case .time: size = time ?? 0
        case .rate: size = Double(rate ?? 0)
        case .bytes: size = Double(bytes ?? 0)
        case .status: size = Double(status ?? 0)
        case .code:
            let text = code ?? ""
            guard text.utf8.allSatisfy({ $0.isWordCharacter || $0 == 0x2E || $0 == 0x2D }) else {
                return "'\(text)' is not an error code; give letters, digits, '.', '-' and '_'."
            }
            size = Double(text.utf8.count)
        case .message:
            let text = message ?? ""
            guard !text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else {
                return "An error's message is one line without control characters; take them away."
            }
            size = Double(text.utf8.count)
        }
        guard use.limits.contains(size), !(kind == .skew && (size == 0 || size != size.rounded())) else {
            let least = Self.number(use.limits.lowerBound)
            let most = Self.number(use.limits.upperBound)
            return "A fault of kind \(kind.rawValue) takes \(least) to \(most)\(use.unit), not \(Self.number(size))"
                + (kind == .skew ? "; they are whole, and not 0." : ".")
        }
        return nil
    }

    private static func number(_ value: Double) -> String {
        Int(exactly: value).map(String.init) ?? String(value)
    }
}

extension Fault.Use {
    fileprivate var unit: String {
        switch value {
        case .time: " seconds"
        case .rate: " bytes a second"
        case .bytes: " bytes"
        case .code, .message: " bytes of \(value.rawValue)"
        case .status: " as its status"
        }
    }
}
