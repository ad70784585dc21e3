/// The exit status that a step must leave with.
package enum ExpectedStatus: Sendable, Equatable, ExpressibleByIntegerLiteral, CustomStringConvertible {
    case exactly(Int32)
    /// `[exit ..]`: any but 0, for programs whose versions differ in it.
    case anyFailure

    package init(integerLiteral value: Int32) { self = .exactly(value) }

    /// Whether a step that left with `status` did as expected.
    package func allows(_ status: Int32) -> Bool {
        switch self {
        case .exactly(let expected): status == expected
        case .anyFailure: status != 0
        }
    }

    package var description: String {
        switch self {
        case .exactly(let status): "\(status)"
        case .anyFailure: "another than 0"
        }
    }
}

/// In JSON a number, or `".."` for any failure.
extension ExpectedStatus: Codable {
    package init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer()
        if let status = try? value.decode(Int32.self) {
            self = .exactly(status)
        } else if try value.decode(String.self) == ".." {
            self = .anyFailure
        } else {
            throw DecodingError.dataCorruptedError(in: value, debugDescription: "not an expected status")
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var value = encoder.singleValueContainer()
        switch self {
        case .exactly(let status): try value.encode(status)
        case .anyFailure: try value.encode("..")
        }
    }
}
