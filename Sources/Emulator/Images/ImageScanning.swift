package import Foundation
import OCI
import Packages
package import Storage
package import World

/// Basic scans of the images of a repository (docs/aws/ecr-features.md, "Scanning").
///
/// A scan is noted when it starts, with what it is going to find and when it ends; whether it goes on is a question of the
/// clock. What it finds is what the world's file says (docs/world.md, "Scans"), of the image or of a package that is
/// installed in it.
package struct ImageScanning: Sendable {
    /// How long after the start of one scan of an image the next may start.
    package static let interval: TimeInterval = 86_400

    /// How many scans of a registry's images may start in that time, those on push included.
    package static let most = 100_000

    /// Why an image is not scanned.
    package enum Refusal: Error, Sendable, Equatable {
        case notFound
        case archived
        /// What is of this media type cannot be scanned.
        case unsupportedType(String)
        /// It was scanned less than ``ImageScanning/interval`` ago.
        case tooSoon
        /// The registry has started ``ImageScanning/most`` scans since.
        case tooMany
    }

    private let repository: Repository
    private let world: WorldStore
    private let store: RegistryStore
    private let most: Int

    /// - Parameter most: how many scans of the registry's images may start in a day.
    package init(in repository: Repository, _ world: WorldStore, _ store: RegistryStore, most: Int = Self.most) {
        self.repository = repository
        self.most = most
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
        case .tooMany: throw Refusal.tooMany
        }
    }

    /// Scans an image that has come into the repository, where the registry's rules or the repository's own setting say so.
    /// What was scanned a short time ago is not scanned again, and nothing is beyond the registry's quota.
    ///
    /// - Throws: what storage throws where the scan could not be kept.
    package func scanOnPush(_ image: StoredImage, at now: Date) async throws {
        let scanning = world.account(repository.account)?.registrySettings(in: repository.region).scanning
        guard let scanning, scanning.kind == .basic, scanning.coverage(of: repository).frequency == .scanOnPush else {
            return
        }
        _ = try await note(image, at: now)
    }

    /// What comes of a scan of an image now: how it ends, and what it finds.
    ///
    /// - Throws: what storage throws.
    package func result(of image: StoredImage) async throws -> (outcome: ImageScan.Outcome, findings: [ScanFinding]) {
        guard image.unscannableType == nil else { return (.unsupported, []) }
        let scans = world.scans
        let selectable = try selectable(image)
        guard scans.supports(selectable) else { return (.failed, []) }
        guard scans.looksIntoLayers else { return (.complete, scans.findings(in: selectable)) }
        do {
            let inventory = try await ImagePackages(in: repository.id, store).inventory(of: image)
            let findings = scans.findings(in: selectable, inventory)
            // Without a package manager's database it is of an operating system that no scan knows, unless the world says
            // what there is in it.
            return inventory.managers.isEmpty && findings.isEmpty ? (.failed, []) : (.complete, findings)
        } catch is LayerFault {
            return (.unreadable, [])
        }
    }

    private func note(
        _ image: StoredImage,
        at now: Date,
        admit: @escaping @Sendable () throws -> Void = {}
    ) async throws -> ScanStart {
        // What is going to be refused is not looked into.
        let last = try store.scan(of: image.digest, in: repository.id)
        let isTooSoon = last.map { now.timeIntervalSince($0.startedAt) < Self.interval } ?? false
        let result = isTooSoon ? (outcome: .complete, findings: []) : try await result(of: image)
        let outcome = result.outcome
        let scan = ImageScan(
            startedAt: now,
            // What cannot be scanned is known at once.
            completesAt: outcome == .unsupported ? now : now.addingTimeInterval(world.scans.duration),
            outcome: outcome,
            findings: result.findings.map(\.noted)
        )
        let start = try await store.startScan(
            scan,
            of: image.digest,
            in: repository.id,
            after: Self.interval,
            atMost: most,
            admit: admit
        )
        if start == .started, outcome != .unsupported {
            let found = result.findings.map(\.vulnerability.severity.rawValue)
            let ended = Notice.EndedScan(
                of: image,
                status: outcome.status,
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
