/// A constraint of the model on a member's value, with the words in which AWS tells that it is broken.
package enum InputConstraint: Sendable, Equatable {
    case notNull
    /// The least length: of a text in UTF-16 units, of a list in elements, of a blob in bytes.
    case leastLength(Int)
    case mostLength(Int)
    case leastValue(Int)
    case mostValue(Int)
    /// The pattern as AWS prints it.
    case pattern(String)
    /// The words of an enumeration, in the order in which AWS lists them.
    case values([String])
    /// All constraints of a list's elements, which are told at the list's name
    /// (known of registryIds, aws-actions/amazon-ecr-login#225).
    case elements([InputConstraint])
    /// What no constraint of a model can say, word for word.
    case other(String)

    /// What is required, as the validator that AWS's services share prints it.
    package var requirement: String {
        switch self {
        case .notNull: "Member must not be null"
        case .leastLength(let least): "Member must have length greater than or equal to \(least)"
        case .mostLength(let most): "Member must have length less than or equal to \(most)"
        case .leastValue(let least): "Member must have value greater than or equal to \(least)"
        case .mostValue(let most): "Member must have value less than or equal to \(most)"
        case .pattern(let pattern): "Member must satisfy regular expression pattern: \(pattern)"
        case .values(let values): "Member must satisfy enum value set: [\(values.joined(separator: ", "))]"
        case .elements(let constraints):
            "Member must satisfy constraint: [\(constraints.map(\.requirement).joined(separator: ", "))]"
        case .other(let text): text
        }
    }
}
