import AWSCore
import AWSProtocols
import Images
import OCI
import Storage
import World

/// `PUT /v2/N/manifests/REF` (docs/aws/registry.md, "Manifests"). What is put again as it is there succeeds.
enum WriteManifest {
    static func answer(_ call: RegistryCall) async throws(RegistryError) -> RegistryAnswer {
        let repository = try call.knownRepository()
        let (digest, tags) = try names(call, repository)
        let push = ImagePush(
            repository: repository,
            manifest: try manifest(call),
            bytes: call.body,
            digest: digest,
            tags: tags,
            // The specification lets a registry take manifests whose parts are elsewhere; ECR does not.
            requiresParts: call.dialect == .ecr
        )
        _ = try await registry {
            try await push.perform(in: call.services.world, call.store, at: call.now)
        }
        var headers = [
            ("Location", call.link(repository, "manifests/\(digest)")),
            ("Docker-Content-Digest", digest.description),
        ]
        if let subject = push.manifest.subject { headers.append(("OCI-Subject", subject.digest.description)) }
        if call.dialect == .oci, case .digest = ImageReference(try call.reference()) {
            headers += tags.map { ("OCI-Tag", $0.description) }
        }
        return RegistryAnswer(201, headers)
    }

    /// The digest of what is sent, and the tags that it is to have.
    private static func names(
        _ call: RegistryCall,
        _ repository: Repository
    ) throws(RegistryError) -> (Digest, [Tag]) {
        let text = try call.reference()
        switch ImageReference(text) {
        case .tag(let tag):
            return (Digest.of(call.body), [tag])
        case .digest(let given):
            let digest = Digest.of(call.body, given.algorithm)
            guard digest == given else {
                guard call.dialect == .ecr else { throw .digestDiffers(text, calculated: digest.description) }
                throw RegistryError(.imageDigestDiffers(text, in: repository.id))
            }
            guard call.dialect == .oci else {
                // ECR computes SHA-256 only.
                guard given.algorithm == .sha256 else { throw .invalidDigest }
                return (digest, [])
            }
            return (digest, try tagParameters(call))
        case nil:
            guard !text.utf8.contains(0x3A) else { throw .invalidDigest }
            guard call.dialect == .ecr else { throw malformedTag(text) }
            throw RegistryError(.invalidForm("imageTag", pattern: ImageNames.tagPattern))
        }
    }

    /// The specification's `?tag=`, as often as it is given.
    private static func tagParameters(_ call: RegistryCall) throws(RegistryError) -> [Tag] {
        var tags: [Tag] = []
        for text in call.query.values(of: "tag") {
            guard let tag = Tag(text) else { throw malformedTag(text) }
            if !tags.contains(tag) { tags.append(tag) }
        }
        return tags
    }

    private static func malformedTag(_ text: String) -> RegistryError {
        .invalidManifest("the tag '\(text.prefix(200))' has a form that tags have not")
    }

    private static func manifest(_ call: RegistryCall) throws(RegistryError) -> Manifest {
        do throws(ManifestError) {
            return try ImagePush.manifest(call.body, contentType: call.headers["Content-Type"])
        } catch {
            guard call.dialect == .ecr else { throw .invalidManifest(error.description) }
            throw RegistryError(.invalidManifest)
        }
    }
}
