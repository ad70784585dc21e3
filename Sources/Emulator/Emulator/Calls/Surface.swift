import ECRService
import EKSService
import Images
import RegistryService
import S3Service
import STSService

/// The things that Drydock stands in for, each with its own protocol.
enum Surface: Sendable, Hashable {
    case sts
    case ecr
    case registry
    /// Where the registry sends clients for the bytes of layers, which is S3.
    case layers
    /// S3 itself: buckets.
    case s3
    case eks

    /// What CloudTrail calls the service.
    var eventSource: String {
        switch self {
        case .sts: STS.eventSource
        case .ecr, .registry: ECR.eventSource
        case .layers: LayerURLs.eventSource
        case .s3: S3Operation.eventSource
        case .eks: EKSOperation.eventSource
        }
    }

    /// What people call the service.
    var displayName: String {
        switch self {
        case .sts: "STS"
        case .ecr, .registry: "ECR"
        case .layers, .s3: "S3"
        case .eks: "EKS"
        }
    }
}
