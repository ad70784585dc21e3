import AWSCore
import Determinism
import IAM
import Images
import RegistryService

extension Operation {
    /// The row of the bytes of layers, which ECR keeps in S3: the link that ECR has signed is all that is asked for.
    static let readLayer = Operation(
        surface: .layers,
        name: "GetObject",
        access: .noPermissionNeeded(because: "the link is presigned, and whoever has it may follow it"),
        authentication: .signedURL
    ) { (call, services) async throws(Refusal) in
        guard let region = call.region else { throw .fault("The call came without a region.", of: .layers) }
        try services.passFaults(&call)
        let request = call.request
        let download = LayerDownload(
            method: request.method,
            path: request.path,
            query: String(request.query),
            host: request.authority,
            // Within one host, as on localhost, clients rightly keep it.
            hasAuthorization: call.fields.authorization != nil && LayerURLs.region(ofPath: request.path) == nil,
            range: request.headers["Range"],
            region: region,
            now: call.time.now
        )
        do throws(LayerError) {
            return EmulatorResponse(try await download.answer(services.layerURLs, services.registry))
        } catch {
            throw Refusal(error)
        }
    }
}
