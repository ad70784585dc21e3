/// What is wrong with a text that should be JSON (RFC 8259), and where. Whoever reads words it.
package struct JSONFault: Error, Sendable, Equatable {
    package enum Kind: Sendable, Equatable {
        /// There is no value at all.
        case empty
        /// Something follows the value.
        case trailing
        case valueMissing
        /// A word that is neither `true`, `false` nor `null`.
        case unknownWord(String)
        /// More arrays and objects stand in each other than may.
        case tooDeep
        /// More values than may be.
        case tooManyValues
        /// The text ends in an array or object that began on a line.
        case unclosed(Container, fromLine: Int)
        case nameMissing
        case colonMissing
        case commaMissing(Container)
        case duplicateName(String)
        case leadingZero
        case digitMissing(NumberPart)
        case stringUnclosed
        case controlCharacter(UInt8)
        case unknownEscape
        case hexDigitMissing
        /// Half of a surrogate pair.
        case halfPair
        case notUTF8
    }

    package enum Container: String, Sendable {
        case array = "ARRAY"
        case object = "OBJECT"
    }

    package enum NumberPart: Sendable {
        case whole, fraction, exponent
    }

    package let kind: Kind
    /// In bytes from the start of the text.
    package let offset: Int
    /// From 1.
    package let line: Int
    /// From 1, in UTF-16 units.
    package let column: Int
    /// The character at the offset; nil where the text ends there.
    package let found: Unicode.Scalar?
}

extension JSONFault {
    /// A few words.
    package var reason: String {
        switch kind {
        case .empty, .valueMissing: "a value is missing"
        case .trailing: "something follows the value"
        case .unknownWord(let word): "'\(word)' is not a value"
        case .tooDeep: "too many arrays and objects stand in each other"
        case .tooManyValues: "it has too many values"
        case .unclosed(.array, _), .commaMissing(.array): "an array is not closed"
        case .unclosed(.object, _), .commaMissing(.object): "an object is not closed"
        case .nameMissing: "a member's name is missing"
        case .colonMissing: "a colon is missing"
        case .duplicateName(let name): "'\(name)' stands twice"
        case .leadingZero: "a number begins with 0"
        case .digitMissing: "a number is not complete"
        case .stringUnclosed: "a string is not closed"
        case .controlCharacter: "a line break or another control character stands in a string"
        case .unknownEscape: "an unknown escape"
        case .hexDigitMissing: "\\u takes four hex digits"
        case .halfPair: "half of a surrogate pair"
        case .notUTF8: "a string is not UTF-8"
        }
    }
}
