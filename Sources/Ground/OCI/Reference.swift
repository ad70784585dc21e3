import AWSCore

/// The full name of an image: `HOST[:PORT]/NAME[:TAG][@DIGEST]`, as users give it to docker and podman.
///
/// The host always stands there. It is told from a repository's first part as those programs do: it has a dot or a
/// port, or is `localhost`, or an IPv6 address in brackets.
package struct Reference: Sendable, Hashable, CustomStringConvertible {
    /// The host as it was written, an IPv6 address with its brackets.
    package let host: String
    /// 1 to 65535; nil where none was given.
    package let port: Int?
    /// The repository: parts of lower-case letters and digits, with `.`, `_`, `__` or hyphens between them.
    package let repository: String
    package let tag: Tag?
    package let digest: Digest?

    /// The most characters that a repository's name may have, which is ECR's bound.
    package static let longestRepository = 256

    /// - Throws: ``ReferenceError``, which says what part of the text is wrong.
    package init(_ text: String) throws(ReferenceError) {
        var rest = text[...]
        var digest: Digest?
        if let mark = rest.firstIndex(of: "@") {
            digest = Digest(rest[rest.index(after: mark)...])
            guard digest != nil else { throw ReferenceError(text, "what follows '@' is not a digest") }
            rest = rest[..<mark]
        }
        guard let slash = rest.firstIndex(of: "/") else { throw ReferenceError(text, "it names no registry") }
        let registry = rest[..<slash]
        rest = rest[rest.index(after: slash)...]
        var tag: Tag?
        if let colon = rest.firstIndex(of: ":") {
            tag = Tag(rest[rest.index(after: colon)...])
            guard tag != nil else { throw ReferenceError(text, "what follows ':' is not a tag") }
            rest = rest[..<colon]
        }
        guard Self.isRepository(rest) else { throw ReferenceError(text, "its repository has another form") }
        guard let (host, port) = Self.registry(registry) else {
            throw ReferenceError(text, "its host has another form")
        }
        self.host = host
        self.port = port
        repository = String(rest)
        self.tag = tag
        self.digest = digest
    }

    /// `HOST[:PORT]`.
    package var registry: String { port.map { "\(host):\($0)" } ?? host }

    /// What a registry is asked for: the digest, or else the tag, or else `latest`, as docker does.
    package var image: ImageReference { digest.map(ImageReference.digest) ?? .tag(tag ?? .latest) }

    /// The reference as it is written.
    package var description: String {
        registry + "/" + repository + (tag.map { ":\($0)" } ?? "") + (digest.map { "@\($0)" } ?? "")
    }

    /// Whether a text is a repository's name (OCI distribution specification, "Pulling manifests").
    package static func isRepository(_ name: some StringProtocol) -> Bool {
        guard !name.isEmpty, name.utf8.count <= longestRepository else { return false }
        return name.utf8.split(separator: 0x2F, omittingEmptySubsequences: false).allSatisfy { part in
            guard let first = part.first, let last = part.last, first.isLowerOrDigit, last.isLowerOrDigit else {
                return false
            }
            // What stands between letters and digits: one dot, one or two low lines, any number of hyphens.
            return part.split(whereSeparator: \.isLowerOrDigit).allSatisfy { mark in
                mark.elementsEqual(".".utf8) || mark.elementsEqual("_".utf8) || mark.elementsEqual("__".utf8)
                    || mark.allSatisfy { $0 == 0x2D }
            }
        }
    }

    private static func registry(_ text: Substring) -> (host: String, port: Int?)? {
        var host = text
        var port: Int?
        if let colon = text.lastIndex(of: ":"), !text.hasSuffix("]") {
            let digits = text[text.index(after: colon)...]
            guard !digits.isEmpty, digits.utf8.allSatisfy(\.isDigit), let number = Int(digits),
                (1...65_535).contains(number)
            else { return nil }
            port = number
            host = text[..<colon]
        }
        guard isAddress(host) || isName(host, mayBeBare: port != nil) else { return nil }
        return (String(host), port)
    }

    /// Whether it looks like an IPv6 address in brackets; whether there is such an address is for a resolver to say.
    private static func isAddress(_ host: Substring) -> Bool {
        guard host.hasPrefix("["), host.hasSuffix("]") else { return false }
        let inner = host.dropFirst().dropLast().utf8
        return inner.contains(0x3A)
            && inner.allSatisfy { $0.isDigit || (0x61...0x66).contains($0 | 0x20) || $0 == 0x3A || $0 == 0x2E }
    }

    private static func isName(_ host: Substring, mayBeBare: Bool) -> Bool {
        let parts = host.utf8.split(separator: 0x2E, omittingEmptySubsequences: false)
        guard parts.count > 1 || mayBeBare || host == "localhost" else { return false }
        return parts.allSatisfy { part in
            guard let first = part.first, let last = part.last else { return false }
            return first.isLetterOrDigit && last.isLetterOrDigit
                && part.allSatisfy { $0.isLetterOrDigit || $0 == 0x2D }
        }
    }
}

/// Why a text is not the full name of an image: one line, with the text.
package struct ReferenceError: Error, Sendable, Equatable, CustomStringConvertible {
    package let description: String

    init(_ text: String, _ reason: String) {
        description = "\(text.quoted) names no image: \(reason); write HOST[:PORT]/NAME[:TAG][@DIGEST]"
    }
}
