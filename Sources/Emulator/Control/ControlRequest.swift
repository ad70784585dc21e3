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
    case moveClock(MoveClock)
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
    case addFault(FaultRule)
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

    /// The body of `POST clock`: one of the two.
    package enum MoveClock: Sendable, Codable, Equatable {
        /// `{"advance": SECONDS}`: from 0 up, less than a century in all.
        case advance(Double)
        /// `{"set": "2024-05-14T09:30:00Z"}`: the moment that the clock is to show, which must not be past.
        case set(String)

        private enum CodingKeys: String, CodingKey {
            case advance
            case set
        }

        package init(from decoder: any Decoder) throws {
            let values = try decoder.container(keyedBy: CodingKeys.self)
            guard values.allKeys.count == 1 else {
                throw DecodingError.dataCorrupted(
                    DecodingError.Context(codingPath: decoder.codingPath, debugDescription: "neither or both are given")
                )
            }
            self =
                if let seconds = try values.decodeIfPresent(Double.self, forKey: .advance) {
                    .advance(seconds)
                } else {
                    .set(try values.decode(String.self, forKey: .set))
                }
        }

        package func encode(to encoder: any Encoder) throws {
            var values = encoder.container(keyedBy: CodingKeys.self)
            switch self {
            case .advance(let seconds): try values.encode(seconds, forKey: .advance)
            case .set(let moment): try values.encode(moment, forKey: .set)
            }
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
