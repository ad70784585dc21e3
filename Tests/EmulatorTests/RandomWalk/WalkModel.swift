import Foundation

/// What a registry of two regions should hold: a second, simple account of what operations do (docs/aws/ecr-images.md,
/// docs/aws/ecr-features.md), against which the emulator is compared.
struct WalkModel {
    enum Region: String, CaseIterable {
        /// Where everything happens.
        case home = "us-east-1"
        /// Where images are copied while the registry replicates.
        case copy = "eu-west-1"
    }

    struct Image {
        let pushedAt: Date
        var tags: Set<String> = []
    }

    struct Repository: Equatable {
        var isImmutable = false
        var policy: String?
        var lifecycle: Lifecycle?
        /// By digest.
        var images: [String: Image] = [:]

        static func == (left: Repository, right: Repository) -> Bool {
            left.isImmutable == right.isImmutable && left.policy == right.policy && left.lifecycle == right.lifecycle
                && left.names == right.names
        }

        /// Each tag with its image, and each image without a tag.
        var names: Set<String> {
            Set(
                images.flatMap { digest, image in image.tags.isEmpty ? [digest] : image.tags.map { "\(digest) \($0)" } }
            )
        }

        func digest(of tag: String) -> String? { images.first { $0.value.tags.contains(tag) }?.key }

        /// Whether the tag may be given to the image.
        func admits(_ tag: String, _ digest: String) -> Bool {
            guard isImmutable, let owner = self.digest(of: tag) else { return true }
            return owner == digest
        }

        mutating func put(_ digest: String, _ tags: Set<String>, at now: Date) {
            for owner in images.keys where owner != digest { images[owner]?.tags.subtract(tags) }
            images[digest, default: Image(pushedAt: now)].tags.formUnion(tags)
        }
    }

    /// A policy that keeps the newest images.
    struct Lifecycle: Equatable {
        let text: String
        let keeps: Int
        var evaluatedAt: Date

        static func == (left: Lifecycle, right: Lifecycle) -> Bool { left.text == right.text }
    }

    static let day: TimeInterval = 86_400

    var repositories: [Region: [String: Repository]] = [.home: [:], .copy: [:]]
    var replicates = false
    var now: Date

    /// Does what lifecycle policies were to do by now.
    mutating func catchUp() {
        for (region, all) in repositories {
            for (name, repository) in all {
                guard var lifecycle = repository.lifecycle else { continue }
                var images = repository.images
                while now >= lifecycle.evaluatedAt.addingTimeInterval(Self.day) {
                    lifecycle.evaluatedAt += Self.day
                    let newest = images.sorted { $0.value.pushedAt > $1.value.pushedAt }
                    for (digest, _) in newest.dropFirst(lifecycle.keeps) { images[digest] = nil }
                }
                repositories[region]?[name]?.lifecycle = lifecycle
                repositories[region]?[name]?.images = images
            }
        }
    }

    /// Copies an image as replication does: all of it or, where a tag is fixed there, nothing.
    mutating func replicate(_ digest: String, of name: String) {
        guard replicates, let image = repositories[.home]?[name]?.images[digest] else { return }
        var target = repositories[.copy]?[name] ?? Repository()
        if image.tags.allSatisfy({ target.admits($0, digest) }) { target.put(digest, image.tags, at: now) }
        repositories[.copy]?[name] = target
    }
}
