import AWSProtocols
import ECRService
import EKSService
import IAMService
import Images
import OrganizationsService
import RegistryService
import S3Service
import STSService

/// The things that Drydock stands in for, each with its own protocol.
enum Surface: Sendable, Hashable {
    case sts
    case iam
    case ecr
    case registry
    case ecrPublic
    /// The registry of ECR Public.
    case publicRegistry
    /// Where the registry sends clients for the bytes of layers, which is S3.
    case layers
    /// S3 itself: buckets.
    case s3
    case eks
    case organizations

    /// Whether a partition has it once, in its global region.
    var isOfPartition: Bool { self == .iam || self == .organizations }

    /// What there is to say of a surface.
    private struct Row {
        /// What CloudTrail calls the service.
        let eventSource: String
        /// What people call the service.
        let displayName: String
        /// In whose words it refuses.
        let errors: any ServiceError.Type
        /// How its refusals look on the wire.
        let failure: (ErrorAnswer, RefusedRequest) -> EmulatorResponse
    }

    private var row: Row {
        switch self {
        case .sts:
            Row(
                eventSource: STS.eventSource,
                displayName: "STS",
                errors: STSError.self,
                failure: QueryAnswer.sts.failure
            )
        case .iam:
            Row(
                eventSource: IAMProtocol.eventSource,
                displayName: "IAM",
                errors: IAMError.self,
                failure: QueryAnswer.iam.failure
            )
        case .ecr:
            Row(eventSource: ECR.eventSource, displayName: "ECR", errors: ECRError.self, failure: ECRAnswer.failure)
        case .registry:
            Row(
                eventSource: ECR.eventSource,
                displayName: "ECR",
                errors: RegistryError.self,
                failure: { EmulatorResponse(RegistryAnswer(RegistryError($0), origin: $1.linkOrigin)) }
            )
        case .ecrPublic:
            Row(
                eventSource: ECRPublic.eventSource,
                displayName: "ECR Public",
                errors: ECRError.self,
                failure: ECRAnswer.failure
            )
        case .publicRegistry:
            Row(
                eventSource: ECRPublic.eventSource,
                displayName: "ECR Public",
                errors: RegistryError.self,
                failure: {
                    EmulatorResponse(RegistryAnswer(RegistryError($0), origin: $1.linkOrigin, isPublic: true))
                }
            )
        case .layers:
            Row(
                eventSource: LayerURLs.eventSource,
                displayName: "S3",
                errors: LayerError.self,
                failure: LayerAnswer.failure
            )
        case .s3:
            Row(
                eventSource: S3Operation.eventSource,
                displayName: "S3",
                errors: S3Error.self,
                failure: BucketAnswer.failure
            )
        case .eks:
            Row(
                eventSource: EKSOperation.eventSource,
                displayName: "EKS",
                errors: EKSError.self,
                failure: EKSAnswer.failure
            )
        case .organizations:
            Row(
                eventSource: OrganizationsProtocol.eventSource,
                displayName: "Organizations",
                errors: OrganizationsError.self,
                failure: ECRAnswer.failure
            )
        }
    }

    var eventSource: String { row.eventSource }
    var displayName: String { row.displayName }
    var errors: any ServiceError.Type { row.errors }

    /// A refusal in the manner of the service that was called.
    func response(_ refusal: Refusal, to request: RefusedRequest) -> EmulatorResponse {
        refusal.fault?.kind == .cut ? .none : row.failure(refusal.answer, request)
    }
}

/// What the answer to a refused request needs to know of it.
struct RefusedRequest {
    let requestID: String
    /// Whether the client asked STS or IAM for JSON.
    var asJSON = false
    /// What links in the answer begin with.
    var linkOrigin = ""
}
