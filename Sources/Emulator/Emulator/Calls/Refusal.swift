import AWSCore
import AWSProtocols
import ECRService
import EKSService
import RegistryService
import S3Service
import STSService

/// Why a call was not performed, in whatever service: what the client is told.
struct Refusal: Error, Sendable, Equatable {
    let code: String
    let message: String?
    let status: Int
    /// What some errors of the ECR API and of S3 say besides.
    let members: [String: JSONValue]
    /// Header fields that S3's errors have.
    var headers: HeaderFields = [:]
    /// What stands behind it, for the journal: more than the client is told.
    var detail: String?
    /// The fault that this comes from; nil for a refusal that AWS would give.
    var fault: Fault?

    init(_ code: String, _ message: String?, status: Int, members: [String: JSONValue] = [:]) {
        self.code = code
        self.message = message
        self.status = status
        self.members = members
    }

    init(_ error: STSError) {
        self.init(error.code, error.message, status: error.status)
        detail = error.detail
    }

    init(_ error: ECRError) {
        self.init(error.code, error.message, status: error.status, members: error.members)
    }

    init(_ error: RegistryError) {
        self.init(error.code, error.message, status: error.status)
    }

    init(_ error: LayerError) {
        self.init(error.code, error.message, status: error.status)
    }

    init(_ error: S3Error) {
        self.init(
            error.code,
            error.message,
            status: error.status,
            members: error.members.reduce(into: [:]) { $0[$1.name] = .string($1.value) }
        )
        headers = error.headers
    }

    init(_ error: EKSError) {
        self.init(error.code, error.message, status: error.status)
    }

    /// An IAM refusal in the manner of a surface; `sentence` is that of docs/aws/iam.md, "Denials".
    static func denied(_ sentence: String, by surface: Surface) -> Refusal {
        switch surface {
        case .sts: Refusal(STSError.accessDenied(sentence))
        case .ecr: Refusal(ECRError.accessDenied(sentence))
        case .registry: Refusal(RegistryError.denied(sentence))
        case .layers: Refusal(LayerError.accessDenied)
        case .s3: Refusal(S3Error.accessDenied(sentence))
        case .eks: Refusal(EKSError.accessDenied(sentence))
        }
    }

    /// The caller went away between being recognised and being asked about: the same as never having been there
    /// (docs/aws/signatures.md, "Refusals", 11; docs/aws/registry.md, "Authentication").
    static func unknownCaller(_ surface: Surface) -> Refusal {
        let message = "The security token included in the request is invalid."
        return switch surface {
        case .sts: Refusal("InvalidClientTokenId", message, status: 403)
        case .ecr: Refusal("UnrecognizedClientException", message, status: 400)
        case .registry: Refusal(RegistryError.invalidToken)
        case .layers: Refusal(LayerError.accessDenied)
        case .s3:
            Refusal(
                "InvalidAccessKeyId",
                "The AWS Access Key Id you provided does not exist in our records.",
                status: 403
            )
        case .eks: Refusal("UnrecognizedClientException", message, status: 403)
        }
    }

    /// Something inside the emulator failed, and the call with it.
    static func fault(_ reason: String, of surface: Surface) -> Refusal {
        switch surface {
        case .sts: Refusal(STSError.internalFailure(reason))
        case .ecr: Refusal(ECRError.server(reason))
        case .registry: Refusal(RegistryError.internalFailure(reason))
        case .layers: Refusal(LayerError.internalError(reason))
        case .s3: Refusal(S3Error.internalError(reason))
        case .eks: Refusal(EKSError.server(reason))
        }
    }

    static func of<Result>(_ body: () async throws(STSError) -> Result) async throws(Refusal) -> Result {
        do throws(STSError) { return try await body() } catch { throw Refusal(error) }
    }

    static func of<Result>(_ body: () async throws(ECRError) -> Result) async throws(Refusal) -> Result {
        do throws(ECRError) { return try await body() } catch { throw Refusal(error) }
    }

    static func of<Result>(_ body: () async throws(RegistryError) -> Result) async throws(Refusal) -> Result {
        do throws(RegistryError) { return try await body() } catch { throw Refusal(error) }
    }
    static func of<Result>(_ body: () throws(STSError) -> Result) throws(Refusal) -> Result {
        do throws(STSError) { return try body() } catch { throw Refusal(error) }
    }

    static func of<Result>(_ body: () throws(ECRError) -> Result) throws(Refusal) -> Result {
        do throws(ECRError) { return try body() } catch { throw Refusal(error) }
    }

    static func of<Result>(_ body: () throws(RegistryError) -> Result) throws(Refusal) -> Result {
        do throws(RegistryError) { return try body() } catch { throw Refusal(error) }
    }

    static func of<Result>(_ body: () throws(S3Error) -> Result) throws(Refusal) -> Result {
        do throws(S3Error) { return try body() } catch { throw Refusal(error) }
    }

    static func of<Result>(_ body: () throws(EKSError) -> Result) throws(Refusal) -> Result {
        do throws(EKSError) { return try body() } catch { throw Refusal(error) }
    }
}
