import Foundation
import Text

/// The path of a route, as its row writes it: `/v2/{name}/manifests/{reference}`. `{name}` is the repository's name, of
/// one or more parts, and is the first part if there is one; another value between braces is one part. A path that ends
/// in a slash is also the path without it.
struct RegistryPath: Sendable, Equatable {
    private enum Part: Equatable {
        case word(String)
        case value
    }

    /// What stands at the places of the values, decoded and not checked.
    struct Values {
        var repository: String?
        var reference: String?
    }

    private let hasName: Bool
    /// What comes after the name, or after `/v2`. Without the slash at the end.
    private let parts: [Part]
    private let endsInSlash: Bool

    init(_ pattern: String) {
        var texts = pattern.split(separator: "/", omittingEmptySubsequences: false).dropFirst(2)
        endsInSlash = texts.last == ""
        if endsInSlash { texts = texts.dropLast() }
        hasName = texts.first == "{name}"
        parts = texts.dropFirst(hasName ? 1 : 0).map { $0.hasPrefix("{") ? .value : .word(String($0)) }
    }

    /// The parts of a request's path behind `/v2`, decoded; nil where it is not the registry's, or an escape is malformed.
    static func parts(of path: some StringProtocol) -> [String]? {
        guard path.hasPrefix("/v2") else { return nil }
        var path = String(path)
        return path.withUTF8 { path in
            // What follows "/v2" begins with a slash, so the first part has no byte.
            let parts = path.dropFirst(3).split(separator: 0x2F, omittingEmptySubsequences: false)
            guard parts.first?.isEmpty ?? true else { return nil }
            var decoded: [String] = []
            for part in parts.dropFirst() {
                guard let text = PercentEncoding.text(of: part) else { return nil }
                decoded.append(text)
            }
            return decoded
        }
    }

    /// Nil where a request's path is another one. It is read from its end, because names of repositories have slashes.
    func values(in sent: [String]) -> Values? {
        let sent = endsInSlash && sent.last == "" ? sent.dropLast() : sent[...]
        guard hasName ? sent.count > parts.count : sent.count == parts.count else { return nil }
        var values = Values()
        for (part, text) in zip(parts, sent.suffix(parts.count)) {
            switch part {
            case .word(let word): guard word == text else { return nil }
            case .value: values.reference = text
            }
        }
        if hasName { values.repository = sent.dropLast(parts.count).joined(separator: "/") }
        return values
    }
}
