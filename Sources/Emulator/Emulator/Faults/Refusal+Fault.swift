import ECRService
import EKSService
import RegistryService
import S3Service
import STSService

extension Refusal {
    /// What a fault does to a call, in the manner of a surface (docs/aws/endpoints.md, "Statuses").
    init(_ fault: Fault, of surface: Surface) {
        switch fault.kind {
        case .throttle: self = .throttled(by: surface)
        case .cut: self.init("ConnectionClosed", nil, status: 0)
        default:
            // Of an error; the others are met elsewhere.
            let usual = Refusal.failure(of: surface)
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

    private static func throttled(by surface: Surface) -> Refusal {
        switch surface {
        case .sts: Refusal(STSError.throttled)
        case .ecr: Refusal(ECRError.throttled)
        case .registry: Refusal(RegistryError.throttled)
        case .layers: Refusal(LayerError.throttled)
        case .s3: Refusal(S3Error.throttled)
        case .eks: Refusal(EKSError.throttled)
        }
    }

    private static func failure(of surface: Surface) -> Refusal {
        switch surface {
        case .sts: Refusal(STSError.failed)
        case .ecr: Refusal(ECRError.failed)
        case .registry: Refusal(RegistryError.failed)
        case .layers: Refusal(LayerError.failed)
        case .s3: Refusal(S3Error.failed)
        case .eks: Refusal(EKSError.failed)
        }
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
