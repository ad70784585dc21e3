package import Foundation
package import OCI
package import Storage
package import World

/// What a lifecycle policy does to the images of a repository at a moment (docs/aws/ecr-features.md, "Lifecycle policies").
///
/// Every rule is matched with all images and then applied by priority. A rule counts also the images that a rule before
/// it has taken. An image that a rule is about is left alone by later ones, whether or not this one takes it. An
/// image of an index stays while the index does. A rule is about the images of one storage class.
package struct LifecycleEvaluation: Sendable {
    /// What becomes of an image, and by which rule.
    package struct Effect: Sendable, Equatable {
        package let image: StoredImage
        package let action: LifecycleRule.Action
        package let rulePriority: Int
    }

    private static let day: TimeInterval = 86_400

    private let policy: LifecyclePolicy
    /// Those that there were at the moment.
    private let images: [StoredImage]
    private let children: Set<Digest>
    private let date: Date

    /// - Parameters:
    ///   - images: all of the repository.
    ///   - children: the images that indexes of the repository refer to.
    package init(_ policy: LifecyclePolicy, _ images: [StoredImage], children: Set<Digest>, at date: Date) {
        self.policy = policy
        self.images = images.filter { $0.pushedAt <= date }
        self.children = children
        self.date = date
    }

    /// In the order of the rules, and of a rule's the oldest first.
    package var effects: [Effect] {
        var effects: [Effect] = []
        var settled: Set<Digest> = []
        for rule in policy.rules {
            let concerned = concerned(by: rule)
            for image in selected(by: rule, concerned) where !settled.contains(image.digest) {
                guard !children.contains(image.digest) else { continue }
                effects.append(Effect(image: image, action: rule.action, rulePriority: rule.priority))
            }
            settled.formUnion(concerned.map(\.digest))
        }
        return effects
    }

    /// When an image comes of an age, next after the moment, at which a rule can select it; nil where none will.
    package var nextAge: Date? {
        policy.rules.flatMap { rule in
            concerned(by: rule).compactMap { image in Self.ageing(of: image, by: rule) }
                .map { $0.since.addingTimeInterval($0.limit) }
        }
        .filter { $0 >= date }.min()
    }

    private func concerned(by rule: LifecycleRule) -> [StoredImage] {
        images.filter { $0.isArchived == rule.isAboutArchive && rule.tags.admits($0.tags) }
    }

    /// Since when an image ages in the sense of a rule, and how old it may become; nil where age does not matter.
    private static func ageing(
        of image: StoredImage,
        by rule: LifecycleRule
    ) -> (since: Date, limit: TimeInterval)? {
        switch rule.count {
        case .imageCountMoreThan: nil
        case .sinceImagePushed(let days): (image.pushedAt, Double(days) * day)
        case .sinceImagePulled(let days):
            (
                max(image.lastPulledAt ?? image.pushedAt, image.lastActivatedAt ?? .distantPast),
                Double(days) * day
            )
        case .sinceImageTransitioned(let days): image.lastArchivedAt.map { ($0, Double(days) * day) }
        }
    }

    private func selected(by rule: LifecycleRule, _ concerned: [StoredImage]) -> [StoredImage] {
        let byAge = concerned.sorted { left, right in
            left.pushedAt == right.pushedAt
                ? left.digest.description < right.digest.description : left.pushedAt < right.pushedAt
        }
        if case .imageCountMoreThan(let number) = rule.count { return Array(byAge.dropLast(number)) }
        return byAge.filter { image in
            Self.ageing(of: image, by: rule).map { date.timeIntervalSince($0.since) > $0.limit } ?? false
        }
    }
}
