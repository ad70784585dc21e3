import AWSProtocols
import OCI

/// `PUT` of an upload's location: the last chunk, if any, and the blob's digest (docs/aws/registry.md, "Uploads").
enum EndUpload {
    static func answer(_ call: RegistryCall) async throws(RegistryError) -> RegistryAnswer {
        guard let digest = call.query["digest"].flatMap({ Digest($0) }) else { throw .invalidDigest }
        let upload = try await call.upload()
        let range = try UploadBody.range(call)
        if call.request.hasBody || range != nil {
            try await UploadBody.receive(call, upload, from: range)
        }
        return try await call.complete(upload, as: digest)
    }
}
