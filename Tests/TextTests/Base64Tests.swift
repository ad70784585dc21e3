import Testing
import Text

@Suite("Base64, base64url and base32")
struct Base64Tests {
    @Test(
        "the texts of RFC 4648",
        arguments: [
            ("", "", ""), ("f", "Zg==", "MY======"), ("fo", "Zm8=", "MZXQ===="), ("foo", "Zm9v", "MZXW6==="),
            ("foob", "Zm9vYg==", "MZXW6YQ="), ("fooba", "Zm9vYmE=", "MZXW6YTB"),
            ("foobar", "Zm9vYmFy", "MZXW6YTBOI======"),
        ]
    )
    func vectors(text: String, base64: String, base32: String) {
        let bytes = Array(text.utf8)
        #expect(Base64.encode(bytes) == base64)
        #expect(Base64.decode(base64) == bytes)
        #expect(Base32.encode(bytes) == base32)
        #expect(Base32.decode(base32) == bytes)
        let bare = base64.replacing("=", with: "")
        #expect(Base64URL.encode(bytes) == bare)
        #expect(Base64URL.decode(bare) == bytes)
    }

    @Test("every byte, at every place of a group, comes back")
    func roundTrips() {
        let all = (0...255).map { UInt8($0) }
        for drop in 0..<8 {
            let bytes = Array(all.dropFirst(drop))
            #expect(Base64.decode(Base64.encode(bytes)) == bytes)
            #expect(Base64URL.decode(Base64URL.encode(bytes)) == bytes)
            #expect(Base32.decode(Base32.encode(bytes)) == bytes)
        }
        #expect(Base64.encode([0xFB, 0xFF]) == "+/8=")
        #expect(Base64URL.encode([0xFB, 0xFF]) == "-_8")
    }

    @Test(
        "base32 is read as people type it",
        arguments: ["mzxw6ytboi", "MZXW 6YTB OI", "mzxw-6ytb-oi======", " MzXw6yTbOi"]
    )
    func typed(text: String) {
        #expect(Base32.decode(text) == Array("foobar".utf8))
    }

    @Test(
        "what is not base32 is refused",
        arguments: ["0ZXW6", "MZXW1", "M", "MZX", "MZXW6Y", "MZ", "MZXW6Y=", "MZXW6YTB========", "MY=====A", "=", "MÄ"]
    )
    func notBase32(text: String) {
        #expect(Base32.decode(text) == nil)
    }

    @Test(
        "base64url has neither padding nor blanks, other digits nor bits left over",
        arguments: ["Zg==", "Zm8=", "Z", "Zm9vY", "Zh", "Zm9", "+/8", "Zm 9v", "Zm9v\n", "Zm9v.", "Zé"]
    )
    func notBase64URL(text: String) {
        #expect(Base64URL.decode(text) == nil)
    }

    @Test(
        "base64 has padding, and blanks only where they are allowed",
        arguments: ["Zg", "Zg=", "Zg===", "=", "====", "Zh==", "Zm9=", "-_8=", "Zg==Zg==", "Z===", "Zm9v=", "Zm\n9v"]
    )
    func notBase64(text: String) {
        #expect(Base64.decode(text) == nil)
    }

    @Test("base64 with line ends is read where they are allowed")
    func blanks() {
        #expect(Base64.decode(" Zm\r\n9v\tYg =\n=\n", ignoringBlanks: true) == Array("foob".utf8))
    }
}
