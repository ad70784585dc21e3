package import Foundation
import OCI
package import Storage
package import World

/// Basic scans of the images of a repository (docs/aws/ecr-features.md, "Scanning").
///
/// A scan is noted when it starts, with what it is going to find and when it ends; whether it goes on is a question of the
/// clock. What it finds is what the world's file says (docs/world.md, "Scans").
package struct ImageScanning: Sendable {
    /// How long after the start of one scan of an image the next may start.
    package static let interval: TimeInterval = 86_400

    /// Why an image is not scanned.
    package enum Refusal: Error, Sendable, Equatable {
        case notFound
        case archived
        /// What is of this media type cannot be scanned.
        case unsupportedType(String)
        /// It was scanned less than ``ImageScanning/interval`` ago.
        case tooSoon
    }

    private let repository: Repository
    private let world: WorldStore
    private let store: RegistryStore

    package init(in repository: Repository, _ world: WorldStore, _ store: RegistryStore) {
        self.repository = repository
        self.world = world
        self.store = store
    }

    /// Starts a scan that somebody asks for.
    ///
    /// - Throws: ``Refusal``, or what world and storage throw.
    package func start(_ image: StoredImage, at now: Date) async throws {
        guard !image.isArchived else { throw Refusal.archived }
        if let type = image.unscannableType { throw Refusal.unsupportedType(type) }
        switch try await note(image, at: now, admit: repository.admission(in: world)) {
        case .started: break
        case .notFound: throw Refusal.notFound
        case .tooSoon: throw Refusal.tooSoon
        }
    }

    /// Scans an image that has come into the repository, where the registry's rules or the repository's own setting say so.
    /// What was scanned a short time ago is not scanned again.
    ///
    /// - Throws: what storage throws where the scan could not be kept.
    package func scanOnPush(_ image: StoredImage, at now: Date) async throws {
        let scanning = world.account(repository.account)?.registrySettings(in: repository.region).scanning
        guard let scanning, scanning.kind == .basic, scanning.coverage(of: repository).frequency == .scanOnPush else {
            return
        }
        _ = try await note(image, at: now)
    }

    /// What a scan finds in an image now.
    package func findings(in image: StoredImage) throws -> [Vulnerability] {
        world.scans.findings(in: try selectable(image))
    }

    private func note(
        _ image: StoredImage,
        at now: Date,
        admit: @escaping @Sendable () throws -> Void = {}
    ) async throws -> ScanStart {
        let scans = world.scans
        let outcome: ImageScan.Outcome
        var findings: [String] = []
        if image.unscannableType != nil {
            outcome = .unsupported
        } else {
            let selectable = try selectable(image)
            outcome = scans.supports(selectable) ? .complete : .failed
            if outcome == .complete { findings = scans.findings(in: selectable).map(\.name) }
        }
        let scan = ImageScan(
            startedAt: now,
            // What cannot be scanned is known at once.
            completesAt: outcome == .unsupported ? now : now.addingTimeInterval(scans.duration),
            outcome: outcome,
            findings: findings
        )
        let start = try await store.startScan(
            scan,
            of: image.digest,
            in: repository.id,
            after: Self.interval,
            admit: admit
        )
        if start == .started, outcome != .unsupported {
            let found = scans.vulnerabilities(named: findings).map(\.severity.rawValue)
            let ended = Notice.EndedScan(
                of: image,
                status: outcome.rawValue,
                counts: Dictionary(found.map { ($0, 1) }, uniquingKeysWith: +)
            )
            repository.tell(.scan(ended, in: repository.name), in: store, at: now, from: scan.completesAt)
        }
        return start
    }

    private func selectable(_ image: StoredImage) throws -> SelectableImage {
        SelectableImage(
            account: repository.account,
            region: repository.region,
            repository: repository.name,
            tags: image.tags,
            digest: image.digest,
            layers: Set(try store.layers(of: image.digest, in: repository.id))
        )
    }
}

extension StoredImage {
    /// The media type for which an image cannot be scanned: that of an index, of a manifest of Docker's schema 1, or of
    /// what is not a container's image; nil where it can (docs/aws/ecr-features.md, "Scanning").
    package var unscannableType: String? {
        guard mediaType == MediaTypes.dockerManifest || mediaType == MediaTypes.ociManifest else { return mediaType }
        let type = artifactMediaType ?? mediaType
        return type == MediaTypes.dockerConfig || type == MediaTypes.ociConfig ? nil : type
    }
}
