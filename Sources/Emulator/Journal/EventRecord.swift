import AWSCore
import AWSProtocols
import Foundation
import IAM
import World

/// What the journal keeps of a call: few words, taken as they are. The ``Event`` is made when somebody asks for it.
struct EventRecord: Sendable {
    /// Longer texts of a client's are cut before they are kept, so that the journal stays bounded.
    private static let textLimit = 1_024

    var sequence = 0
    let time: Date
    let source: String
    let name: String
    let region: Region?
    let peerAddress: String
    let userAgent: String?
    let caller: Caller?
    /// A key of the world's that a call named and did not prove to hold.
    let claimedKey: AccessKeyID?
    let requestParameters: (@Sendable () -> [String: JSONValue])?
    let errorCode: String?
    let errorMessage: String?
    let errorDetail: String?
    /// What made the call fail that would have been performed.
    let fault: Fault?
    let requestID: String
    let decision: Answer?
    /// What ``decision`` answers, with all policies that had a say; the journal drops it before the rest.
    var question: AskedQuestion?

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
        claimedKey: AccessKeyID? = nil,
        requestParameters: (@Sendable () -> [String: JSONValue])? = nil,
        refusal: Refusal? = nil,
        requestID: String,
        decision: Decision? = nil,
        question: AskedQuestion? = nil
    ) {
        self.time = time
        self.source = source
        self.name = name
        self.region = region
        self.peerAddress = peerAddress
        self.userAgent = userAgent.map(Self.cut)
        self.caller = caller
        self.claimedKey = claimedKey
        self.requestParameters = requestParameters
        errorCode = refusal?.code
        errorMessage = refusal.flatMap { refusal in
            refusal.message.map { Self.cut(Self.withoutEcho($0, of: refusal.code)) }
        }
        errorDetail = refusal?.detail.map(Self.cut)
        fault = refusal?.fault
        self.requestID = requestID
        self.question = question
        self.decision = decision.flatMap { decision in
            question.map { question in
                Answer(
                    decision: decision,
                    action: question.request.action,
                    resource: question.request.resource,
                    isTrust: question.policies.resource.kind == .trust
                )
            }
        }
    }

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

    private static func cut(_ text: String) -> String {
        text.utf8.count <= textLimit ? text : String(decoding: text.utf8.prefix(textLimit), as: UTF8.self) + "…"
    }
}
