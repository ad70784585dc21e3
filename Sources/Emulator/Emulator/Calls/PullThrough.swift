import AWSCore
import Determinism
import ECRService
import IAM
import Images
import OCI
import RegistryService
import Storage
import World

/// The images that a call pulls from a repository, which a pull-through cache may have to fetch first.
struct ImagesPulled: Sendable {
    let repository: String
    let account: AccountID
    let region: Region
    let images: [ImageKey]
    /// The image of which the call lists what refers to it.
    let referrersOf: Digest?
}

extension Services {
    /// Authorises a call, and fetches what it pulls where a pull-through cache has to (docs/aws/ecr-features.md,
    /// "Pull-through caches").
    ///
    /// A repository that is there is asked about first. One that is to be made is made before that, if the caller may
    /// create it and have images imported: until then it has no policy that could let a caller of another account in.
    ///
    /// - Parameters:
    ///   - pulled: nil for calls that pull nothing.
    ///   - ask: asks what is asked of every such call.
    /// - Returns: why images that are not there could not be fetched.
    func authorize(
        _ call: inout Call,
        by access: Access,
        pulling pulled: ImagesPulled?,
        _ ask: (inout Call) throws(Refusal) -> Void
    ) async throws(Refusal) -> [ImageKey: UpstreamFailure] {
        guard let pulled,
            let cache = PullThroughCache(of: pulled.repository, in: pulled.account, pulled.region, world, registry)
        else {
            try ask(&call)
            return [:]
        }
        guard cache.isNew else {
            try ask(&call)
            return try await fetch(pulled, into: cache, &call, by: access)
        }
        let failures = try await fetch(pulled, into: cache, &call, by: access)
        try ask(&call)
        return failures
    }

    private func fetch(
        _ pulled: ImagesPulled,
        into cache: PullThroughCache,
        _ call: inout Call,
        by access: Access
    ) async throws(Refusal) -> [ImageKey: UpstreamFailure] {
        let now = call.time.now
        var failures: [ImageKey: UpstreamFailure] = [:]
        do {
            for image in pulled.images where try cache.isDue(image, at: now) {
                // Without leave to fetch it, what is there already is answered.
                let isMissing = try !cache.has(image)
                let mayCreate =
                    try !cache.isNew || isAllowed("ecr:CreateRepository", pulled, &call, by: access, isMissing)
                guard mayCreate else { return failures }
                guard try isAllowed("ecr:BatchImportUpstreamImage", pulled, &call, by: access, isMissing) else {
                    if isMissing { failures[image] = .notFound }
                    continue
                }
                do {
                    try await cache.bring(image, at: now)
                } catch let failure as UpstreamFailure where isMissing {
                    failures[image] = failure
                } catch is UpstreamFailure {
                    // What was fetched before is still there.
                }
            }
            if let subject = pulled.referrersOf, try cache.referrersAreDue(of: subject, at: now),
                try isAllowed("ecr:BatchImportUpstreamImage", pulled, &call, by: access, false)
            {
                do {
                    try await cache.bringReferrers(of: subject, at: now)
                } catch let failure as UpstreamFailure {
                    failures[.digest(subject)] = failure
                }
            }
        } catch let refusal as Refusal {
            throw refusal
        } catch {
            throw .fault("The image could not be fetched: \(error)", of: call.destination.surface)
        }
        return failures
    }

    /// - Parameter isRequired: whether a refusal leaves the call without an image.
    private func isAllowed(
        _ action: String,
        _ pulled: ImagesPulled,
        _ call: inout Call,
        by access: Access,
        _ isRequired: Bool
    ) throws(Refusal) -> Bool {
        let repository = AccessedResource.repository(pulled.repository, pulled.account, pulled.region)
        return try authorizer.isAllowed(Question(action, on: repository, isRequired: isRequired), of: &call, by: access)
    }
}

extension ECROperation {
    /// What a call of the operation pulls; nil where it pulls nothing.
    ///
    /// - Parameter questions: what is asked of the call.
    func pull(_ questions: [Question]) -> ImagesPulled? {
        let images = pulledImages
        let subject = pulledReferrers
        guard !images.isEmpty || subject != nil, let id = questions.first?.resource.repository else { return nil }
        return ImagesPulled(
            repository: id.name,
            account: id.account,
            region: id.region,
            images: images,
            referrersOf: subject
        )
    }
}

extension RegistryRequest {
    /// What the request pulls; nil where it pulls nothing.
    func pull(in account: AccountID, _ region: Region) -> ImagesPulled? {
        let image = pulledImage
        let subject = pulledReferrers
        guard let repository, image != nil || subject != nil else { return nil }
        return ImagesPulled(
            repository: repository,
            account: account,
            region: region,
            images: image.map { [$0] } ?? [],
            referrersOf: subject
        )
    }
}
