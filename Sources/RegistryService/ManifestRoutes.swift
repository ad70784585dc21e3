import AWSCore
import AWSProtocols
import ECRService
import OCI
import Storage
import World

/// Manifests by tag and by digest (emulator.md E.2, E.7).
package enum ManifestRoutes {
    /// `GET` or `HEAD /v2/N/manifests/REF`.
    package static func read(_ call: RegistryCall) async throws(RegistryError) -> RegistryAnswer {
        let repository = try call.knownRepository()
        let reference = try key(call)
        let found = try await registry { try call.store.imageWithManifest(reference, in: repository.id) }
        guard let found else { throw .unknownManifest }
        call.store.recordPull(of: found.image.digest, in: repository.id, at: call.now)
        return RegistryAnswer(
            200,
            contentType: found.image.mediaType,
            [("Docker-Content-Digest", found.image.digest.description)],
            body: .bytes(found.manifest)
        )
    }

    /// `PUT /v2/N/manifests/REF`. What is put again as it is there succeeds (emulator.md D.7).
    package static func write(_ call: RegistryCall) async throws(RegistryError) -> RegistryAnswer {
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
            try await push.perform(on: call.store, at: call.now, admit: call.admission(to: repository))
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

    /// `DELETE /v2/N/manifests/REF`. ECR removes an image with its last tag, and none that an index has; the
    /// specification knows neither rule.
    package static func delete(_ call: RegistryCall) async throws(RegistryError) -> RegistryAnswer {
        let repository = try call.knownRepository()
        let reference = try key(call)
        let rules = DeleteRules(
            keepsReferenced: call.dialect == .ecr,
            lastTagRemovesImage: call.dialect == .ecr
        )
        let outcome = try await registry {
            try await call.store.deleteImage(
                reference,
                in: repository.id,
                rules: rules,
                admit: call.admission(to: repository)
            )
        }
        switch outcome {
        case .deleted: return RegistryAnswer(202)
        case .notFound: throw .unknownManifest
        case .referenced(let indexes): throw .referencedManifest(by: indexes.map(\.description))
        }
    }

    /// A text with a colon is meant as a digest. A tag that breaks the pattern gets no more than a status from ECR (E.3);
    /// to the specification there is no such image.
    private static func key(_ call: RegistryCall) throws(RegistryError) -> ImageKey {
        let text = try call.reference()
        switch ImageReference(text) {
        case .digest(let digest): return .digest(digest)
        case .tag(let tag): return .tag(tag.description)
        case nil where text.utf8.contains(0x3A): throw .invalidDigest
        case nil: throw call.dialect == .ecr ? .unreadableReference : .unknownManifest
        }
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
                throw RegistryError(.imageDigestDoesNotMatch(text, in: repository.name, repository.account))
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
            throw RegistryError(.invalidParameter("imageTag", "must satisfy regular expression '\(tagPattern)'"))
        }
    }

    private static let tagPattern = "[a-zA-Z0-9-_.]+"

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
            throw RegistryError(ECRError.invalidManifest)
        }
    }
}
