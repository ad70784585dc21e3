import AWSCore
package import AWSProtocols
package import World

/// What the gallery shows of the caller's public registry (docs/aws/ecr-public.md, "Catalog data").
package struct GetRegistryCatalogData: ECROperation {
    package static let name = "GetRegistryCatalogData"

    package init(_: inout ECRInput) throws(ECRError) {}

    package func questions(_ call: ECRCall) -> [Question] {
        [Question(Self.action, on: .publicRegistry(of: call.caller.accountID))]
    }

    package func perform(_ call: ECRCall) throws(ECRError) -> JSONValue { Self.shape(call.registrySettings) }

    static func shape(_ settings: RegistrySettings) -> JSONValue {
        .object(["registryCatalogData": .object(settings.displayName.map { ["displayName": .string($0)] } ?? [:])])
    }
}
