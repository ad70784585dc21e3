import AWSCore
package import AWSProtocols
import Images
package import OCI
import Storage
import World

/// The images that say something about an image: signatures, attestations and the like (docs/aws/ecr-images.md,
/// "Referrers"). A subject need not be there. What a pull-through cache has not asked its upstream for within a day is fetched
/// first.
package struct ListImageReferrers: RepositoryOperation {
    package static let name = "ListImageReferrers"
    package static let reporting = InputReporting.all
    /// The documented permission: there is no action of the operation's name.
    package static let action = "ecr:BatchGetImage"

    private static let largestPage = 50

    package let repository: RepositoryReference
    private let subject: String
    private let artifactTypes: [String]
    private let artifactStatus: String?
    private let page: PageRequest

    package init(_ input: inout ECRInput) throws(ECRError) {
        repository = try RepositoryReference(&input)
        subject = try input.requiredStructure("subjectId") { (subject) throws(ECRError) in
            try subject.requiredText("imageDigest", .digest)
        }
        var artifactTypes: [String] = []
        var artifactStatus: String?
        try input.structure("filter") { (filter) throws(ECRError) in
            artifactTypes = try filter.texts("artifactTypes", .length(0...5) + .elements(.length(1...255))) ?? []
            artifactStatus = try filter.text("artifactStatus", .values(["ACTIVE", "ARCHIVED", "ACTIVATING", "ANY"]))
        }
        self.artifactTypes = artifactTypes
        self.artifactStatus = artifactStatus
        page = try PageRequest(&input, atMost: Self.largestPage)
    }

    package var pulledReferrers: Digest? { Digest(subject) }

    package func perform(_ call: ECRCall) async throws(ECRError) -> JSONValue {
        let repository = try repository.repository(call)
        let question = [
            "image referrers", repository.account.value, call.region.name, repository.name, subject,
            artifactTypes.sorted().joined(separator: " "), artifactStatus ?? "ACTIVE",
        ]
        let start = try page.start(for: question, ImageOrder.imagePosition)
        let size = page.maxResults ?? Self.largestPage
        let digest = Digest(subject)
        if let digest, let failure = call.upstreamFailures[.digest(digest)], failure.isSecrets {
            throw .unableToListUpstreamReferrers(failure)
        }
        // Images come out of the archive at once, so none is on its way.
        let isAsked = artifactStatus != "ACTIVATING"
        let archived: Bool? = artifactStatus == "ANY" ? nil : artifactStatus == "ARCHIVED"
        let referrers = try await call.stored { store in
            guard isAsked, let digest else { return [Referrer]() }
            return try store.referrers(
                of: digest,
                in: repository.id,
                artifactTypes: artifactTypes,
                archived: archived,
                after: start,
                limit: size + 1
            )
        }
        let found = page.cut(referrers, for: question, size: size) { ImageOrder.key($0.position) }
        var answer: [String: JSONValue] = ["referrers": .array(found.elements.map(Self.shape))]
        if let token = found.nextToken { answer["nextToken"] = .string(token) }
        return .object(answer)
    }

    /// `ImageReferrer` of docs/aws/ecr.md, "Structures".
    private static func shape(_ referrer: Referrer) -> JSONValue {
        var members: [String: JSONValue] = [
            "digest": .string(referrer.digest.description),
            "mediaType": .string(referrer.mediaType),
            "size": .integer(referrer.size),
            "artifactStatus": referrer.isArchived ? "ARCHIVED" : "ACTIVE",
        ]
        if let type = referrer.artifactType { members["artifactType"] = .string(type) }
        if !referrer.annotations.isEmpty {
            members["annotations"] = .object(referrer.annotations.mapValues { .string($0) })
        }
        return .object(members)
    }
}
