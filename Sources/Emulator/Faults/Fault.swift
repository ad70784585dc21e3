/// Something that goes wrong with calls that would be performed otherwise, as it does at AWS now and then.
package struct Fault: Sendable, Codable, Equatable {
    package enum Kind: String, Sendable, Codable, CaseIterable {
        /// The service says that it is asked too often.
        case throttle
        /// The service fails, and says so.
        case error
        /// The connection ends without an answer.
        case cut
    }

    /// Counted from 1 since the emulator's start or its last reset.
    package let number: Int
    package let kind: Kind
    /// Which calls it hits, by the names that events have, with the wildcards of policies: `ecr:PutImage`, `sts:*`.
    package let call: String
    /// How many more calls it hits; nil is all, until it is removed.
    package internal(set) var remaining: Int?
}
