import AWSProtocols
import Images
import OCI
import Storage
import World

/// `GET /v2/N/referrers/DIGEST` (docs/aws/registry.md, "Lists"). A subject need not be there.
enum ListReferrers {
    static func answer(_ call: RegistryCall) async throws(RegistryError) -> RegistryAnswer {
        let repository = try call.knownRepository()
        let digest = try call.digest()
        let type = call.query["artifactType"]
        let page = try OpaquePage(call, of: "referrers", "\(repository.name) \(digest) \(type ?? "")")
        let found = try await registry {
            try call.store.referrers(
                of: digest,
                in: repository.id,
                artifactTypes: type.map { [$0] } ?? [],
                archived: false,
                after: try page.last.map { try ImageOrder.imagePosition($0) },
                limit: page.size + 1
            )
        }
        let listed = found.prefix(page.size)
        let next = found.count > page.size ? listed.last.map { ImageOrder.key($0.position) } : nil
        return .list(
            [
                "schemaVersion": 2,
                "mediaType": .string(MediaTypes.ociIndex),
                "manifests": .array(listed.map(\.descriptor)),
            ],
            contentType: MediaTypes.ociIndex,
            next: next.map { page.link(to: "\(call.pathName(repository.name))/referrers/\(digest)", after: $0, call) },
            type == nil ? [] : [("OCI-Filters-Applied", "artifactType")]
        )
    }
}

extension Referrer {
    /// As the index of referrers lists it.
    fileprivate var descriptor: JSONValue {
        var members: [String: JSONValue] = [
            "mediaType": .string(mediaType),
            "digest": .string(digest.description),
            "size": .integer(size),
        ]
        if let artifactType { members["artifactType"] = .string(artifactType) }
        if !annotations.isEmpty { members["annotations"] = .object(annotations.mapValues { .string($0) }) }
        return .object(members)
    }
}
