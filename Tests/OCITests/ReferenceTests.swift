import OCI
import Testing

@Suite struct ReferenceTests {
    private static let hex = String(repeating: "0123456789abcdef", count: 4)

    @Test(arguments: ["a", "_", "9", "v1.2.3", "A_b-c.D", "_.-", String(repeating: "x", count: 128)])
    func aTagIsWrittenAsItWasRead(_ text: String) {
        #expect(Tag(text)?.description == text)
    }

    @Test(arguments: [
        "", ".a", "-a", "a+b", "a b", "a/b", "a:b", "a\0", "a\n", "é", "a\u{301}", "٣",
        String(repeating: "x", count: 129),
    ])
    func aTextOfAnotherFormIsNoTag(_ text: String) {
        #expect(Tag(text) == nil)
        #expect(ImageReference(text) == nil)
    }

    @Test func tagsStandInTheOrderOfTheirBytes() {
        let tags = ["b", "B", "a10", "a9", "_", "a-", "a.", "10"].compactMap { Tag($0) }
        #expect(tags.sorted().map(\.description) == ["10", "B", "_", "a-", "a.", "a10", "a9", "b"])
    }

    @Test func aReferenceIsADigestOrElseATag() throws {
        let digest = try #require(Digest("sha256:" + Self.hex))
        #expect(ImageReference("sha256:" + Self.hex) == .digest(digest))
        #expect(ImageReference("sha256:" + Self.hex)?.description == digest.description)
        // The name of the algorithm alone is a tag like another.
        #expect(ImageReference("sha256") == Tag("sha256").map(ImageReference.tag))
        #expect(ImageReference(Self.hex)?.description == Self.hex)
        #expect(ImageReference("sha256:" + Self.hex.uppercased()) == nil)
    }

    /// A name, and the registry, repository, tag and digest in it.
    @Test(arguments: [
        ("localhost/a", "localhost", "a", nil, false),
        ("localhost:5000/a/b:v1", "localhost:5000", "a/b", "v1", false),
        ("host:1/a", "host:1", "a", nil, false),
        (
            "715803424590.dkr.ecr.us-east-1.amazonaws.com/zenml:0.63.0", "715803424590.dkr.ecr.us-east-1.amazonaws.com",
            "zenml", "0.63.0", false
        ),
        ("127.0.0.1:65535/a__b/c-d.e_f/g--h:T", "127.0.0.1:65535", "a__b/c-d.e_f/g--h", "T", false),
        ("[::1]:5000/a", "[::1]:5000", "a", nil, false),
        ("[2001:db8::1]/a:latest", "[2001:db8::1]", "a", "latest", false),
        ("R.example/a@sha256:" + hex, "R.example", "a", nil, true),
        ("r.example:5/a:t@sha256:" + hex, "r.example:5", "a", "t", true),
    ])
    func aFullNameIsTakenApart(
        _ text: String,
        _ registry: String,
        _ repository: String,
        _ tag: String?,
        _ hasDigest: Bool
    ) throws {
        let reference = try Reference(text)
        #expect(reference.registry == registry)
        #expect(reference.repository == repository)
        #expect(reference.tag?.description == tag)
        #expect(reference.digest?.hex == (hasDigest ? Self.hex : nil))
        #expect(reference.description == text)
    }

    @Test func whatIsAskedForIsTheDigestOrElseTheTagOrElseLatest() throws {
        #expect(try Reference("localhost/a:t@sha256:" + Self.hex).image == ImageReference("sha256:" + Self.hex))
        #expect(try Reference("localhost/a:t").image == ImageReference("t"))
        #expect(try Reference("localhost/a").image == ImageReference("latest"))
    }

    @Test(arguments: [
        ("", "names no registry"), ("a", "names no registry"), ("localhost", "names no registry"),
        ("library/ubuntu", "its host"), ("/a", "its host"), ("host:/a", "its host"), ("host:0/a", "its host"),
        ("host:65536/a", "its host"), ("host:99999999999999999999/a", "its host"), ("host:+1/a", "its host"),
        ("-a.b/c", "its host"), ("a..b/c", "its host"), ("a.b./c", "its host"), ("a_b.c/d", "its host"),
        ("https://a.b/c", "its repository"), ("[]/a", "its host"), ("[::1/a", "its host"), ("[a]/b", "its host"),
        ("u:p@localhost/a", "what follows '@'"), ("localhost/", "its repository"), ("localhost/A", "its repository"),
        ("localhost//a", "its repository"), ("localhost/a/", "its repository"), ("localhost/a..b", "its repository"),
        ("localhost/a___b", "its repository"), ("localhost/-a", "its repository"), ("localhost/a-", "its repository"),
        ("localhost/a._b", "its repository"), ("localhost/../a", "its repository"),
        ("localhost/a:", "what follows ':'"),
        ("localhost/a:b:c", "what follows ':'"), ("localhost/a@", "what follows '@'"),
        ("localhost/a@sha256:abc", "what follows '@'"), ("localhost/a@v1", "what follows '@'"),
        ("localhost/" + String(repeating: "a", count: 257), "its repository"),
    ])
    func aNameOfAnotherFormIsRefusedWithItsReason(_ text: String, _ reason: String) throws {
        let error = #expect(throws: ReferenceError.self) { try Reference(text) }
        #expect(try #require(error).description.contains(reason))
    }

    @Test func anErrorIsOneLineWhateverTheText() throws {
        let error = #expect(throws: ReferenceError.self) {
            try Reference("a\n\u{1B}[31m\u{2028}" + String(repeating: "b", count: 500))
        }
        let line = try #require(error).description
        #expect(line.hasPrefix("'a\\u{a}\\u{1b}[31m\\u{2028}bbb"))
        #expect(line.count < 300)
        #expect(!line.contains { $0.isNewline })
    }
}
