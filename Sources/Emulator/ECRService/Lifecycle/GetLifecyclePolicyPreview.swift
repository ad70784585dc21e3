import AWSCore
package import AWSProtocols
import Foundation
import Images
import OCI
import Storage
import World

/// Which images would expire by the policy that is tried out, page by page and the oldest first (docs/aws/ecr.md,
/// "Operations on lifecycle policies" and "Pages"): those of the repository as it is, at the moment at
/// which the preview was started.
package struct GetLifecyclePolicyPreview: RepositoryOperation {
    package static let name = "GetLifecyclePolicyPreview"

    package let repository: RepositoryReference
    private let imageIDs: [ImageIdentifier]?
    private let page: PageRequest
    private let tagStatus: String?

    package init(_ input: inout ECRInput) throws(ECRError) {
        repository = try RepositoryReference(&input)
        imageIDs = try input.imageIDs()
        page = try PageRequest(&input, atMost: 100)
        tagStatus =
            try input.structure("filter") { (filter) throws(ECRError) in
                try filter.text("tagStatus", .values(["TAGGED", "UNTAGGED", "ANY"]))
            } ?? nil
    }

    package func perform(_ call: ECRCall) async throws(ECRError) -> JSONValue {
        if imageIDs != nil { try page.checkUnused(with: "imageIds") }
        let found = try repository.repository(call)
        guard let preview = found.lifecyclePreview else { throw .lifecyclePreviewNotFound }
        let question = [
            "lifecycle preview", found.account.value, call.region.name, found.name, tagStatus ?? "ANY",
            String(preview.startedAt.timeIntervalSince1970),
        ]
        let last = try page.start(for: question)
        let all = try await call.stored { store in
            try LifecycleRun.evaluation(of: preview.policy, in: found, store, at: preview.startedAt).expiries
        }
        let asked = all.filter(isAsked).sorted { Self.key($0) < Self.key($1) }.drop { Self.key($0) <= last ?? "" }
        let results = page.cut(asked, for: question, by: Self.key)
        var members: [String: JSONValue] = [
            "lifecyclePolicyText": .string(preview.policy.text), "status": "COMPLETE",
            "previewResults": .array(results.elements.map { Self.shape($0, call) }),
            "summary": .object(["expiringImageTotalCount": .integer(all.count)]),
        ]
        if let token = results.nextToken { members["nextToken"] = .string(token) }
        return repository.answer(call, members)
    }

    private func isAsked(_ expiry: LifecycleEvaluation.Expiry) -> Bool {
        let image = expiry.image
        if let imageIDs {
            let isNamed = imageIDs.contains { identifier in
                (identifier.digest != nil || identifier.tag != nil)
                    && identifier.digest.map { $0 == image.digest.description } ?? true
                    && identifier.tag.map(image.tags.contains) ?? true
            }
            guard isNamed else { return false }
        }
        switch tagStatus {
        case "TAGGED": return !image.tags.isEmpty
        case "UNTAGGED": return image.tags.isEmpty
        default: return true
        }
    }

    private static func key(_ expiry: LifecycleEvaluation.Expiry) -> String {
        ImageOrder.key(ImagePosition(pushedAt: expiry.image.pushedAt, digest: expiry.image.digest))
    }

    private static func shape(_ expiry: LifecycleEvaluation.Expiry, _ call: ECRCall) -> JSONValue {
        .object([
            "imageTags": .array(expiry.image.tags.map { .string($0) }),
            "imageDigest": .string(expiry.image.digest.description),
            "imagePushedAt": call.timestamp(expiry.image.pushedAt),
            "action": .object(["type": "EXPIRE"]),
            "appliedRulePriority": .integer(expiry.rulePriority),
            "storageClass": "STANDARD",
        ])
    }
}
