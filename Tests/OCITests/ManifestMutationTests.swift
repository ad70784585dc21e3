import AWSProtocols
import OCI
import Testing

@Suite struct ManifestMutationTests {
    /// Pieces of manifests and of other texts.
    private static let pieces: [[UInt8]] =
        [
            "null", "true", "-1", "1e999", "9223372036854775807", "9223372036854775808", "0.0", "{}", "[]", "[", "{",
            "\"",
            "\\", "\\ud800", "\\u0000", ",", ":", "\"layers\":[],", "\"manifests\":[],", "\"config\":{},",
            "\"subject\":{},",
            "\"schemaVersion\":1,", "\"mediaType\":\"a/b\",", "\"size\":-9223372036854775808", "sha512:", "sha256:",
        ].map { Array($0.utf8) } + [[0xFF], [0xC0, 0x80], [0]]

    /// Thousands of manifests, each a few steps away from a good one: whatever they are, reading them ends, with a
    /// manifest that holds what it promises or with an error of one line.
    @Test(arguments: 0..<UInt64(8))
    func whateverTheBytesReadingThemEndsWell(_ seed: UInt64) throws {
        var random = SeededGenerator(seed)
        let samples = Sample.all.map { $0.serialized() }
        let types = MediaTypes.manifests.map(Optional.some) + [nil, nil, nil, nil, "text/plain", ""]
        var read = 0
        for _ in 0..<600 {
            var bytes = samples[Int.random(in: 0..<samples.count, using: &random)]
            for _ in 0..<Int.random(in: 0...3, using: &random) { mutate(&bytes, &random) }
            let type = types[Int.random(in: 0..<types.count, using: &random)]
            do {
                let manifest = try Manifest(bytes, contentType: type)
                read += 1
                #expect(MediaTypes.manifests.contains(manifest.mediaType))
                #expect(type == nil || type == manifest.mediaType)
                #expect(Set(manifest.neededBlobs).count == manifest.neededBlobs.count)
                #expect(Set(manifest.children).count == manifest.children.count)
                #expect(manifest.children.isEmpty || manifest.neededBlobs.isEmpty)
                #expect(manifest.declaredSize >= 0)
                if case .image(let config, let layers) = manifest.kind {
                    for descriptor in [config] + layers + [manifest.subject].compactMap(\.self) {
                        #expect(try Descriptor(descriptor.json, at: "x") == descriptor)
                    }
                }
            } catch {
                #expect(!error.description.isEmpty)
                #expect(!error.description.contains { $0.isNewline })
            }
        }
        // Neither everything nor nothing is refused.
        #expect((20..<580).contains(read))
    }

    private func mutate(_ bytes: inout [UInt8], _ random: inout SeededGenerator) {
        let start = Int.random(in: 0...bytes.count, using: &random)
        let end = min(bytes.count, start + Int.random(in: 0...24, using: &random))
        switch Int.random(in: 0..<5, using: &random) {
        case 0: bytes.removeSubrange(start..<end)
        case 1: bytes.removeSubrange(start...)
        case 2: bytes.insert(contentsOf: Array(bytes[start..<end]), at: start)
        case 3:
            let piece = Self.pieces[Int.random(in: 0..<Self.pieces.count, using: &random)]
            bytes.replaceSubrange(start..<(Bool.random(using: &random) ? start : end), with: piece)
        default:
            guard start < bytes.count else { return }
            bytes[start] ^= 1 << UInt8.random(in: 0..<8, using: &random)
        }
    }
}
