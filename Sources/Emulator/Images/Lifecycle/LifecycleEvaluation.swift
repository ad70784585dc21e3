package import Foundation
package import OCI
package import Storage
package import World

/// What a lifecycle policy does to the images of a repository at a moment (docs/aws/ecr-features.md, "Lifecycle policies").
///
/// Every rule is matched with all images and then applied by priority. A rule counts also the images that a rule before
/// it has taken. An image that a rule is about cannot expire by a later one, whether or not it expires by this one. An
/// image of an index stays while the index does.
package struct LifecycleEvaluation: Sendable {
    /// An image that expires, and by which rule.
    package struct Expiry: Sendable, Equatable {
        package let image: StoredImage
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
    package var expiries: [Expiry] {
        var expiries: [Expiry] = []
        var settled: Set<Digest> = []
        for rule in policy.rules {
            let concerned = images.filter { rule.tags.admits($0.tags) }
            for image in selected(by: rule, concerned) where !settled.contains(image.digest) {
                guard !children.contains(image.digest) else { continue }
                expiries.append(Expiry(image: image, rulePriority: rule.priority))
            }
            settled.formUnion(concerned.map(\.digest))
        }
        return expiries
    }

    /// When an image comes of an age, next after the moment, at which a rule can select it; nil where none will.
    package var nextAge: Date? {
        let ages = policy.rules.compactMap { rule -> TimeInterval? in
            guard case .sinceImagePushed(let days) = rule.count else { return nil }
            return Double(days) * Self.day
        }
        return images.flatMap { image in ages.map { image.pushedAt.addingTimeInterval($0) } }
            .filter { $0 >= date }.min()
    }

    private func selected(by rule: LifecycleRule, _ concerned: [StoredImage]) -> [StoredImage] {
        let byAge = concerned.sorted { left, right in
            left.pushedAt == right.pushedAt
                ? left.digest.description < right.digest.description : left.pushedAt < right.pushedAt
        }
        switch rule.count {
        case .imageCountMoreThan(let number): return Array(byAge.dropLast(number))
        case .sinceImagePushed(let days):
            let oldest = date.addingTimeInterval(-Double(days) * Self.day)
            return byAge.filter { $0.pushedAt < oldest }
        }
    }
}
