import ECRService
import RegistryService
import STSService

/// The things that Drydock stands in for, each with its own protocol.
enum Surface: Sendable, Hashable {
    case sts
    case ecr
    case registry
    /// Where the registry sends clients for the bytes of layers, which is S3.
    case layers

    /// What CloudTrail calls the service.
    var eventSource: String {
        switch self {
        case .sts: STS.eventSource
        case .ecr, .registry: ECR.eventSource
        case .layers: LayerURLs.eventSource
        }
    }

    /// What people call the service.
    var displayName: String {
        switch self {
        case .sts: "STS"
        case .ecr, .registry: "ECR"
        case .layers: "S3"
        }
    }
}
