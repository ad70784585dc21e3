import AWSCore
import AWSSignature
import Foundation
import Testing

@Suite("Signer")
struct SignerTests {
    private let date = Date(timeIntervalSince1970: 1_715_679_000)

    private func credentials(token: String? = nil) throws -> AWSCredentials {
        AWSCredentials(
            accessKeyID: try #require(AccessKeyID("AKIAIOSFODNN7EXAMPLE")),
            secretAccessKey: "top-secret",
            sessionToken: token
        )
    }

    private func request(_ headers: HeaderFields = ["Host": "h"]) -> SignableRequest {
        SignableRequest(method: "POST", path: "/", query: "", headers: headers, body: .empty)
    }

    @Test("secret and token never show")
    func redaction() throws {
        let credentials = try credentials(token: "top-token")
        for text in [
            "\(credentials)", String(reflecting: credentials), "\([credentials])", "\(Optional(credentials) as Any)",
        ] {
            #expect(text.contains("AKIAIOSFODNN7EXAMPLE"))
            #expect(!text.contains("top-"))
        }
        var dumped = ""
        dump(credentials, to: &dumped)
        #expect(!dumped.contains("top-"))
    }

    @Test("signing anew replaces what an earlier signature left")
    func resigns() throws {
        let temporary = Signer(credentials: try credentials(token: "token"), region: "r", service: "sts")
        let plain = Signer(credentials: try credentials(), region: "r", service: "sts")
        let twice = plain.sign(request(temporary.sign(request(), at: date)), at: date)
        #expect(twice == plain.sign(request(), at: date))
    }

    @Test("headers that change on the way are not signed")
    func unsignedHeaders() throws {
        let signer = Signer(credentials: try credentials(), region: "r", service: "sts")
        let headers: HeaderFields = [
            "Host": "h", "User-Agent": "a", "Connection": "close", "Expect": "100-continue", "Accept": "*/*",
            "Transfer-Encoding": "chunked", "X-Amzn-Trace-Id": "t",
        ]
        let authorization = try #require(signer.sign(request(headers), at: date)["authorization"])
        #expect(authorization.contains("SignedHeaders=accept;host;x-amz-date,"))
    }

    @Test("an unsigned body is declared as such")
    func unsignedBody() throws {
        let signer = Signer(credentials: try credentials(), region: "r", service: "s3")
        let request = SignableRequest(method: "PUT", path: "/", query: "", headers: ["Host": "h"], body: .unsigned)
        #expect(signer.sign(request, at: date)["x-amz-content-sha256"] == "UNSIGNED-PAYLOAD")
    }

    @Test("the hash of no body is the hash of nothing")
    func emptyBody() {
        #expect(BodyHash.of([UInt8]()) == .empty)
    }
}

@Suite("Signing-key cache")
struct SigningKeyCacheTests {
    @Test("it stays within its capacity, and every key still verifies")
    func bounded() throws {
        let keys = SigningKeyCache(capacity: 8)
        let verifier = SignatureVerifier(service: .sts, keys: keys)
        let date = Date(timeIntervalSince1970: 1_715_679_000)
        for number in (0..<50).map({ $0 % 20 }) {
            let credentials = AWSCredentials(
                accessKeyID: try #require(AccessKeyID("AKIA\(number)")),
                secretAccessKey: "secret \(number)"
            )
            let request = SignableRequest(method: "GET", path: "/", query: "", headers: ["Host": "h"], body: .empty)
            let signer = Signer(credentials: credentials, region: "us-east-1", service: "sts")
            let signed = SignableRequest(
                method: "GET",
                path: "/",
                query: "",
                headers: signer.sign(request, at: date),
                body: .empty
            )
            let found = try verifier.verify(signed, at: date, regionIsValid: { _ in true }) { _ in
                KnownKey(secretAccessKey: credentials.secretAccessKey, principal: number)
            }
            #expect(found.principal == number)
            #expect(keys.count <= 8)
        }
    }

    @Test("one access key has a key for each day, region and service")
    func scopes() throws {
        let keys = SigningKeyCache()
        let credentials = AWSCredentials(accessKeyID: try #require(AccessKeyID("AKIA")), secretAccessKey: "secret")
        for _ in 0..<2 {
            for service in [SigningService.ecr, .sts] {
                for (region, day) in [("us-east-1", 0.0), ("us-east-1", 1), ("eu-west-1", 0), ("eu-west-1", 1)] {
                    let date = Date(timeIntervalSince1970: 1_715_679_000 + day * 86_400)
                    let headers = Signer(credentials: credentials, region: region, service: service.name).sign(
                        SignableRequest(method: "GET", path: "/", query: "", headers: ["Host": "h"], body: .empty),
                        at: date
                    )
                    let found = try SignatureVerifier(service: service, keys: keys).verify(
                        SignableRequest(method: "GET", path: "/", query: "", headers: headers, body: .empty),
                        at: date,
                        regionIsValid: { _ in true },
                        key: { _ in KnownKey(secretAccessKey: "secret", principal: region) }
                    )
                    #expect(found.region.name == region)
                }
            }
        }
        #expect(keys.count == 8)
    }

    @Test("a key that got another secret is derived anew")
    func changedSecret() throws {
        let keys = SigningKeyCache()
        let sample = try SignedSample.signed(for: .sts)
        let verifier = SignatureVerifier(service: .sts, keys: keys)
        let request = SignableRequest(
            method: sample.method,
            path: sample.path,
            query: sample.query,
            headers: HeaderFields(sample.headers),
            body: BodyHash.of(sample.body)
        )
        func verify(_ secret: String) throws {
            _ = try verifier.verify(request, at: sample.now, regionIsValid: { _ in true }) { _ in
                KnownKey(secretAccessKey: secret, principal: ())
            }
        }
        try verify(sample.secretAccessKey)
        #expect(throws: SignatureFailure.self) { try verify("another") }
        try verify(sample.secretAccessKey)
    }
}
