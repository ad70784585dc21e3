extension Fault {
    /// What goes wrong. What is said of each stands in ``entry``, which the command line, the control requests, the
    /// documents and the emulator read.
    package enum Kind: String, Sendable, Codable, CaseIterable {
        case throttle
        case error
        case cut
        case upload
        case latency
        case never
        case bandwidth
        case drip
        case reset
        case truncate
        case corrupt
        case endSession = "end-session"
        case endToken = "end-token"
        case skew
        case noKeys = "no-keys"
        case unreachable
    }

    /// Something that a kind needs to know, by its name in ``FaultRule`` and in JSON.
    package enum Value: String, Sendable, CaseIterable {
        case time
        case rate
        case bytes
        case code
        case status
        case message

        /// What stands for it in help texts.
        package var placeholder: String { rawValue.uppercased() }

        /// Whether the command line gives it as an option of its name, and not by its place behind the kind.
        package var isOption: Bool {
            switch self {
            case .time, .rate, .bytes: false
            case .code, .status, .message: true
            }
        }
    }

    /// Where on its way a call meets a fault.
    package enum Stage: Sendable {
        /// As its signature is verified.
        case signature
        /// As its session or registry token is looked at.
        case credentials
        /// As an identity provider's keys are needed.
        case identityProvider
        /// When it is authenticated and allowed: nothing is done.
        case performance
        /// As its body is taken.
        case body
        /// When it has been performed, or has failed by itself, and the answer goes out.
        case answer
    }

    /// What there is to say of a kind.
    package struct Entry: Sendable {
        /// What happens, as a part of a sentence.
        package let meaning: String
        package let stage: Stage
        package let values: [Use]

        init(_ stage: Stage, _ meaning: String, _ values: Use...) {
            self.stage = stage
            self.meaning = meaning
            self.values = values
        }
    }

    /// How a kind uses a value.
    package struct Use: Sendable {
        package let value: Value
        package let isRequired: Bool
        /// The least and the most of a number; of a text, how many bytes it has.
        package let limits: ClosedRange<Double>

        static func required(_ value: Value, _ limits: ClosedRange<Double>) -> Use {
            Use(value: value, isRequired: true, limits: limits)
        }

        static func optional(_ value: Value, _ limits: ClosedRange<Double>) -> Use {
            Use(value: value, isRequired: false, limits: limits)
        }
    }
}

extension Fault.Kind {
    private static let tenYears = 315_360_000.0
    private static let tebibyte = 1_099_511_627_776.0

    package var entry: Fault.Entry {
        switch self {
        case .throttle:
            Fault.Entry(.performance, "the service says that it is asked too often")
        case .error:
            Fault.Entry(
                .performance,
                "the service fails, and says so, in its own words or these",
                .optional(.code, 1...64),
                .optional(.status, 400...599),
                .optional(.message, 1...1_024)
            )
        case .cut:
            Fault.Entry(.performance, "the connection is closed without an answer, and nothing is done")
        case .upload:
            Fault.Entry(
                .body,
                "the body of the request is taken at RATE bytes a second, such as 64K",
                .required(.rate, 1...Self.tebibyte)
            )
        case .latency:
            Fault.Entry(.answer, "the answer comes TIME later, such as 250ms or 3s", .required(.time, 0.001...3_600))
        case .never:
            Fault.Entry(.answer, "the answer never comes, and the connection stays open")
        case .bandwidth:
            Fault.Entry(
                .answer,
                "the body of the answer comes at RATE bytes a second, such as 64K",
                .required(.rate, 1...Self.tebibyte)
            )
        case .drip:
            Fault.Entry(
                .answer,
                "all of the answer, its header too, comes at RATE bytes a second, by default 8",
                .optional(.rate, 1...Self.tebibyte)
            )
        case .reset:
            Fault.Entry(
                .answer,
                "the connection is reset (RST) before the answer, or behind its header and BYTES of its body",
                .optional(.bytes, 0...Self.tebibyte)
            )
        case .truncate:
            Fault.Entry(
                .answer,
                "the connection is closed behind BYTES of the answer's body, by default half of it",
                .optional(.bytes, 0...Self.tebibyte)
            )
        case .corrupt:
            Fault.Entry(.answer, "one byte of the answer's body is another, which --seed decides")
        case .endSession:
            Fault.Entry(.credentials, "the temporary credentials of the caller end with this call")
        case .endToken:
            Fault.Entry(.credentials, "the caller's registry tokens end with this call")
        case .skew:
            Fault.Entry(
                .signature,
                "the client's clock is ahead of AWS's by TIME, such as 20m, or behind by -20m",
                .required(.time, -Self.tenYears...Self.tenYears)
            )
        case .noKeys:
            Fault.Entry(.identityProvider, "the keys of an identity provider cannot be had")
        case .unreachable:
            Fault.Entry(.identityProvider, "an identity provider does not answer")
        }
    }

    /// The kind with what it takes, such as `reset [BYTES]`.
    package var usage: String {
        let values = entry.values.map { use in
            let text = use.value.isOption ? "--\(use.value.rawValue) \(use.value.placeholder)" : use.value.placeholder
            return use.isRequired ? text : "[\(text)]"
        }
        return ([rawValue] + values).joined(separator: " ")
    }

    /// Whether calls of an operation come to where faults of this kind are.
    func concerns(_ operation: Operation) -> Bool {
        switch entry.stage {
        case .performance, .body, .answer: true
        case .signature: operation.authentication == .signature
        case .credentials: operation.authentication == (self == .endToken ? .token : .signature)
        case .identityProvider: operation.needsProviderKeys
        }
    }
}
