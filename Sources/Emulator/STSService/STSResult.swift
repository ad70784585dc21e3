package import Foundation

/// What an operation answers: members in AWS's order, which are then written as XML or as JSON.
package struct STSResult: Sendable, Equatable {
    package struct Member: Sendable, Equatable {
        package let name: String
        package let value: Value
    }

    package indirect enum Value: Sendable, Equatable {
        case text(String)
        case integer(Int)
        /// ISO 8601 in XML, seconds since the epoch in JSON.
        case date(Date)
        case structure([Member])
    }

    package let members: [Member]

    package init(_ members: [Member]) {
        self.members = members
    }
}

extension STSResult.Member {
    static func text(_ name: String, _ value: String) -> Self { Self(name: name, value: .text(value)) }
    static func integer(_ name: String, _ value: Int) -> Self { Self(name: name, value: .integer(value)) }
    static func date(_ name: String, _ value: Date) -> Self { Self(name: name, value: .date(value)) }
    static func structure(_ name: String, _ members: [Self]) -> Self { Self(name: name, value: .structure(members)) }
}
