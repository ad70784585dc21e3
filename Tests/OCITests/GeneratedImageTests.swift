import AWSProtocols
import Foundation
import OCI
import TestSupport
import Testing

@Suite struct GeneratedImageTests {
    private static let created = Date(timeIntervalSince1970: 1_719_792_000)
    private static let arm = Platform(os: "linux", architecture: "arm64", variant: "v8")
    private static let amd = Platform(os: "linux", architecture: "amd64")

    private func image(
        _ seed: String = "seed",
        size: Int = 100_001,
        layers: Int = 2,
        platforms: [Platform] = [amd],
        created: Date = created
    ) throws -> GeneratedImage {
        try GeneratedImage(seed: seed, size: size, layers: layers, platforms: platforms, created: created)
    }

    /// The root's digest is a promise: worlds and pages name it.
    @Test func theSameArgumentsGiveTheSameBytesOnEveryMachine() throws {
        #expect(try image().root == image().root)
        #expect(
            try image().root.description
                == "sha256:f61f3a27faec7578affae35c9efb6bc6df80a865e8b4e255d74dc8c1d731571a"
        )
        #expect(
            try image(platforms: [Self.amd, Self.arm]).root.description
                == "sha256:8dab13f8d14a5c83a99135f96afa50560283f968cdd808716aab10ccdad99129"
        )
    }

    @Test func everyArgumentCounts() throws {
        let images = [
            try image(), try image("other"), try image(size: 100_002), try image(layers: 3),
            try image(platforms: [Self.arm]), try image(created: Self.created + 1),
            try image(platforms: [Self.amd, Self.arm]), try image(platforms: [Self.arm, Self.amd]),
        ]
        #expect(Set(images.map(\.root)).count == images.count)
    }

    @Test func everyBlobHasItsDigestAndSizeAndComesInSmallPieces() throws {
        for blob in try image(platforms: [Self.amd, Self.arm]).blobs {
            var longest = 0
            try blob.write { longest = max(longest, $0.count) }
            let bytes = try blob.bytes()
            #expect(bytes.count == blob.size)
            #expect(Digest.of(bytes) == blob.digest)
            #expect(longest <= 65_536)
        }
    }

    @Test func manifestsComeAfterTheirChildrenAndNeedTheBlobsThatAreThere() throws {
        let image = try image(platforms: [Self.amd, Self.arm])
        #expect(
            image.manifests.map(\.mediaType) == [MediaTypes.ociManifest, MediaTypes.ociManifest, MediaTypes.ociIndex]
        )
        #expect(image.manifests[2].manifest.children == image.manifests[..<2].map(\.digest))
        #expect(image.root == image.manifests[2].digest)
        let needed = image.manifests.flatMap(\.manifest.neededBlobs)
        #expect(needed.count == 6)
        #expect(Set(needed) == Set(image.blobs.map(\.digest)) && needed.count == image.blobs.count)
        guard case .index(let entries) = image.manifests[2].manifest.kind else { throw Unexpected() }
        #expect(entries.map(\.platform) == [Self.amd, Self.arm])
        #expect(entries.map(\.size) == image.manifests[..<2].map(\.bytes.count))
    }

    @Test func onePlatformMakesAnImageWithoutAnIndex() throws {
        let image = try image(platforms: [Self.arm])
        #expect(image.manifests.map(\.mediaType) == [MediaTypes.ociManifest])
        #expect(image.root == image.manifests[0].digest)
    }

    @Test func theConfigurationSaysWhereItRunsAndWhatItsLayersAre() throws {
        let image = try image(platforms: [Self.arm])
        guard case .image(let config, let layers) = image.manifests[0].manifest.kind else { throw Unexpected() }
        let blob = try #require(image.blobs.first { $0.digest == config.digest })
        let value = try JSONValue.parse(blob.bytes())
        #expect(value["os"] == "linux" && value["architecture"] == "arm64" && value["variant"] == "v8")
        #expect(value["created"] == "2024-07-01T00:00:00Z")
        #expect(value["rootfs"]?["type"] == "layers")
        #expect(value["rootfs"]?["diff_ids"]?.array?.compactMap(\.string) == layers.map(\.digest.description))
        #expect(value["history"]?.array?.count == layers.count)
        #expect(layers.allSatisfy { $0.mediaType == MediaTypes.ociLayer })
    }

    /// Sizes around the bounds of blocks and pieces, and the sizes of the files in the layers.
    @Test(arguments: [
        (0, 1, [0]), (1, 1, [1]), (511, 1, [511]), (512, 1, [512]), (513, 1, [513]), (65_536, 1, [65_536]),
        (65_537, 1, [65_537]), (131_073, 2, [65_537, 65_536]), (10, 4, [3, 3, 2, 2]), (1, 3, [1, 0, 0]),
    ])
    func theSizeIsSpreadEvenlyOverTheFilesInTheLayers(_ size: Int, _ layers: Int, _ files: [Int]) throws {
        let image = try image(size: size, layers: layers)
        let archives = try image.blobs.dropLast().map { try $0.bytes() }
        #expect(archives.count == layers)
        for (archive, file) in zip(archives, files) {
            #expect(archive.count == 1_536 + (file + 511) / 512 * 512)
            #expect(
                archive[124..<135].elementsEqual(
                    String(repeating: "0", count: 11 - String(file, radix: 8).count)
                        .appending(String(file, radix: 8)).utf8
                )
            )
            #expect(archive[(512 + file)...].allSatisfy { $0 == 0 })
        }
    }

    @Test func tarUnpacksALayerToTheBytesInIt() throws {
        let folder = try TemporaryFolder()
        let image = try image(size: 200_000, layers: 2)
        for (index, blob) in image.blobs.dropLast().enumerated() {
            let bytes = try blob.bytes()
            try Data(bytes).write(to: URL(filePath: folder["layer.tar"]))
            let tar = Process()
            tar.executableURL = URL(filePath: "/usr/bin/env")
            tar.arguments = ["tar", "-x", "-f", folder["layer.tar"], "-C", folder.path]
            try tar.run()
            tar.waitUntilExit()
            #expect(tar.terminationStatus == 0)
            let file = folder["layer-\(index + 1)"]
            #expect(try Data(contentsOf: URL(filePath: file)) == Data(bytes[512..<100_512]))
            let attributes = try FileManager.default.attributesOfItem(atPath: file)
            #expect(attributes[.modificationDate] as? Date == Self.created)
        }
    }

    @Test func theBytesAreNoise() throws {
        let bytes = try #require(image(size: 65_536, layers: 1).blobs.first).bytes()[512..<66_048]
        var counts = [Int](repeating: 0, count: 256)
        for byte in bytes { counts[Int(byte)] += 1 }
        // 256 of each are expected, with a standard deviation of 16.
        #expect(counts.allSatisfy { (156...356).contains($0) })
    }

    @Test func platformsAndLayersShareNothing() throws {
        let blobs = try image(platforms: [Self.amd, Self.arm]).blobs.filter { $0.size > 2_000 }.map { try $0.bytes() }
        #expect(blobs.count == 4)
        #expect(Set(blobs.map { Array($0[512..<1_024]) }).count == 4)
    }

    @Test func emptyLayersThatAreTheSameAreListedOnce() throws {
        let image = try image(size: 0, layers: 2, platforms: [Self.amd, Self.arm])
        #expect(image.blobs.count == 4)
        #expect(Set(image.blobs.map(\.digest)).count == 4)
    }

    @Test(arguments: [-Double.infinity, .infinity, .nan, -1, 1e18])
    func anyDateMakesAnImageThatCanBeRead(_ seconds: Double) throws {
        let image = try image(size: 1, layers: 1, created: Date(timeIntervalSince1970: seconds))
        let header = try #require(image.blobs.first).bytes()[136..<147]
        #expect(header.allSatisfy { (0x30...0x37).contains($0) })
    }

    @Test(arguments: [
        (-1, 1, 1, "an image of -1 bytes"), (1, 0, 1, "an image of 0 layers"), (1, -1, 1, "an image of -1 layers"),
        (1, 1_001, 1, "an image of 1001 layers"), (Int.max, 1_000, 1, "an image of 9223372036854775807 bytes"),
        (8_589_934_592, 1, 1, "an image of 8589934592 bytes"), (1, 1, 0, "an image takes one platform"),
        (1, 1, 2, "an image takes one platform"),
    ])
    func numbersOutOfRangeAreRefused(_ size: Int, _ layers: Int, _ platforms: Int, _ refusal: String) throws {
        let error = #expect(throws: GeneratedImageError.self) {
            try GeneratedImage(
                seed: "",
                size: size,
                layers: layers,
                platforms: Array(repeating: Self.amd, count: platforms),
                created: Self.created
            )
        }
        #expect(try #require(error).description.hasPrefix(refusal))
    }
}
