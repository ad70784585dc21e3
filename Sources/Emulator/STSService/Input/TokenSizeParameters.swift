import AWSProtocols
import World

/// `MinimumSessionTokenSize`: lets a client try how it stands longer tokens.
struct TokenSizeParameters: Sendable {
    /// The longest session token there may be, in bytes, which `SessionTokenUtilization` is the share of.
    private static let longest = 4_096

    let minimum: Int?

    init(_ input: inout STSInput) throws(STSError) {
        minimum = try input.integer("MinimumSessionTokenSize", .value(0...Self.longest))
    }

    /// `SessionTokenUtilization` and `SessionTokenSize`, which are answered to those only who ask for a size.
    func members(of session: Session) -> [STSResult.Member] {
        guard minimum != nil else { return [] }
        let size = session.sessionToken.utf8.count
        return [
            .integer("SessionTokenUtilization", (size * 100 + Self.longest - 1) / Self.longest),
            .integer("SessionTokenSize", size),
        ]
    }
}
