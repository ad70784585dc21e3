import AWSProtocols

/// What Drydock itself says of what it does not do. The status is 501, the one of its kind that AWS's SDKs do not retry,
/// and the code is S3's for it.
extension Refusal {
    /// Told apart by it, in the journal too, from what AWS refuses.
    static let notEmulatedCode = "NotImplemented"

    /// An operation that the service has and Drydock does not, for a caller who may.
    static func notSupported(_ operation: String, of surface: Surface) -> Refusal {
        notEmulated(
            "Drydock does not support the operation \(operation) of \(surface.displayName). The call was authenticated and "
                + "allowed, and nothing was done."
        )
    }

    static func notEmulated(_ sentence: String) -> Refusal { Refusal(notEmulatedCode, sentence, status: 501) }
}

extension Event {
    /// Whether the call ended because Drydock does not do what was asked, and not as AWS would have answered it.
    package var isNotEmulated: Bool { errorCode == Refusal.notEmulatedCode }
}
