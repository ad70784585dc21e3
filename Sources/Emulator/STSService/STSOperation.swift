import AWSProtocols
package import IAM
package import World

/// One operation of STS: its input, read and checked, what IAM is asked about it, and what it does.
///
/// Whoever dispatches reads the input and ends the reading by ``InputReader/finish()``, calls ``admit(_:)``, asks every
/// one of ``questions(_:)`` in its order, throws ``denial(_:of:)`` for the first that is denied, and then calls
/// ``perform(_:)``: all with the same ``STSCall``, each once.
package protocol STSOperation: Sendable {
    /// As `Action` has it, which is also the event's name.
    static var name: String { get }

    /// Which actions IAM may be asked about, or why there is none.
    static var permission: Access { get }

    /// Whether the call needs no signature, because an identity provider vouches for the caller. A signature that is
    /// there nevertheless is not looked at.
    static var isUnsigned: Bool { get }

    /// Whether the call needs an identity provider's keys, which ``STSCall/keysFailure`` may keep from it.
    static var needsProviderKeys: Bool { get }

    /// Whether the world keeps something of a call: a session, or that a one-time code was used.
    static var changesWorld: Bool { get }

    /// Declares and reads the members, and checks what no constraint says.
    init(_ input: inout STSInput) throws(STSError)

    /// Refuses what is refused before any policy is asked: who may not call the operation at all, a region where STS is
    /// switched off, a one-time code that is wrong. A one-time code that is right is used up by this.
    func admit(_ call: STSCall) throws(STSError)

    /// What IAM is asked, in this order; empty where no policy is.
    func questions(_ call: STSCall) throws(STSError) -> [Question]

    /// What is answered where a question is denied.
    ///
    /// - Parameter sentence: the refusal in the words of docs/aws/iam.md, "Denials".
    static func denial(_ sentence: String, of question: Question) -> STSError

    func perform(_ call: STSCall) throws(STSError) -> STSResult
}

extension STSOperation {
    package static var isUnsigned: Bool { false }

    package static var needsProviderKeys: Bool { false }

    package static var changesWorld: Bool { true }

    package func admit(_ call: STSCall) throws(STSError) {}

    package func questions(_ call: STSCall) throws(STSError) -> [Question] { [] }

    package static func denial(_ sentence: String, of question: Question) -> STSError { .accessDenied(sentence) }
}
