import AWSCore
import AWSSignature
import Foundation

/// A signed request, with what is known of its key, that can be changed part by part and verified.
struct SignedSample: Sendable, CustomStringConvertible {
    var name: String
    /// What the verifier checks for.
    var service: SigningService
    /// The region that the request was signed for; it and `eu-west-3` are valid here.
    var region: String
    var accessKeyID: String
    var secretAccessKey: String
    /// The token that the key has.
    var sessionToken: String?
    var expiration: Date?
    var isActive = true
    var isPresigned: Bool
    var method: String
    var path: String
    var query: String
    var headers: [HeaderFields.Field]
    var body: [UInt8]
    var now: Date

    var description: String { name }

    func verify(
        keys: SigningKeyCache = SigningKeyCache(),
        echoing: Bool = false
    ) throws(SignatureFailure) -> VerifiedSignature<String> {
        let request = SignableRequest(
            method: method,
            path: path,
            query: query,
            headers: HeaderFields(headers),
            body: BodyHash.of(body)
        )
        let verifier = SignatureVerifier(service: service, keys: keys, echoesCanonicalRequest: echoing)
        return try verifier.verify(request, at: now, regionIsValid: { $0 == region || $0 == "eu-west-3" }) { id in
            guard id == accessKeyID else { return nil }
            return KnownKey(
                secretAccessKey: secretAccessKey,
                isActive: isActive,
                sessionToken: sessionToken,
                expiration: expiration,
                principal: name
            )
        }
    }
}

// MARK: The parts of the signature, in either form

extension SignedSample {
    var algorithm: String {
        get { isPresigned ? self[query: "X-Amz-Algorithm"] : String(authorization.prefix { $0 != " " }) }
        set {
            if isPresigned {
                self[query: "X-Amz-Algorithm"] = newValue
            } else {
                authorization = newValue + authorization.drop { $0 != " " }
            }
        }
    }

    /// Access key ID, date, region, service, terminator.
    var credential: [String] {
        get { self[part: "Credential"].split(separator: "/", omittingEmptySubsequences: false).map(String.init) }
        set { self[part: "Credential"] = newValue.joined(separator: "/") }
    }

    var signedHeaders: [String] {
        get { self[part: "SignedHeaders"].split(separator: ";").map(String.init) }
        set { self[part: "SignedHeaders"] = newValue.joined(separator: ";") }
    }

    var signature: String {
        get { self[part: "Signature"] }
        set { self[part: "Signature"] = newValue }
    }

    /// In the form that the request has it; setting keeps it in its place.
    var timestamp: String {
        get { isPresigned ? self[query: "X-Amz-Date"] : self[header: "X-Amz-Date"] ?? self[header: "Date"] ?? "" }
        set {
            if isPresigned {
                self[query: "X-Amz-Date"] = newValue
            } else {
                self[header: self[header: "X-Amz-Date"] == nil ? "Date" : "X-Amz-Date"] = newValue
            }
        }
    }

    /// The token as sent.
    var sentToken: String? {
        get { isPresigned ? query(value: "X-Amz-Security-Token") : self[header: "X-Amz-Security-Token"] }
        set {
            guard isPresigned else {
                self[header: "X-Amz-Security-Token"] = newValue
                return
            }
            if let newValue {
                self[query: "X-Amz-Security-Token"] = newValue
            } else {
                drop(query: "X-Amz-Security-Token")
            }
        }
    }

    var authorization: String {
        get { self[header: "Authorization"] ?? "" }
        set { self[header: "Authorization"] = newValue }
    }

    private subscript(part name: String) -> String {
        get {
            guard !isPresigned else { return self[query: "X-Amz-" + name] }
            let after = authorization.range(of: name + "=")?.upperBound ?? authorization.endIndex
            return String(authorization[after...].prefix { $0 != "," })
        }
        set {
            guard !isPresigned else {
                self[query: "X-Amz-" + name] = newValue
                return
            }
            guard let start = authorization.range(of: name + "=")?.upperBound else { return }
            let end = authorization[start...].firstIndex(of: ",") ?? authorization.endIndex
            authorization.replaceSubrange(start..<end, with: newValue)
        }
    }
}

// MARK: Headers and query

extension SignedSample {
    /// The first line of that name; setting changes it in its place, removes it, or adds one.
    subscript(header name: String) -> String? {
        get { headers.first { $0.name.equalsIgnoringCase(name) }?.value }
        set {
            let index = headers.firstIndex { $0.name.equalsIgnoringCase(name) }
            switch (index, newValue) {
            case (let index?, let value?): headers[index] = .init(name: headers[index].name, value: value)
            case (let index?, nil): headers.remove(at: index)
            case (nil, let value?): headers.append(.init(name: name, value: value))
            case (nil, nil): break
            }
        }
    }

    /// The query's parts as sent.
    var queryParts: [String] {
        get { query.split(separator: "&").map(String.init) }
        set { query = newValue.joined(separator: "&") }
    }

    func query(value name: String) -> String? {
        queryParts.first { $0.hasPrefix(name + "=") }
            .flatMap { String($0.dropFirst(name.count + 1)).removingPercentEncoding }
    }

    subscript(query name: String) -> String {
        get { query(value: name) ?? "" }
        set {
            let part = name + "=" + Self.encoded(newValue)
            if let index = queryParts.firstIndex(where: { $0.hasPrefix(name + "=") }) {
                queryParts[index] = part
            } else {
                queryParts.append(part)
            }
        }
    }

    mutating func drop(query name: String) {
        queryParts.removeAll { $0.hasPrefix(name + "=") }
    }

    static func encoded(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: CharacterSet(charactersIn: Self.unreserved)) ?? text
    }

    private static let unreserved = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"
}
