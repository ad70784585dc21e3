import AWSCore
import Determinism
import Federation
import World

/// The one-time code that a user's first MFA device shows now.
package struct ReadOneTimeCode: QueryVerb {
    package static let route = ControlRoute(.get, "iam/code")
    package static let parameters = ["user"]

    /// By name or ARN.
    private let user: String

    package init(of user: String) { self.user = user }

    package init(query: [String: String]) throws(ControlError) {
        guard let user = query["user"] else { throw .invalid("The query names no user.") }
        self.user = user
    }

    package var query: [ControlMessage.Parameter] { [ControlMessage.Parameter("user", user)] }

    package func perform(on emulator: Emulator) throws(ControlError) -> OneTimeCodeReading {
        let world = emulator.world
        let users = world.accountIDs.compactMap(world.account).flatMap(\.users.values)
        let found = users.filter { $0.name == user || $0.arn.description == user }
        guard let owner = found.first else {
            throw .notFound("the world has no user '\(user)'; drydock iam show lists them")
        }
        guard found.count == 1 else {
            throw .invalid(
                "'\(user)' is \(found.map(\.arn.description).sorted().joined(separator: " and ")); give the ARN"
            )
        }
        guard let device = owner.multiFactorDevices.first else {
            throw .notFound(
                "user '\(user)' has no MFA device; give it one with drydock iam enable-mfa-device, or in the world's file"
            )
        }
        let code = OneTimeCode.code(seed: device.seed, at: emulator.configuration.clock.now)
        return OneTimeCodeReading(serial: device.serial, code: code)
    }
}

/// What an MFA device shows.
package struct OneTimeCodeReading: Sendable, Codable, Equatable, ControlReply {
    package let serial: String
    /// Six digits.
    package let code: String
}
