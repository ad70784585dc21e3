/// `DELETE` of an upload's location (docs/aws/registry.md, "Routes").
enum CancelUpload {
    static func answer(_ call: RegistryCall) async throws(RegistryError) -> RegistryAnswer {
        try await call.discard(try await call.upload())
        return RegistryAnswer(204)
    }
}
