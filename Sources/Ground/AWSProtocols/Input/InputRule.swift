/// A constraint together with the question whether a value meets it.
package struct InputRule<Value: Sendable>: Sendable {
    package let constraint: InputConstraint
    /// The requirement in the service's own words, where it does not use the shared validator's.
    package let ownWords: String?
    package let isMet: @Sendable (Value) -> Bool

    package init(
        _ constraint: InputConstraint,
        ownWords: String? = nil,
        isMet: @escaping @Sendable (Value) -> Bool
    ) {
        self.constraint = constraint
        self.ownWords = ownWords
        self.isMet = isMet
    }
}

/// The constraints of one member, in the order in which AWS tells the broken ones.
package typealias InputRules<Value: Sendable> = [InputRule<Value>]

extension Array where Element == InputRule<String> {
    /// The least UTF-16 units of a text, where the model has no most.
    package static func length(_ length: PartialRangeFrom<Int>) -> Self {
        [InputRule(.leastLength(length.lowerBound)) { $0.utf16.count >= length.lowerBound }]
    }

    /// The least and the most UTF-16 units of a text.
    package static func length(_ length: ClosedRange<Int>) -> Self {
        Self.bounds(length) { $0.utf16.count }
    }

    /// - Parameter printed: the pattern as AWS prints it.
    package static func pattern(_ printed: String, _ matches: @escaping @Sendable (String) -> Bool) -> Self {
        [InputRule(.pattern(printed), isMet: matches)]
    }

    /// One of a few words.
    package static func values(_ values: [String]) -> Self {
        [InputRule(.values(values)) { values.contains($0) }]
    }

    /// The words of an enumeration.
    package static func values<Word: CaseIterable & RawRepresentable>(of _: Word.Type) -> Self
    where Word.RawValue == String {
        values(Word.allCases.map(\.rawValue))
    }
}

extension Array where Element == InputRule<Int> {
    /// The least and the most value of a number.
    package static func value(_ range: ClosedRange<Int>) -> Self {
        [
            InputRule(.leastValue(range.lowerBound)) { $0 >= range.lowerBound },
            InputRule(.mostValue(range.upperBound)) { $0 <= range.upperBound },
        ]
    }

    package static func value(_ range: PartialRangeFrom<Int>) -> Self {
        [InputRule(.leastValue(range.lowerBound)) { $0 >= range.lowerBound }]
    }
}

extension Array where Element == InputRule<[UInt8]> {
    /// The least and the most bytes of a blob.
    package static func length(_ length: ClosedRange<Int>) -> Self {
        Self.bounds(length, \.count)
    }
}

extension Array where Element == InputRule<[String]> {
    /// The least and the most elements of a list.
    package static func length(_ length: ClosedRange<Int>) -> Self {
        Self.bounds(length, \.count)
    }

    /// What each element of a list must meet; where one breaks a rule, all rules are told at the list, the most length
    /// before the least.
    package static func elements(_ rules: InputRules<String>) -> Self {
        let constraints = rules.map(\.constraint)
        let most = constraints.filter { if case .mostLength = $0 { true } else { false } }
        return [
            InputRule(.elements(most + constraints.filter { !most.contains($0) })) { elements in
                elements.allSatisfy { element in rules.allSatisfy { $0.isMet(element) } }
            }
        ]
    }
}

extension Array {
    /// The least and the most that `count` gives of a value.
    static func bounds<Value: Sendable>(
        _ length: ClosedRange<Int>,
        _ count: @escaping @Sendable (Value) -> Int
    ) -> Self where Element == InputRule<Value> {
        [
            InputRule(.leastLength(length.lowerBound)) { count($0) >= length.lowerBound },
            InputRule(.mostLength(length.upperBound)) { count($0) <= length.upperBound },
        ]
    }
}
