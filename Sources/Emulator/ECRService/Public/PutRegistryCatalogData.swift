import AWSCore
package import AWSProtocols
package import World

/// Sets what the gallery shows of the caller's public registry; what is not given is not shown any more (inferred).
package struct PutRegistryCatalogData: ECROperation {
    package static let name = "PutRegistryCatalogData"

    private let displayName: String?

    package init(_ input: inout ECRInput) throws(ECRError) {
        displayName = try input.text("displayName", .length(0...100))
    }

    package func questions(_ call: ECRCall) -> [Question] {
        [Question(Self.action, on: .publicRegistry(of: call.caller.accountID))]
    }

    package func perform(_ call: ECRCall) async throws(ECRError) -> JSONValue {
        GetRegistryCatalogData.shape(try await call.updateRegistry { $0.displayName = displayName })
    }
}
