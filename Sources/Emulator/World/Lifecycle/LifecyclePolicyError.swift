import AWSProtocols

/// Why a lifecycle policy is refused.
package struct LifecyclePolicyError: Error, Sendable, Equatable {
    /// ECR's words, those of the JSON Schema validator that it uses where the form is wrong (docs/aws/ecr-features.md,
    /// "Lifecycle policies").
    package let reason: String

    private init(_ reason: String) {
        self.reason = reason
    }

    // MARK: The form

    static let notJSON = LifecyclePolicyError("Could not map policyString into LifecyclePolicy.")

    /// - Parameter names: sorted.
    static func missing(_ names: [String]) -> LifecyclePolicyError {
        LifecyclePolicyError("object has missing required properties (\(list(names)))")
    }

    /// - Parameter names: sorted.
    static func unknown(_ names: [String]) -> LifecyclePolicyError {
        LifecyclePolicyError(
            "object instance has properties which are not allowed by the schema: (\(list(names)))"
        )
    }

    static func wrongType(_ value: JSONValue, allowed: String) -> LifecyclePolicyError {
        LifecyclePolicyError(
            "instance type (\(type(of: value))) does not match any allowed primitive type (allowed: \(list([allowed])))"
        )
    }

    static func notInEnum(_ text: String, _ values: [String]) -> LifecyclePolicyError {
        LifecyclePolicyError(
            "instance value (\(quoted(text))) not found in enum :(possible values: \(list(values)))"
        )
    }

    static func tooLow(_ number: Int, least: Int) -> LifecyclePolicyError {
        LifecyclePolicyError(
            "numeric instance is lower than the required minimum (minimum: \(least), found: \(number))"
        )
    }

    static func tooShort(_ count: Int) -> LifecyclePolicyError {
        LifecyclePolicyError("array is too short: must have at least 1 elements but instance has \(count) elements")
    }

    static func tooLong(_ count: Int, most: Int) -> LifecyclePolicyError {
        LifecyclePolicyError(
            "array is too long: must have at most \(most) elements but instance has \(count) elements"
        )
    }

    /// Members that do not go together.
    static let noSchema = LifecyclePolicyError("instance failed to match exactly one schema (matched 0 out of 2)")

    // MARK: The rules

    static let tagsMissing = LifecyclePolicyError(
        "Must specify tagPrefixList or tagPatternList when tagStatus=TAGGED."
    )
    static let twoUntagged = LifecyclePolicyError("Only one rule can select Untagged images per storage class.")
    static let anyNotLast = LifecyclePolicyError(
        "Rule for tagStatus=ANY must have the lowest priority per storage class."
    )
    /// The words are inferred, as are those of the next two.
    static let twoOfOnePriority = LifecyclePolicyError("Rules must have unique values of rulePriority.")
    static let tooManyWildcards = LifecyclePolicyError(
        "A tag pattern can have at most \(LifecyclePolicy.mostWildcards) wildcards."
    )
    static let twoOfOneList = LifecyclePolicyError("Two rules cannot have the same tagPrefixList or tagPatternList.")

    private static func list(_ texts: [String]) -> String { "[\(texts.map(quoted).joined(separator: ","))]" }

    private static func quoted(_ text: String) -> String {
        String(decoding: JSONValue.string(text).serialized(), as: UTF8.self)
    }

    /// As JSON Schema calls it.
    private static func type(of value: JSONValue) -> String {
        switch value {
        case .null: "null"
        case .bool: "boolean"
        case .integer: "integer"
        case .number: "number"
        case .string: "string"
        case .array: "array"
        case .object: "object"
        }
    }
}
