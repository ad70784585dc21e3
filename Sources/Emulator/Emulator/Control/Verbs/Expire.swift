import World

/// Ends sessions or registry tokens as if their time were up.
package struct Expire: BodyVerb {
    package enum What: String, Sendable, Codable, CaseIterable {
        case sessions
        case tokens
    }

    package static let route = ControlRoute(.post, "expire")
    package static let form = "{\"what\": \"sessions\" or \"tokens\", \"of\": PRINCIPAL}"

    private let what: What
    /// A principal by ARN or name; nil is every one.
    private let of: String?

    package init(_ what: What, of principal: String? = nil) {
        self.what = what
        of = principal
    }

    package func perform(on emulator: Emulator) async throws(ControlError) -> Expired {
        let count = try await emulator.keeping {
            switch what {
            case .sessions: try emulator.world.expireSessions(of: of)
            case .tokens: try emulator.world.expireTokens(of: of)
            }
        }
        return Expired(what: what, count: count)
    }
}

package struct Expired: Sendable, Codable, Equatable, ControlReply {
    package let what: Expire.What
    /// How many sessions ended; for tokens, which the world does not keep, of how many principals they did.
    package let count: Int
}
