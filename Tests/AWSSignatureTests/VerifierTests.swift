import AWSCore
import AWSSignature
import Foundation
import Testing

/// What a verifier accepts beyond the plain case.
@Suite("Verified signatures")
struct VerifierTests {
    @Test("the answer names principal, key, region, time and form", arguments: [false, true])
    func answer(presigned: Bool) throws {
        let sample = try SignedSample.signed(for: .sts, presigned: presigned)
        let found = try sample.verify()
        #expect(found.principal == sample.name)
        #expect(found.accessKeyID.value == "AKIAIOSFODNN7EXAMPLE")
        #expect(found.region.name == "us-east-1")
        #expect(found.signedAt == sample.now)
        #expect(found.isPresigned == presigned)
    }

    @Test("a signature holds for 15 minutes, to the second, and 15 minutes early", arguments: [-900.0, 900, 900.9])
    func window(seconds: TimeInterval) throws {
        var sample = try SignedSample.signed(for: .sts, presigned: true)
        sample.now += seconds
        _ = try sample.verify()
    }

    @Test("a presigned request holds for 15 minutes whatever X-Amz-Expires says")
    func expires() throws {
        var sample = try SignedSample.signed(for: .sts, presigned: true)
        #expect(sample[query: "X-Amz-Expires"] == "60")
        sample.now += 600
        _ = try sample.verify()
    }

    @Test("the token may be added after signing", arguments: [SigningService.ecr, .sts], [false, true])
    func tokenAddedLater(service: SigningService, presigned: Bool) throws {
        let sample = try SignedSample.signed(for: service, token: "to+ken/==", presigned: presigned, signsToken: false)
        #expect(sample.sentToken == "to+ken/==")
        _ = try sample.verify()
    }

    @Test("the token of a presigned request may come as a header")
    func tokenAsHeader() throws {
        var sample = try SignedSample.signed(for: .sts, token: "token", presigned: true, signsToken: false)
        sample.sentToken = nil
        sample[header: "X-Amz-Security-Token"] = "token"
        _ = try sample.verify()
    }

    @Test("a session is good until the moment it ends")
    func expiration() throws {
        var sample = try SignedSample.signed(for: .sts, token: "token")
        sample.expiration = sample.now + 1
        _ = try sample.verify()
    }

    @Test("the body's hash counts, whatever X-Amz-Content-Sha256 says")
    func contentHash() throws {
        var sample = try SignedSample.signed(for: .ecr, signsBody: true)
        #expect(sample.signedHeaders.contains("x-amz-content-sha256"))
        _ = try sample.verify()
        sample.body.append(0x20)
        #expect(throws: SignatureFailure.self) { try sample.verify() }
    }

    @Test("UNSIGNED-PAYLOAD is taken of presigned requests alone")
    func unsignedPayload() throws {
        let presigned = try SignedSample.signed(for: .sts, presigned: true, unsignedBody: true)
        _ = try presigned.verify()
        let signed = try SignedSample.signed(for: .sts, unsignedBody: true)
        #expect(throws: SignatureFailure.self) { try signed.verify() }
        var undeclared = try SignedSample.signed(for: .sts, presigned: true)
        undeclared[query: "X-Amz-Content-Sha256"] = "UNSIGNED-PAYLOAD"
        #expect(throws: SignatureFailure.self) { try undeclared.verify() }
    }

    @Test("a verifier that was never told the body's hash refuses")
    func unknownBody() throws {
        let sample = try SignedSample.signed(for: .sts, unsignedBody: true)
        let request = SignableRequest(
            method: sample.method,
            path: sample.path,
            query: sample.query,
            headers: HeaderFields(sample.headers),
            body: .unsigned
        )
        #expect(throws: SignatureFailure.self) {
            try SignatureVerifier(service: .sts, keys: SigningKeyCache())
                .verify(request, at: sample.now, regionIsValid: { _ in true }) { _ in
                    KnownKey(secretAccessKey: sample.secretAccessKey, principal: "anybody")
                }
        }
    }

    @Test("a mismatch shows the canonical request only where it is switched on")
    func echo() throws {
        var sample = try SignedSample.signed(for: .sts)
        sample.secretAccessKey += "x"
        let silent = try #require(throws: SignatureFailure.self) { try sample.verify() }
        #expect(silent.message == VerifierRefusalTests.mismatch)
        let speaking = try #require(throws: SignatureFailure.self) { try sample.verify(echoing: true) }
        #expect(speaking.message.hasPrefix(VerifierRefusalTests.mismatch + "\n\nThe Canonical String for"))
        #expect(!speaking.message.contains(sample.secretAccessKey))
    }

    @Test("a query with a malformed escape is refused even where its signature would fit")
    func malformedEscape() throws {
        let sample = try SignedSample.signed(for: .sts, query: "a=%zz")
        let failure = try #require(throws: SignatureFailure.self) { try sample.verify() }
        #expect(failure.message == VerifierRefusalTests.mismatch)
    }

    @Test("a list of headers with a line break or a colon is refused even where its signature would fit")
    func listCharacters() throws {
        for name in ["x\ny", "x:y", "x y", "ü"] {
            let sample = try SignedSample.signed(for: .sts, presigned: true, headers: [.init(name: name, value: "1")])
            let failure = try #require(throws: SignatureFailure.self) { try sample.verify() }
            #expect(failure.message == VerifierRefusalTests.mismatch)
        }
    }

    @Test("no bytes at all make the verifier stop", arguments: [false, true])
    func rubbish(presigned: Bool) throws {
        let sample = try SignedSample.signed(for: .sts, token: "token", presigned: presigned)
        for text in [
            "", "%", "%%%", "&&&===", "=", ";;;", "/////", "\u{0}", "ü", ",,,,", "X-Amz-Date", "AWS4-", "AWS4- =",
        ] {
            for edit in Self.edits {
                var changed = sample
                edit(&changed, text)
                _ = try? changed.verify()
            }
        }
    }

    private static let edits: [@Sendable (inout SignedSample, String) -> Void] = [
        { $0.method = $1 }, { $0.path = $1 }, { $0.query = $1 }, { $0.query += $1 }, { $0.authorization = $1 },
        { $0.credential = [$1] }, { $0.credential = Array(repeating: $1, count: 5) }, { $0.signedHeaders = [$1] },
        { $0.signature = $1 }, { $0.timestamp = $1 }, { $0.sentToken = $1 },
        { $0.headers = [.init(name: $1, value: $1)] },
        { $0.queryParts.append("X-Amz-Algorithm=" + $1) }, { sample, _ in sample.headers = [] },
    ]
}
