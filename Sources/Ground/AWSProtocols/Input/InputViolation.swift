/// A constraint that an input breaks.
package struct InputViolation: Sendable, Equatable {
    /// The names that lead to the member; an element of a list is named by its number, from 1.
    let path: [InputPathPart]
    /// The value as AWS shows it, with its quotation marks; `null` for one that is missing.
    let value: String
    package let constraint: InputConstraint
    /// See ``InputRule/ownWords``.
    package let ownWords: String?

    /// The member's path with the elements of lists: `rules.1.member.filter`.
    package var member: String {
        path.map { part in
            switch part {
            case .member(let name): name
            case .element(let number): "\(number).member"
            }
        }.joined(separator: ".")
    }

    /// The member's path without the elements of lists: `rules.filter`.
    package var memberWithoutNumbers: String {
        path.compactMap { part in
            guard case .member(let name) = part else { return nil }
            return name
        }.joined(separator: ".")
    }

    /// The sentence of the validator that AWS's services share, for all violations of a call.
    ///
    /// - Parameter isShown: whether the value of a member is told, for what a service keeps to itself.
    package static func sentence(
        for violations: [InputViolation],
        showing isShown: (InputViolation) -> Bool = { _ in true }
    ) -> String {
        let noun = violations.count == 1 ? "error" : "errors"
        return "\(violations.count) validation \(noun) detected: "
            + violations.map { violation in
                let value = isShown(violation) ? violation.value + " " : ""
                return "Value \(value)at '\(violation.member)' failed to satisfy constraint: "
                    + violation.constraint.requirement
            }.joined(separator: "; ")
    }
}

/// One step of the way to a member.
package enum InputPathPart: Sendable, Hashable {
    case member(String)
    /// The number of a list's element, from 1.
    case element(Int)
}
