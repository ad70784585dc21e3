/// What goes wrong with which calls: the body of `POST faults`.
package struct FaultRule: Sendable, Codable, Equatable {
    package var kind: Fault.Kind
    /// Which calls it hits, by the names that events have, with the wildcards of policies: `ecr:PutImage`, `sts:*`. It
    /// has to match a call that there is.
    package var call: String
    /// Whose calls alone: a user, role or session by name or ARN; nil is everybody's.
    package var of: String?
    /// How many calls it hits, from 1 up; nil is all, until it is removed.
    package var times: Int?
    /// How many of the calls that it could hit pass before; nil is none.
    package var after: Int?
    /// How likely it hits a call, from above 0 to 1; nil is always.
    package var probability: Double?
    /// What chance is drawn from, so that it repeats; nil is 0.
    package var seed: Int?

    // What kinds need to know, by ``Fault/Value``.

    /// Seconds.
    package var time: Double?
    /// Bytes a second.
    package var rate: Int?
    package var bytes: Int?
    /// The code of an error.
    package var code: String?
    /// The HTTP status of an error.
    package var status: Int?
    /// The message of an error.
    package var message: String?

    package init(_ kind: Fault.Kind, on call: String, times: Int? = nil) {
        self.kind = kind
        self.call = call
        self.times = times
    }

    package enum CodingKeys: String, CodingKey, CaseIterable {
        case kind, call, of, times, after, probability, seed
        case time, rate, bytes, code, status, message
    }

    /// The values that are given.
    var given: [Fault.Value] {
        Fault.Value.allCases.filter { value in
            switch value {
            case .time: time != nil
            case .rate: rate != nil
            case .bytes: bytes != nil
            case .code: code != nil
            case .status: status != nil
            case .message: message != nil
            }
        }
    }
}
