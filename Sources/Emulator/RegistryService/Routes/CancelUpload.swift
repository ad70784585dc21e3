/// `DELETE` of an upload's location (emulator.md E.2).
enum CancelUpload {
    static func answer(_ call: RegistryCall) async throws(RegistryError) -> RegistryAnswer {
        try await call.discard(try await call.upload())
        return RegistryAnswer(204)
    }
}
