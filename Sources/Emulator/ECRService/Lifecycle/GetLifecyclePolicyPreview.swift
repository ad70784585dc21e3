import AWSCore
package import AWSProtocols
import Foundation
import Images
import OCI
import Storage
import World

/// What would become of images by the policy that is tried out, page by page and the oldest first (docs/aws/ecr.md,
/// "Operations on lifecycle policies" and "Pages"): those of the repository as it is, at the moment at which the preview
/// was started.
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
            try LifecycleRun.evaluation(of: preview.policy, in: found, store, at: preview.startedAt).effects
        }
        let asked = all.filter(isAsked).sorted { Self.key($0) < Self.key($1) }.drop { Self.key($0) <= last ?? "" }
        let results = page.cut(asked, for: question, by: Self.key)
        var members: [String: JSONValue] = [
            "lifecyclePolicyText": .string(preview.policy.text), "status": "COMPLETE",
            "previewResults": .array(results.elements.map { Self.shape($0, call) }),
            "summary": Self.summary(of: all),
        ]
        if let token = results.nextToken { members["nextToken"] = .string(token) }
        return repository.answer(call, members)
    }

    private func isAsked(_ effect: LifecycleEvaluation.Effect) -> Bool {
        let image = effect.image
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

    private static func summary(of effects: [LifecycleEvaluation.Effect]) -> JSONValue {
        let transitions = effects.count { $0.action == .transition }
        var members: [String: JSONValue] = ["expiringImageTotalCount": .integer(effects.count - transitions)]
        if transitions > 0 {
            members["transitioningImageTotalCounts"] = [
                ["targetStorageClass": "ARCHIVE", "imageTotalCount": .integer(transitions)]
            ]
        }
        return .object(members)
    }

    private static func key(_ effect: LifecycleEvaluation.Effect) -> String {
        ImageOrder.key(ImagePosition(pushedAt: effect.image.pushedAt, digest: effect.image.digest))
    }

    private static func shape(_ effect: LifecycleEvaluation.Effect, _ call: ECRCall) -> JSONValue {
        .object([
            "imageTags": .array(effect.image.tags.map { .string($0) }),
            "imageDigest": .string(effect.image.digest.description),
            "imagePushedAt": call.timestamp(effect.image.pushedAt),
            "action": .object(
                effect.action == .expire ? ["type": "EXPIRE"] : ["type": "TRANSITION", "targetStorageClass": "ARCHIVE"]
            ),
            "appliedRulePriority": .integer(effect.rulePriority),
            "storageClass": effect.image.isArchived ? "ARCHIVE" : "STANDARD",
        ])
    }
}
