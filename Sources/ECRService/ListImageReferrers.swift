import AWSCore
package import AWSProtocols
import Images
import OCI
import Storage
import World

/// The images that say something about an image: signatures, attestations and the like (emulator.md D.1, D.7). A subject
/// need not be there.
package struct ListImageReferrers: RepositoryOperation {
    /// The documented permission: there is no action of the operation's name.
    package static let action = "ecr:BatchGetImage"

    private static let statuses = ["ACTIVE", "ARCHIVED", "ACTIVATING", "ANY"]
    private static let largestPage = 50
    private static let artifactTypeLength = 1...255

    package let repository: RepositoryReference
    private let subject: String
    private let artifactTypes: [String]
    private let artifactStatus: String?
    private let page: PageRequest

    package init(_ members: InputMembers) throws(ECRError) {
        repository = try RepositoryReference(members)
        guard let subjectID = try members.structure("subjectId") else { throw members.missing("subjectId") }
        subject = try subjectID.required("imageDigest")
        let filter = try members.structure("filter")
        artifactTypes = try filter?.strings("artifactTypes") ?? []
        artifactStatus = try filter?.string("artifactStatus")
        page = try PageRequest(members)
    }

    package var requestParameters: [String: JSONValue] {
        var parameters = repository.requestParameters.merging(page.requestParameters) { $1 }
        parameters["subjectId"] = .object(["imageDigest": .string(subject)])
        var filter: [String: JSONValue] = [:]
        if !artifactTypes.isEmpty { filter["artifactTypes"] = .array(artifactTypes.map { .string($0) }) }
        if let artifactStatus { filter["artifactStatus"] = .string(artifactStatus) }
        if !filter.isEmpty { parameters["filter"] = .object(filter) }
        return parameters
    }

    package func perform(_ call: ECRCall) async throws(ECRError) -> JSONValue {
        try check()
        let repository = try repository.repository(call)
        let question = [
            "image referrers", repository.account.value, call.region.name, repository.name, subject,
            artifactTypes.sorted().joined(separator: " "), artifactStatus ?? "ACTIVE",
        ]
        let start = try page.start(for: question, ImageOrder.imagePosition)
        let size = page.maxResults ?? Self.largestPage
        let digest = Digest(subject)
        // Nothing is ever archived here, so all images are active.
        let isAsked = artifactStatus == nil || artifactStatus == "ACTIVE" || artifactStatus == "ANY"
        let referrers = try await call.stored { store in
            guard isAsked, let digest else { return [Referrer]() }
            return try store.referrers(
                of: digest,
                in: repository.id,
                artifactTypes: artifactTypes,
                after: start,
                limit: size + 1
            )
        }
        let found = page.cut(referrers, for: question, size: size) { ImageOrder.key($0.position) }
        var answer: [String: JSONValue] = ["referrers": .array(found.elements.map(Self.shape))]
        if let token = found.nextToken { answer["nextToken"] = .string(token) }
        return .object(answer)
    }

    private func check() throws(ECRError) {
        try page.check(most: Self.largestPage)
        try ImageNames.checkDigest(subject, at: "subjectId.imageDigest")
        guard artifactTypes.count <= 5 else { throw .tooLong("filter.artifactTypes", 5) }
        for type in artifactTypes where !Self.artifactTypeLength.contains(type.utf16.count) {
            throw .invalidElement(of: "filter.artifactTypes", length: Self.artifactTypeLength)
        }
        if let artifactStatus, !Self.statuses.contains(artifactStatus) {
            throw .notOneOf(Self.statuses, at: "filter.artifactStatus")
        }
    }

    /// `ImageReferrer` of emulator.md D.2.
    private static func shape(_ referrer: Referrer) -> JSONValue {
        var members: [String: JSONValue] = [
            "digest": .string(referrer.digest.description),
            "mediaType": .string(referrer.mediaType),
            "size": .integer(referrer.size),
            "artifactStatus": "ACTIVE",
        ]
        if let type = referrer.artifactType { members["artifactType"] = .string(type) }
        if !referrer.annotations.isEmpty {
            members["annotations"] = .object(referrer.annotations.mapValues { .string($0) })
        }
        return .object(members)
    }
}
