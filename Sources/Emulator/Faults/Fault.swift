/// Something that goes wrong with calls that would be performed otherwise, as it does at AWS now and then.
package struct Fault: Sendable, Codable, Equatable {
    package enum Kind: String, Sendable, Codable, CaseIterable {
        /// The service says that it is asked too often.
        case throttle
        /// The service fails, and says so.
        case error
        /// The connection ends without an answer.
        case cut
        /// The clock of the client and the service's differ.
        case skew
        /// The keys of an identity provider cannot be had.
        case noKeys = "no-keys"
        /// An identity provider cannot be reached.
        case unreachable
    }

    /// Counted from 1 since the emulator's start or its last reset.
    package let number: Int
    package let kind: Kind
    /// Of a ``Kind/skew``: seconds by which the client's clock is ahead of the service's, negative where it is behind;
    /// nil of all others.
    package let skew: Int?
    /// Which calls it hits, by the names that events have, with the wildcards of policies: `ecr:PutImage`, `sts:*`.
    package let call: String
    /// How many more calls it hits; nil is all, until it is removed.
    package internal(set) var remaining: Int?
}

extension Fault {
    /// Where on its way a call meets a fault.
    enum Stage: Sendable {
        /// As its signature is verified.
        case signature
        /// As an identity provider's keys are needed.
        case identityProvider
        /// When it is authenticated and allowed.
        case performance
    }
}

extension Fault.Kind {
    var stage: Fault.Stage {
        switch self {
        case .throttle, .error, .cut: .performance
        case .skew: .signature
        case .noKeys, .unreachable: .identityProvider
        }
    }

    /// Whether calls of an operation come to where faults of this kind are.
    func concerns(_ operation: Operation) -> Bool {
        switch stage {
        case .performance: true
        case .signature: operation.authentication == .signature
        case .identityProvider: operation.needsProviderKeys
        }
    }
}
