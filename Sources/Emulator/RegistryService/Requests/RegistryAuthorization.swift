import Cryptography
import Text

/// What a request to the registry brings in its `Authorization` header (docs/aws/registry.md, "Authentication").
package enum RegistryAuthorization: Sendable, Equatable {
    /// No header, or another scheme than Basic: ECR has no token server, so a Bearer request is not authenticated.
    /// Neither a name nor a password is the same: that is what skopeo, podman and buildah send when they have none.
    case absent
    /// Basic, but not `AWS` and a password.
    case malformed
    case password(String)

    /// The text of a Bearer token; nil for another scheme.
    package static func bearer(header: String) -> String? {
        let parts = header.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[0].utf8.elementsEqual("bearer".utf8, by: { ($0 | 0x20) == $1 }) else {
            return nil
        }
        return String(trimmed(parts[1]))
    }

    package init(header: String?) {
        guard let header else {
            self = .absent
            return
        }
        let parts = header.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[0].utf8.elementsEqual("basic".utf8, by: { ($0 | 0x20) == $1 }) else {
            self = .absent
            return
        }
        guard
            let bytes = Base64.decode(Self.trimmed(parts[1])),
            let text = String(validating: bytes, as: UTF8.self), let colon = text.firstIndex(of: ":")
        else {
            self = .malformed
            return
        }
        guard text != ":" else {
            self = .absent
            return
        }
        guard text[..<colon] == "AWS" else {
            self = .malformed
            return
        }
        self = .password(String(text[text.index(after: colon)...]))
    }

    /// Without the blanks at both ends. Byte by byte: a token has some 2,000 characters and comes with every request.
    private static func trimmed(_ text: Substring) -> Substring {
        func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
        let start = text.utf8.drop(while: isBlank)
        guard let last = start.lastIndex(where: { !isBlank($0) }) else { return "" }
        return Substring(start[...last])
    }
}
