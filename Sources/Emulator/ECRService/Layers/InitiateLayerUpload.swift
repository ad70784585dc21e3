package import AWSProtocols
import Images
import Storage
import World

/// Begins an upload, which the registry's routes know as well (docs/aws/ecr-images.md, "Layers").
package struct InitiateLayerUpload: RepositoryOperation {
    package static let name = "InitiateLayerUpload"

    /// What ECR proposes for each part (inferred).
    private static let partSize = 10_485_760

    package let repository: RepositoryReference

    package init(_ input: inout ECRInput) throws(ECRError) {
        repository = try RepositoryReference(&input, takesAlias: true)
    }

    package func perform(_ call: ECRCall) async throws(ECRError) -> JSONValue {
        let repository = try repository.repository(call)
        let upload = try await call.stored { store in
            try store.startUpload(in: repository.id, id: call.newUploadID(), at: call.now)
        }
        return .object(["uploadId": .string(upload.id), "partSize": .integer(Self.partSize)])
    }
}
