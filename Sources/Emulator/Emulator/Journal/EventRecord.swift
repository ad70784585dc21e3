import AWSCore
import AWSProtocols
import Foundation
import IAM
import World

/// What the journal keeps of a call: few words, taken as they are. The ``Event`` is made when somebody asks for it.
struct EventRecord: Sendable {
    /// The input of a call, as the journal shows it.
    enum Parameters: Sendable {
        case made([String: JSONValue])
        /// Made when somebody asks: of a small input, which costs less to keep than to turn around.
        case later(@Sendable () -> [String: JSONValue])

        /// Larger inputs are not kept: what is shown of them is made and cut at once.
        private static let keptInput = 2 * 1_024

        /// - Parameter inputSize: the bytes of what `make` holds on to; nil where that is not known.
        init(inputSize: Int?, _ make: @escaping @Sendable () -> [String: JSONValue]) {
            self = (inputSize ?? .max) <= Self.keptInput ? .later(make) : .made(RecordedText.cut(make()))
        }

        var values: [String: JSONValue] {
            switch self {
            case .made(let values): values
            case .later(let make): RecordedText.cut(make())
            }
        }
    }

    var sequence = 0
    let time: Date
    let source: String
    let name: String
    let region: Region?
    let peerAddress: String
    let userAgent: String?
    let caller: Caller?
    /// The service of AWS's that called on its own behalf, such as `ec2.amazonaws.com`; nil where somebody else did.
    let service: String?
    /// A key of the world's that a call named and did not prove to hold.
    let claimedKey: AccessKeyID?
    let requestParameters: Parameters?
    let errorCode: String?
    let errorMessage: String?
    let errorDetail: String?
    /// What made the call fail that would have been performed, or hindered its answer.
    let fault: Fault?
    let requestID: String
    let decision: Answer?
    /// What ``decision`` answers, with all policies that had a say; the journal drops it before the rest.
    var question: AskedQuestion?
    /// What the call used of its caller's own policies.
    let permissions: [UsedPermission]
    /// Whether signature, token or policy refused the call.
    var isDenied: Bool
    /// What the record takes in memory without ``question``, in bytes, nearly.
    let size: Int

    /// What IAM answered, and to what: it stays when the question itself has made room.
    struct Answer: Sendable {
        let decision: Decision
        let action: String
        let resource: String
        /// Whether the resource's policy is a role's trust policy.
        let isTrust: Bool

        var isAllowed: Bool { decision.isAllowed }
    }

    init(
        time: Date,
        source: String,
        name: String,
        region: Region? = nil,
        peerAddress: String,
        userAgent: String? = nil,
        caller: Caller? = nil,
        service: String? = nil,
        claimedKey: AccessKeyID? = nil,
        inputSize: Int? = nil,
        requestParameters: (@Sendable () -> [String: JSONValue])? = nil,
        refusal: Refusal? = nil,
        fault: Fault? = nil,
        requestID: String,
        decision: Decision? = nil,
        question: AskedQuestion? = nil,
        permissions: [UsedPermission] = []
    ) {
        self.time = time
        self.source = RecordedText.cut(source)
        self.name = RecordedText.cut(name)
        self.region = region
        self.peerAddress = peerAddress
        self.userAgent = userAgent.map(RecordedText.cut)
        self.caller = caller
        self.service = service
        self.claimedKey = claimedKey
        self.requestParameters = requestParameters.map { Parameters(inputSize: inputSize, $0) }
        errorCode = refusal.map { RecordedText.cut($0.code) }
        errorMessage = refusal.flatMap { refusal in
            refusal.message.map { RecordedText.cut(Self.withoutEcho($0, of: refusal.code)) }
        }
        errorDetail = refusal?.answer.detail.map(RecordedText.cut)
        self.fault = fault
        self.requestID = requestID
        self.question = question
        self.permissions = permissions
        self.decision = decision.flatMap { decision in
            question.map { question in
                Answer(
                    decision: decision,
                    action: question.request.action,
                    resource: RecordedText.cut(question.request.resource),
                    isTrust: question.policies.resource.kind == .trust
                )
            }
        }
        // Of faults too: one that sets clocks apart, say, is what a signature is refused for.
        isDenied = errorCode.map(Denials.codes.contains) ?? false
        let parameters: Int =
            switch self.requestParameters {
            case .made(let values): RecordedText.size(values)
            // What was read from an input takes more room than the input.
            case .later: 2 * (inputSize ?? 0) + 64
            case nil: 0
            }
        let texts: [String?] = [
            self.source, self.name, self.userAgent, peerAddress, errorCode, errorMessage, errorDetail, requestID,
            self.decision?.resource,
        ]
        // The first is the question's whose answer is here; its texts are the same.
        let further = permissions.dropFirst().reduce(0) { $0 + $1.action.utf8.count + $1.resource.utf8.count }
        size =
            MemoryLayout<EventRecord>.size + permissions.count * MemoryLayout<UsedPermission>.size + further
            + parameters
            + texts.reduce(0) { $0 + ($1?.utf8.count ?? 0) }
    }

    /// Whether the registry told a client that came without a password to bring one: how every client of a registry
    /// begins.
    var isChallenge: Bool { errorCode == "UNAUTHORIZED" && name == "RegistryVersionCheck" }

    /// The texts that repeat what a client sent where a name or a header was expected, and where its echo begins. It
    /// may be a secret, where somebody swapped key and secret, so the journal keeps the sentence without it.
    private static let echoes: [(code: String, beforeEcho: String)] = [
        ("IncompleteSignature", "Authorization="), ("IncompleteSignature", ", got '"),
        ("IncompleteSignature", "Unsupported AWS 'algorithm': "), ("IncompleteSignature", "Got '"),
        ("InvalidAction", "Could not find operation "),
    ]

    private static func withoutEcho(_ message: String, of code: String) -> String {
        if message.contains("not a valid key=value pair") {
            return "A part of the Authorization header is not a valid key=value pair (missing equal-sign)."
        }
        for echo in echoes where code.hasPrefix(echo.code) {
            if let range = message.firstRange(of: echo.beforeEcho) { return message[..<range.upperBound] + "…" }
        }
        return message
    }
}
