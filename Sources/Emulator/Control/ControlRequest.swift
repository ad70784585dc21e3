/// What can be asked of an emulator beside AWS's calls: the same values in process and, under `/_drydock/`, over HTTP.
package enum ControlRequest: Sendable, Equatable {
    case health
    /// Back to the world as loaded: sessions, repositories made since, tokens and the journal are gone.
    case reset
    /// The events after a sequence number that fit a filter: a page of them.
    case events(after: Int, matching: EventFilter = EventFilter())
    /// The certificate of the run's authority, PEM.
    case authority
    case clock
    case advanceClock(AdvanceClock)
    case expire(Expire)
    /// The access key of a user: by name or ARN; nil is the first user that has one.
    case identity(name: String?)
    /// Why a recorded call ended as it did.
    case explain(ExplainedCall)
    /// Asks IAM without a call.
    case simulate(SimulationRequest)
    /// Changes identities and policies.
    case iam(IAMChange)
    /// The identities that `name` names by name or ARN, whole; nil is all of them.
    case identities(name: String?)
    /// The one-time code that a user's MFA device shows now.
    case oneTimeCode(user: String)
    /// A web identity token of the world's own issuer.
    case webIdentityToken(WebIdentityTokenRequest)
    /// The repositories of that name, or URI, with their images; nil is all of them.
    case images(repository: String?)
    /// The faults that there are.
    case faults
    case addFault(NewFault)
    /// Takes a fault away by its number; nil is all of them.
    case removeFaults(number: Int?)

    /// Which call is to be explained.
    package enum ExplainedCall: Sendable, Equatable {
        /// By its sequence number.
        case event(Int)
        /// The last that signature, token or policy refused.
        case lastDenied
        /// The last that failed in whatever way.
        case lastFailed
    }

    /// The body of `POST clock`.
    package struct AdvanceClock: Sendable, Codable, Equatable {
        /// Seconds from 0 up, less than a century in all.
        package let advance: Double

        package init(advance: Double) {
            self.advance = advance
        }
    }

    /// The body of `POST faults`.
    package struct NewFault: Sendable, Codable, Equatable {
        package let kind: Fault.Kind
        /// See ``Fault/skew``: less than ten years, and not 0.
        package let skew: Int?
        /// See ``Fault/call``; it has to match a call that there is.
        package let call: String
        /// How many calls it hits, from 1 up; nil is all, until it is removed.
        package let times: Int?

        package init(_ kind: Fault.Kind, skew: Int? = nil, on call: String, times: Int?) {
            self.kind = kind
            self.skew = skew
            self.call = call
            self.times = times
        }
    }

    /// The body of `POST expire`.
    package struct Expire: Sendable, Codable, Equatable {
        package enum What: String, Sendable, Codable, CaseIterable {
            case sessions
            case tokens
        }

        package let what: What
        /// A principal by ARN or name; nil is every one.
        package let of: String?

        package init(_ what: What, of principal: String? = nil) {
            self.what = what
            of = principal
        }
    }
}
