/// What an operation says of one member of its input.
package struct InputDeclaration: Sendable, Equatable {
    package enum Kind: Sendable, Equatable {
        case text, integer, long, boolean, blob, texts, structure, structures
    }

    /// The member's path without the elements of lists: `rules.filter`.
    package let member: String
    package let kind: Kind
    package let isRequired: Bool
    package let constraints: [InputConstraint]
}

/// What holds for a member besides its constraints.
package struct InputTraits: OptionSet, Sendable {
    package let rawValue: Int

    package init(rawValue: Int) {
        self.rawValue = rawValue
    }

    /// The value stands in no message and in no journal.
    package static let secret = InputTraits(rawValue: 1)
    /// The value does not stand in the journal.
    package static let unrecorded = InputTraits(rawValue: 2)
    /// IAM is asked with the value, so its constraints are checked before, and the first that is broken ends the call.
    package static let askedWith = InputTraits(rawValue: 4)
}
