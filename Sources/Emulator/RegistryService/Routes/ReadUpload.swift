import Storage

/// `GET` of an upload's location: how far it is (docs/aws/registry.md, "Routes").
enum ReadUpload {
    static func answer(_ call: RegistryCall) async throws(RegistryError) -> RegistryAnswer {
        let upload = try await call.upload()
        return .progress(204, of: upload, received: upload.received, call)
    }
}
