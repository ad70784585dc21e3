import OCI
import Testing

@Suite struct DigestTests {
    @Test(arguments: [
        "", "sha256:", "sha256", ":" + String(repeating: "a", count: 64),
        "sha256:" + String(repeating: "a", count: 63), "sha256:" + String(repeating: "a", count: 65),
        "sha256:" + String(repeating: "A", count: 64), "SHA256:" + String(repeating: "a", count: 64),
        "md5:" + String(repeating: "a", count: 32), "sha512:" + String(repeating: "a", count: 64),
        "sha256:../" + String(repeating: "a", count: 61), "sha256:" + String(repeating: "a", count: 63) + "\0",
        "sha256:sha256:" + String(repeating: "a", count: 57), "sha256:" + String(repeating: "٣", count: 32),
    ])
    func aTextOfAnotherFormIsNoDigest(_ text: String) {
        #expect(Digest(text) == nil)
    }

    @Test func theDigestOfBytesIsTheSameInOnePieceAndInSeveral() {
        for algorithm in Digest.Algorithm.allCases {
            var running = RunningDigest(algorithm)
            [UInt8]("ab".utf8).withUnsafeBytes { running.update($0) }
            [UInt8]("c".utf8).withUnsafeBytes { running.update($0) }
            #expect(running.finish() == Digest.of(Array("abc".utf8), algorithm))
        }
        #expect(
            Digest.of(Array("abc".utf8)).description
                == "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        )
    }
}
