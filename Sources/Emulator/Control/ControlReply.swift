package import IAM

/// What an emulator answers to a ``ControlRequest``.
package enum ControlReply: Sendable, Equatable {
    case health(Health)
    case reset(ResetDone)
    case events(EventPage)
    case authority(pem: String)
    case clock(ClockReading)
    case expired(Expired)
    case identity(Identity)
    case explained(ExplainedEvent)
    case simulated(Explanation)
    case iamChanged(IAMChangeDone)
    case identities([IdentityView])
    case oneTimeCode(OneTimeCodeReading)
    case webIdentityToken(WebIdentityTokenReply)
    case images([RepositoryImages])
    /// Of ``ControlRequest/removeFaults(number:)`` those that are gone.
    case faults([Fault])
    case faultAdded(Fault)

    package struct Health: Sendable, Codable, Equatable {
        /// `ok`; an emulator that is not does not answer.
        package let status: String
        package let version: String
        /// The accounts of the world, sorted.
        package let accounts: [String]
        /// Whether secrets and tokens come from a seed, and so can be foretold.
        package let isPredictable: Bool
        /// The operations of ECR and STS that AWS has and this emulator does not, such as `ecr:PutLifecyclePolicy`,
        /// sorted.
        package let unsupported: [String]
    }

    package struct ResetDone: Sendable, Codable, Equatable {
        /// `reset`.
        package let status: String
    }

    package struct ClockReading: Sendable, Codable, Equatable {
        /// The world's time: `2024-05-14T09:30:00Z`.
        package let now: String
        /// Seconds that the clock was moved ahead in all.
        package let ahead: Double
        /// Whether it stands still between advances. The clients in its process share its time then; those of a clock
        /// that runs live by the machine's.
        package let isStanding: Bool
    }

    package struct Expired: Sendable, Codable, Equatable {
        package let what: ControlRequest.Expire.What
        /// How many sessions ended; for tokens, which the world does not keep, of how many principals they did.
        package let count: Int
    }

    /// Long-term credentials of a user of the world: for test programs, which is why they are handed out at all.
    package struct Identity: Sendable, Codable, Equatable, CustomStringConvertible {
        package let name: String
        package let arn: String
        package let accessKeyId: String
        package let secretAccessKey: String
        /// The account's regions: first the one that stands first in the world's file, then the others by name.
        package let regions: [String]

        package var description: String { "\(arn) with access key \(accessKeyId)" }
    }
}

extension ControlReply {
    /// What an MFA device shows.
    package struct OneTimeCodeReading: Sendable, Codable, Equatable {
        package let serial: String
        /// Six digits.
        package let code: String
    }

    package struct WebIdentityTokenReply: Sendable, Codable, Equatable {
        /// A JWT in compact form.
        package let token: String
    }
}

/// Some of the journal, oldest first.
package struct EventPage: Sendable, Codable, Equatable {
    /// The most events of one page.
    package static let limit = 1_000
    /// The most bytes of a page's events as JSON, unless one event alone has more.
    package static let byteLimit = 1 << 20
    /// How many events are looked at for one page, whether they are wanted or not.
    package static let reach = 20_000

    package let events: [Event]
    /// The sequence number to ask after for the next page.
    package let next: Int
    /// Whether there is a next page already; also after a page without events, where there are events to look at.
    package let hasMore: Bool
}

/// Why a ``ControlRequest`` was not carried out.
package struct ControlError: Error, Sendable, Codable, Equatable, CustomStringConvertible {
    /// An HTTP status: 400 a wrong value, 401 no or a wrong control token, 403 from elsewhere, 404 no such thing, 405, 413, 500.
    package let status: Int
    package let message: String

    package var description: String { message }

    static var withoutToken: ControlError {
        ControlError(
            status: 401,
            message: "This emulator's control API takes the token that drydock serve printed; give it in the variable "
                + "DRYDOCK_CONTROL_TOKEN, or in the header Authorization: Bearer TOKEN."
        )
    }

    static func invalid(_ message: String) -> ControlError { ControlError(status: 400, message: message) }
    static func notFound(_ message: String) -> ControlError { ControlError(status: 404, message: message) }
}
