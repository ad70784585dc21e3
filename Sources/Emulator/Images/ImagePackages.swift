import OCI
package import Packages
package import Storage
package import World

/// The packages that are installed in an image of a repository, by its layers.
package struct ImagePackages: Sendable {
    private let repository: RepositoryID
    private let store: RegistryStore

    package init(in repository: RepositoryID, _ store: RegistryStore) {
        self.repository = repository
        self.store = store
    }

    /// Reads the layers, but those that are fetched from elsewhere, on a thread of the storage's own.
    ///
    /// - Throws: `LayerFault` for a layer that is not there or cannot be unpacked, or what storage throws.
    package func inventory(of image: StoredImage) async throws -> PackageInventory {
        guard let found = try store.imageWithManifest(.digest(image.digest), in: repository),
            case .image(_, let layers) = try Manifest(found.manifest, contentType: image.mediaType).kind
        else { throw LayerFault.damaged }
        var reader = PackageInventoryReader()
        for layer in layers where !layer.isForeignLayer {
            guard let blob = try await store.openLayer(layer.digest, in: repository) else { throw LayerFault.damaged }
            reader = try await store.read { [reader] in
                var reader = reader
                try reader.add(LayerContent { try blob.read(at: $0, into: $1) })
                return reader
            }
        }
        return reader.inventory
    }
}

extension ScanFinding {
    /// As it is kept with the scan.
    var noted: ImageScan.Found {
        let package = package.map { ImageScan.FoundPackage(name: $0.name, version: $0.version, fixedIn: $0.fixedIn) }
        // What the world's file says of the package is read there again.
        return ImageScan.Found(
            vulnerability.name,
            in: package == nil || self.package == vulnerability.package ? nil : package
        )
    }
}

extension ImageScan {
    /// What it has found, with what the world knows of it.
    package func findings(_ scans: Scans) -> [ScanFinding] {
        findings.compactMap { found in
            scans.vulnerability(found.vulnerability).map { vulnerability in
                ScanFinding(
                    vulnerability,
                    in: found.package.map {
                        Vulnerability.Package(name: $0.name, version: $0.version, fixedIn: $0.fixedIn)
                    } ?? vulnerability.package
                )
            }
        }
    }
}
