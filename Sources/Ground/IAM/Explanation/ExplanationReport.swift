import AWSCore

extension Explanation {
    /// The lines that a person reads: the verdict and its cause first, then every layer, then what would allow the
    /// call. Lines are 100 characters long at most, except where a name or AWS's sentence is longer.
    package var report: [String] { ExplanationReport(self).lines }
}

/// Lays an explanation out as plain text.
private struct ExplanationReport {
    private let explanation: Explanation

    init(_ explanation: Explanation) {
        self.explanation = explanation
    }

    private static let width = 100
    private static let labelWidth = 28

    var lines: [String] { head + [""] + layers + hints + remedies }

    // MARK: - The verdict

    private var head: [String] {
        let verdict = explanation.decision.isAllowed ? "Allowed" : "Denied"
        let issuer = explanation.caller.issuer.map { " (of \($0.resource))" } ?? ""
        var lines = ["\(verdict): \(explanation.action) on \(explanation.resource)"]
        lines.append("  caller:   \(explanation.caller.arn)\(issuer)")
        lines += Self.wrapped(explanation.cause, first: "  why:      ", indent: 12)
        if let sentence = explanation.sentence { lines.append("  AWS says: \(sentence)") }
        return lines
    }

    // MARK: - The layers

    private var layers: [String] {
        ["Layers"] + explanation.layers.filter { !$0.layer.isRare || $0.part != .doesNotApply }.flatMap(layer)
    }

    private func layer(_ layer: Explanation.Layer) -> [String] {
        let isTrust = layer.layer == .resource && explanation.resourceKind == .trust
        let label = isTrust ? "role trust policy" : layer.layer.label
        let refuses = layer.isDecisive && !explanation.decision.isAllowed
        let start = (refuses ? "> " : "  ") + label.padded(to: Self.labelWidth)
        let said = layer.outcome.text(isPlural: label.hasSuffix("policies"), isLimit: layer.part == .limits)
        let lines = Self.wrapped(said + (layer.note.map { ": \($0)" } ?? ""), first: start, indent: start.count)
        return lines + layer.policies.flatMap { policy($0, of: layer) }
    }

    /// Of a policy no more than what made its layer say what it says.
    private func policy(_ policy: Explanation.Policy, of layer: Explanation.Layer) -> [String] {
        let title = policy.name + (policy.level.map { " at \($0)" } ?? "")
        switch layer.outcome {
        case .doesNotApply:
            return []
        case .allows:
            return allowing(policy, title)
        case .denies:
            let denying = policy.statements.filter { $0.isMatch && $0.effect == .deny }
            guard !denying.isEmpty else { return [] }
            return ["    \(title)"] + denying.flatMap(statement)
        case .silent:
            guard matters(layer) else { return [] }
            // Other levels of an organization may allow.
            let lines = allowing(policy, title)
            guard lines.isEmpty else { return lines }
            let all = policy.statements.filter { $0.effect == .allow }
            guard !all.isEmpty else { return Self.wrapped("\(title): nothing but denies", first: "    ", indent: 6) }
            let near = all.filter { !$0.isAboutOtherActions }
            return ["    \(title)"] + near.flatMap(statement)
                + summary(all.filter(\.isAboutOtherActions), of: all.count)
        }
    }

    /// The statements of a policy that allow, in a line; none where none does.
    private func allowing(_ policy: Explanation.Policy, _ title: String) -> [String] {
        let allowing = policy.statements.filter { $0.isMatch && $0.effect == .allow }.map(\.title)
        guard !allowing.isEmpty else { return [] }
        return Self.wrapped("\(title): \(allowing.joined(separator: ", "))", first: "    ", indent: 6)
    }

    /// Whether the layer's silence stands in the way of the call, or would once others are out of it.
    private func matters(_ layer: Explanation.Layer) -> Bool {
        layer.isDecisive || explanation.remedies.contains { $0.layer == layer.layer }
    }

    private func summary(_ far: [Explanation.Statement], of count: Int) -> [String] {
        guard let first = far.first else { return [] }
        if far.count == 1 {
            let wanted = first.elements.first { $0.name == "Action" }?.wanted
            let about = wanted.map { ": \(ExplanationElementWords.list($0))" } ?? ""
            return Self.wrapped("\(first.title) is about other actions\(about)", indent: 6)
        }
        let which = far.count < count ? "\(far.count) more" : count == 2 ? "both" : "all \(count)"
        return ["      \(which) statements are about other actions"]
    }

    private func statement(_ statement: Explanation.Statement) -> [String] {
        let elements = statement.isMatch ? statement.elements : statement.elements.filter { !$0.isMatch }
        return ["      \(statement.title) \(statement.isMatch ? "matches" : "does not match"):"]
            + elements.flatMap { element($0) }
    }

    private func element(_ element: StatementTrace.Element) -> [String] {
        let wanted = ExplanationElementWords.list(element.wanted)
        var lines = Self.wrapped("\(element.name): \(wanted)", first: "        ", indent: 10)
        if !element.isMatch || element.condition != nil {
            let found = element.found.isEmpty ? "no such key" : ExplanationElementWords.list(element.found)
            let subject = element.name.hasSuffix("Principal") ? "the caller is" : "the call has"
            lines += Self.wrapped("\(subject) \(found)", indent: 10)
        }
        // That a key is absent was said.
        if let note = element.note, !note.hasSuffix("is not in the request") {
            lines += Self.wrapped("(\(note))", indent: 10)
        }
        return lines
    }

