import AWSCore
import AWSSignature
import Foundation
import TestSupport
import Testing

/// The signing vectors of aws-c-auth, each as signer and as verifier, in both forms.
@Suite("Signing vectors", .enabled(if: SharedFolder.isPresent))
struct SigningVectorTests {
    static let names: [String] = (try? SharedFolder.names(in: "sigv4-suite/v4")) ?? []

    @Test("all 38 cases are there")
    func count() {
        #expect(Self.names.count == 38)
    }

    @Test("the signer makes the header that the vector has", arguments: names)
    func signsHeader(name: String) throws {
        let vector = try SigningVector(name)
        let expected = try vector.request("header-signed-request.txt")
        let signed = try vector.signer.sign(try vector.request("request.txt"), at: vector.date)
        #expect(Set(signed.fields.map(Line.init)) == Set(expected.headers.fields.map(Line.init)))
    }

    @Test("the presigner makes the query that the vector has", arguments: names)
    func presigns(name: String) throws {
        let vector = try SigningVector(name)
        let expected = try vector.request("query-signed-request.txt")
        let query = try vector.signer.presign(try vector.request("request.txt"), at: vector.date, expiresIn: 3_600)
        #expect(Set(query.split(separator: "&")) == Set(expected.query.split(separator: "&")))
    }

    @Test("the verifier accepts what the vector signed", arguments: names, ["header", "query"])
    func verifies(name: String, form: String) throws {
        let vector = try SigningVector(name)
        let found = try vector.verify(try vector.request("\(form)-signed-request.txt"))
        #expect(found.principal == name)
        #expect(found.region.name == "us-east-1")
        #expect(found.signedAt == vector.date)
        #expect(found.isPresigned == (form == "query"))
    }

    @Test(
        "the verifier computes the vector's canonical request and string to sign",
        arguments: names,
        ["header", "query"]
    )
    func echoes(name: String, form: String) throws {
        let vector = try SigningVector(name)
        let signature = try vector.text("\(form)-signature.txt")
        let request = try vector.request("\(form)-signed-request.txt") { text in
            text.replacing(signature, with: String(repeating: "0", count: 64))
        }
        let failure = try #require(throws: SignatureFailure.self) { try vector.verify(request) }
        // Whether a token in a query was signed cannot be told from the query.
        guard name != "post-sts-header-after" || form == "header" else { return }
        let canonicalRequest = try vector.text("\(form)-canonical-request.txt")
        let stringToSign = try vector.text("\(form)-string-to-sign.txt")
        #expect(
            failure.message.hasSuffix(
                "\n\nThe Canonical String for this request should have been\n'\(canonicalRequest)'"
                    + "\n\nThe String-to-Sign should have been\n'\(stringToSign)'\n"
            )
        )
    }

    /// A header line without the order in which it stands.
    private struct Line: Hashable {
        let name: String
        let value: String

        init(_ field: HeaderFields.Field) {
            name = field.name.lowercased()
            value = field.value
        }
    }
}

/// One folder of the vectors.
struct SigningVector {
    private struct Context: Decodable {
        struct Credentials: Decodable {
            let access_key_id: String
            let secret_access_key: String
            let token: String?
        }

        let credentials: Credentials
        let region: String
        let service: String
        let timestamp: String
        let normalize: Bool
        let sign_body: Bool
        let omit_session_token: Bool?
    }

    private let name: String
    private let context: Context
    let date: Date

    init(_ name: String) throws {
        self.name = name
        let json = try SharedFolder.text("sigv4-suite/v4/\(name)/context.json")
        context = try JSONDecoder().decode(Context.self, from: Data(json.utf8))
        date = try #require(AWSDate.parseExtended(context.timestamp))
    }

    func text(_ file: String) throws -> String { try SharedFolder.text("sigv4-suite/v4/\(name)/\(file)") }

    var signer: Signer {
        get throws {
            Signer(
                credentials: AWSCredentials(
                    accessKeyID: try #require(AccessKeyID(context.credentials.access_key_id)),
                    secretAccessKey: context.credentials.secret_access_key,
                    sessionToken: context.credentials.token
                ),
                region: context.region,
                service: context.service,
                normalizesPath: context.normalize,
                signsBody: context.sign_body,
                signsSessionToken: context.omit_session_token != true
            )
        }
    }

    func verify(_ request: SignableRequest) throws -> VerifiedSignature<String> {
        let verifier = SignatureVerifier(
            service: SigningService(name: context.service, manner: .query),
            keys: SigningKeyCache(),
            normalizesPath: context.normalize,
            echoesCanonicalRequest: true
        )
        return try verifier.verify(request, at: date, regionIsValid: { $0 == context.region }) { id in
            guard id == context.credentials.access_key_id else { return nil }
            return KnownKey(
                secretAccessKey: context.credentials.secret_access_key,
                sessionToken: context.credentials.token,
                principal: name
            )
        }
    }

    /// Reads an HTTP request: folded lines stay folded, so that the canonical form has to unfold them.
    func request(_ file: String, edit: (String) -> String = { $0 }) throws -> SignableRequest {
        let text = edit(try text(file))
        let end = text.range(of: "\n\n")
        let lines = text[..<(end?.lowerBound ?? text.endIndex)].split(separator: "\n")
        let line = try #require(lines.first)
        let target = line.drop { $0 != " " }.dropFirst().dropLast(" HTTP/1.1".count)
        let path = target.prefix { $0 != "?" }
        var headers: [HeaderFields.Field] = []
        for line in lines.dropFirst() {
            if line.hasPrefix(" "), let last = headers.popLast() {
                headers.append(.init(name: last.name, value: last.value + "\r\n" + line))
            } else {
                let name = line.prefix { $0 != ":" }
                headers.append(.init(name: String(name), value: String(line.dropFirst(name.count + 1))))
            }
        }
        // An empty line alone ends a request without a body.
        let rest = text[(end?.upperBound ?? text.endIndex)...]
        let body = rest == "\n" ? "" : rest
        return SignableRequest(
            method: String(line.prefix { $0 != " " }),
            path: String(path),
            query: String(target.dropFirst(path.count).dropFirst()),
            headers: HeaderFields(headers),
            body: BodyHash.of(Array(body.utf8))
        )
    }
}
