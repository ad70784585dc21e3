import Cryptography
import Testing

/// The bytes that hexadecimal digits stand for; blanks do not count.
private func bytes(_ hex: String) -> [UInt8] {
    let digits = hex.compactMap(\.hexDigitValue)
    return stride(from: 0, to: digits.count - 1, by: 2).map { UInt8(digits[$0] * 16 + digits[$0 + 1]) }
}

@Suite("SHA-256")
struct SHA256Tests {
    @Test(
        "the digests of FIPS 180-4's examples",
        arguments: [
            ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
            (
                "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
                "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
            ),
        ]
    )
    func digests(text: String, digest: String) {
        #expect(Hex.encode(SHA256.hash(text)) == digest)
        #expect(Hex.encode(SHA256.hash(Array(text.utf8))) == digest)
        #expect(Hex.encode(SHA256.hash(Array(text.utf8)[...])) == digest)
    }

    @Test("bytes that come in pieces hash as the whole, and the hash starts anew")
    func streaming() {
        var hash = SHA256()
        for _ in 0..<2 {
            for _ in 0..<10_000 { hash.update(Array(repeating: UInt8(0x61), count: 100)) }
            #expect(Hex.encode(hash.finish()) == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
        }
    }
}

@Suite("HMAC-SHA-256")
struct HMACTests {
    @Test(
        "the codes of RFC 4231",
        arguments: [
            (
                [UInt8](repeating: 0x0B, count: 20), Array("Hi There".utf8),
                "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
            ),
            (
                Array("Jefe".utf8), Array("what do ya want for nothing?".utf8),
                "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
            ),
            (
                [UInt8](repeating: 0xAA, count: 20), [UInt8](repeating: 0xDD, count: 50),
                "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"
            ),
            (
                [UInt8](repeating: 0xAA, count: 131),
                Array("Test Using Larger Than Block-Size Key - Hash Key First".utf8),
                "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
            ),
        ]
    )
    func codes(key: [UInt8], message: [UInt8], code: String) {
        #expect(Hex.encode(HMAC.sha256(message, key: key)) == code)
        #expect(
            Hex.encode(HMAC.sha256(String(decoding: message, as: UTF8.self), key: key)) == code
                || message.contains(0xDD)
        )
    }

    @Test("keys of the block's length and around it, and no key at all")
    func keyLengths() {
        #expect(
            Hex.encode(HMAC.sha256([UInt8](), key: [UInt8]()))
                == "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad"
        )
        let codes = [63, 64, 65].map { HMAC.sha256([1], key: [UInt8](repeating: 1, count: $0)) }
        #expect(Set(codes).count == 3)
    }
}

@Suite("AES-256-GCM")
struct AESGCMTests {
    /// Test case 16 of the algorithm's submission to NIST.
    private let key = bytes("feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308")
    private let nonce = bytes("cafebabefacedbaddecaf888")
    private let context = bytes("feedfacedeadbeeffeedfacedeadbeefabaddad2")
    private let plaintext = bytes(
        "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525"
            + "b16aedf5aa0de657ba637b39"
    )

    @Test("the known answer, and back")
    func known() throws {
        let box = try AESGCM.seal(plaintext, key: key, nonce: nonce, context: context)
        #expect(
            Hex.encode(box) == "cafebabefacedbaddecaf888"
                + "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838"
                + "c5f61e6393ba7a0abcc9f662" + "76fc6ece0f4e1768cddf8853bb2d551b"
        )
        #expect(try AESGCM.open(box, key: key, context: context) == plaintext)
    }

    @Test("nothing is sealed and opened too")
    func empty() throws {
        let zero = [UInt8](repeating: 0, count: 32)
        let box = try AESGCM.seal([], key: zero, nonce: Array(zero.prefix(12)), context: [])
        #expect(Hex.encode(box.dropFirst(12)) == "530f8afbc74536b9a963b4f1c4cb738b")
        #expect(try AESGCM.open(box, key: zero, context: []) == [])
    }

    @Test("a box that was changed anywhere, cut, or put elsewhere is refused")
    func tampered() throws {
        let box = try AESGCM.seal(plaintext, key: key, nonce: nonce, context: context)
        for index in box.indices {
            var changed = box
            changed[index] ^= 1
            #expect(throws: AESGCM.Failure.notAuthentic) { try AESGCM.open(changed, key: key, context: context) }
        }
        for count in [0, 1, 27, 28, box.count - 1] {
            #expect(throws: AESGCM.Failure.notAuthentic) {
                try AESGCM.open(Array(box.prefix(count)), key: key, context: context)
            }
        }
        #expect(throws: AESGCM.Failure.notAuthentic) { try AESGCM.open(box, key: key, context: context + [0]) }
        #expect(throws: AESGCM.Failure.notAuthentic) { try AESGCM.open(box, key: key.reversed(), context: context) }
    }

    @Test("a key of another length is refused")
    func keyLength() throws {
        #expect(throws: AESGCM.Failure.keyLength(16)) {
            try AESGCM.seal([], key: Array(key.prefix(16)), nonce: nonce, context: [])
        }
        #expect(throws: AESGCM.Failure.keyLength(0)) { try AESGCM.open([], key: [], context: []) }
    }
}

@Suite("Small things")
struct ComparisonTests {
    @Test("constant-time equality is equality")
    func equality() {
        #expect(constantTimeEquals([1, 2], [1, 2]) && constantTimeEquals([UInt8](), [UInt8]()))
        #expect(
            !constantTimeEquals([1, 2], [1, 3]) && !constantTimeEquals([1], [1, 2]) && !constantTimeEquals([], [1])
        )
        #expect(constantTimeEquals("ü", "\u{fc}") && !constantTimeEquals("u\u{308}", "\u{fc}"))
    }

    @Test("hexadecimal digits are small, two a byte")
    func hex() {
        #expect(Hex.encode([0x00, 0x0F, 0xA0, 0xFF]) == "000fa0ff")
        #expect(Hex.encode([UInt8]()) == "")
        #expect(Hex.encode([0x1A, 0x2B][1...]) == "2b")
    }
}
