import Storage

/// `PATCH` of an upload's location: one chunk, or all of the blob (docs/aws/registry.md, "Uploads").
enum SendPart {
    /// ECR answers 201, and its range stays at the end of the first chunk.
    static func created(_ call: RegistryCall) async throws(RegistryError) -> RegistryAnswer {
        let upload = try await receive(call)
        return .progress(201, of: upload, received: upload.firstPartSize ?? 0, call)
    }

    static func accepted(_ call: RegistryCall) async throws(RegistryError) -> RegistryAnswer {
        let upload = try await receive(call)
        return .progress(202, of: upload, received: upload.received, call)
    }

    private static func receive(_ call: RegistryCall) async throws(RegistryError) -> Upload {
        let upload = try await call.upload()
        try await UploadBody.receive(call, upload, from: try UploadBody.range(call))
        return upload
    }
}
