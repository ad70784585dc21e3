import Storage

/// `GET` of an upload's location: how far it is (emulator.md E.2).
enum ReadUpload {
    static func answer(_ call: RegistryCall) async throws(RegistryError) -> RegistryAnswer {
        let upload = try await call.upload()
        return .progress(204, of: upload, received: upload.received, call)
    }
}