    // MARK: - What would allow it

    private var hints: [String] {
        guard !explanation.hints.isEmpty else { return [] }
        var lines = ["", explanation.hints.count == 1 ? "One statement nearly allows it:" : "Nearly allowed by:"]
        for hint in explanation.hints {
            lines += Self.wrapped("\(hint.statement.statement) of \(hint.statement.policy):", indent: 2)
            let checked = hint.isChecked ? " (checked)" : ""
            for reason in hint.reasons.dropLast() { lines += Self.wrapped(reason, indent: 4) }
            lines += Self.wrapped((hint.reasons.last ?? "") + checked, indent: 4)
        }
        return lines
    }

    private var remedies: [String] {
        guard !explanation.decision.isAllowed else { return [] }
        guard !explanation.remedies.isEmpty else { return ["", "No change of a policy would allow it."] }
        var lines: [String] = []
        for (index, remedy) in explanation.remedies.enumerated() {
            lines += [""] + self.remedy(remedy, start: index == 0 ? "To allow it, " : "And ")
        }
        return lines + Self.wrapped("(checked: \(result))", first: "  ", indent: 3)
    }

    /// What came of evaluating again.
    private var result: String {
        let what = explanation.remedies.count == 1 ? "this" : "all of these"
        guard explanation.verified else { return "even with \(what) the call is refused" }
        let result = "with \(what) the call is allowed"
        guard let flow = explanation.flow else { return result }
        return result
            + (flow.refused.isEmpty
                ? ", and so is the rest of a \(flow.name.word)"
                : "; of a \(flow.name.word), \(flow.refused.joined(separator: ", ")) would still be refused")
    }

    private func remedy(_ remedy: Remedy, start: String) -> [String] {
        let place = remedy.place + (remedy.policy.map { " (\($0))" } ?? "")
        let change =
            switch remedy.kind {
            case .addStatement: "add to \(place)"
            case .replaceStatement: "change \(place) to"
            case .removeStatement: "remove \(place)"
            case .detachPolicy: "detach \(place)"
            }
        var lines = Self.wrapped("\(start)\(change):", indent: 0)
        if let statement = remedy.statement {
            lines += StatementText.lines(statement, width: Self.width - 2).map { "  " + $0 }
        }
        for line in remedy.advice { lines += Self.wrapped(line, first: "  - ", indent: 4) }
        for alternative in remedy.alternatives {
            let checked = alternative.isChecked ? "checked" : "not checked"
            lines += Self.wrapped("or \(alternative.text) (\(checked))", first: "  - ", indent: 4)
        }
        return lines
    }

    // MARK: - Lines

    /// Breaks `text` between words so that lines fit; what follows the first line is indented.
    private static func wrapped(_ text: String, first: String? = nil, indent: Int) -> [String] {
        let margin = String(repeating: " ", count: indent)
        var lines: [String] = []
        var line = first ?? margin
        var isEmpty = true
        for word in text.split(separator: " ") {
            if !isEmpty, line.count + 1 + word.count > width {
                lines.append(line)
                line = margin
                isEmpty = true
            }
            line += isEmpty ? String(word) : " " + word
            isEmpty = false
        }
        return lines + [line]
    }
}

extension Explanation.Statement {
    fileprivate var title: String { "\(effect.rawValue) " + (sid.map { "'\($0)'" } ?? "statement \(index)") }

    fileprivate var isAboutOtherActions: Bool {
        elements.contains { !$0.isMatch && ($0.name == "Action" || $0.name == "NotAction") }
    }
}

extension Explanation.Layer.Outcome {
    /// What policies do that say so.
    fileprivate func text(isPlural: Bool, isLimit: Bool) -> String {
        switch self {
        case .allows where isLimit: isPlural ? "let it through" : "lets it through"
        case .allows: isPlural ? "allow it" : "allows it"
        case .denies: isPlural ? "deny it" : "denies it"
        case .silent: isPlural ? "do not allow it" : "does not allow it"
        case .doesNotApply: isPlural ? "do not apply" : "does not apply"
        }
    }
}

extension PolicyLayer {
    /// Whether most calls have nothing to do with it, so that it is left out where it does not apply.
    fileprivate var isRare: Bool { self == .endpoint || self == .scopeDown }

    /// The policies of the layer as a heading.
    fileprivate var label: String {
        switch self {
        case .serviceControl: "service control policies"
        case .resourceControl: "resource control policies"
        case .endpoint: "VPC endpoint policy"
        case .boundary: "permissions boundary"
        case .session: "session policies"
        case .scopeDown: "scope down policies"
        case .identity: "identity-based policies"
        case .resource: "resource-based policies"
        }
    }
}

extension String {
    fileprivate func padded(to width: Int) -> String {
        self + String(repeating: " ", count: max(1, width - count))
    }
}
