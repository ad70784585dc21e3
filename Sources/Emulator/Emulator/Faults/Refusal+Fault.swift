import AWSProtocols
import STSService

extension Refusal {
    /// What a fault does to a call, in the manner of a surface (docs/aws/endpoints.md, "Statuses").
    init(_ fault: Fault, of surface: Surface) {
        switch fault.kind {
        case .throttle: self.init(surface.errors.throttled)
        case .cut: self.init("ConnectionClosed", nil, status: 0)
        default:
            // Of an error; the others are met elsewhere.
            let usual = surface.errors.failed.answer
            let rule = fault.rule
            self.init(
                rule.code ?? usual.code,
                rule.message ?? usual.message,
                status: rule.status ?? usual.status,
                members: usual.members
            )
        }
        self.fault = fault
    }
}

extension STSError {
    /// What a fault does to a call that needs the keys of an identity provider (docs/aws/sts.md,
    /// "AssumeRoleWithWebIdentity"); nil where it does nothing to such a call.
    ///
    /// - Parameter provider: the provider's URL.
    init?(_ fault: Fault, of provider: String) {
        switch fault.kind {
        case .noKeys: self = .keysNotRetrievable
        case .unreachable: self = .providerNotReachable(provider)
        default: return nil
        }
    }
}
