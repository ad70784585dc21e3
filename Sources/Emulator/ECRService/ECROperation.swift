package import AWSProtocols
package import OCI
package import Storage
package import World

/// One operation of the ECR API: its input, what IAM is asked, and what it does.
///
/// Whoever dispatches reads the input, asks IAM ``questions(_:)``, ends the call by ``InputReader/finish()`` where the
/// input breaks constraints, and then calls ``perform(_:)``.
package protocol ECROperation: Sendable {
    /// As `X-Amz-Target` has it, which is also the event's name.
    static var name: String { get }

    /// The IAM action; every question about the operation asks this one first.
    static var action: String { get }

    /// Which error answers to an input that breaks constraints: InvalidParameterException for the first of them, or
    /// ValidationException for all.
    static var reporting: InputReporting { get }

    /// Declares and reads the members.
    init(_ input: inout ECRInput) throws(ECRError)

    /// What IAM must allow, in the order in which it is asked; never empty. The first refusal ends the call.
    func questions(_ call: ECRCall) -> [Question]

    /// The images that it pulls from the repository that ``questions(_:)`` is first about, which a pull-through cache may
    /// have to fetch beforehand.
    var pulledImages: [ImageKey] { get }

    /// The image of that repository of which it lists what refers to it; nil for other operations.
    var pulledReferrers: Digest? { get }

    /// Does it, for a caller that may.
    ///
    /// - Returns: the output's members.
    func perform(_ call: ECRCall) async throws(ECRError) -> JSONValue
}

extension ECROperation {
    /// The action of the operation's name.
    package static var action: String { "ecr:" + name }

    package static var reporting: InputReporting { .first }

    package var pulledImages: [ImageKey] { [] }

    package var pulledReferrers: Digest? { nil }
}
