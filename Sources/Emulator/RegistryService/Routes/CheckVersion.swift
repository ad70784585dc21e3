/// `GET` or `HEAD /v2/` with a valid token (docs/aws/registry.md, "Authentication").
enum CheckVersion {
    static func answer(_: RegistryCall) -> RegistryAnswer {
        RegistryAnswer(200, contentType: RegistryAnswer.json, body: .bytes(Array("{}".utf8)))
    }
}
