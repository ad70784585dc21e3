import AWSCore
import Cryptography
package import Determinism
package import Foundation
import Text

/// An SSH key of a user's, as CodeCommit asks for it.
package struct SSHPublicKey: Sendable, Equatable, Codable {
    /// Why a text is not such a key.
    package enum Problem: Error, CustomStringConvertible {
        /// It is neither in the form of `ssh-rsa` nor in PEM.
        case encoding
        case key(String)

        package var description: String {
            switch self {
            case .encoding: "it is neither ssh-rsa and base64 nor PEM"
            case .key(let reason): reason
            }
        }
    }

    /// The form in which GetSSHPublicKey tells a key.
    package enum Encoding: String, CaseIterable, Sendable {
        case ssh = "SSH"
        case pem = "PEM"
    }

    /// `APKA…`.
    package let id: String
    /// The key in the form of SSH.
    private let bytes: [UInt8]
    package var isActive = true
    /// Nil of a key of the world's file.
    private let uploaded: Date?

    /// - Parameters:
    ///   - body: `ssh-rsa` with base64 and perhaps a comment, or PEM.
    ///   - stream: what the ID is drawn from.
    ///   - uploaded: nil of a key of the world's file.
    package init(body: String, from stream: inout RandomStream, uploaded: Date? = nil) throws(Problem) {
        bytes = try Self.bytes(of: body)
        id = stream.awsUniqueID("APKA")
        self.uploaded = uploaded
    }

    /// ``World/usualCreation`` of a key of the world's file.
    package var uploadedAt: Date { uploaded ?? World.usualCreation }

    /// Whether both are one key, whatever their IDs.
    package func isSame(as other: SSHPublicKey) -> Bool { bytes == other.bytes }

    /// The MD5 digest: 16 bytes in hexadecimal digits, with colons between them.
    package var fingerprint: String { MD5.digest(bytes).map { Hex.encode([$0]) }.joined(separator: ":") }

    /// The key as `ssh-rsa` and Base64.
    var body: String { "ssh-rsa " + Base64.encode(bytes) }

    /// The key in a form.
    package func text(in encoding: Encoding) throws(Problem) -> String {
        switch encoding {
        case .ssh: return body
        case .pem: return try Self.reading { () throws(CryptographyError) in try RSAPublicKey(ssh: bytes).pem }
        }
    }

    private static func bytes(of body: String) throws(Problem) -> [UInt8] {
        let words = body.split { $0.isWhitespace }
        if words.first == "ssh-rsa" {
            guard words.count > 1, let bytes = Base64.decode(words[1]) else { throw .key("it is not base64") }
            return try reading { () throws(CryptographyError) in try RSAPublicKey(ssh: bytes).sshBytes }
        }
        let lines = body.split { $0.isNewline }.map { $0.split { $0.isWhitespace }.joined(separator: " ") }
            .filter { !$0.isEmpty }
        for label in ["PUBLIC KEY", "RSA PUBLIC KEY"] where lines.first == "-----BEGIN \(label)-----" {
            guard lines.last == "-----END \(label)-----",
                let der = Base64.decode(lines.dropFirst().dropLast().joined())
            else { throw .key("it is not PEM") }
            return try reading { () throws(CryptographyError) in
                try RSAPublicKey(der: der, isOfRSA: label.hasPrefix("RSA")).sshBytes
            }
        }
        throw .encoding
    }

    private static func reading<Result>(_ read: () throws(CryptographyError) -> Result) throws(Problem) -> Result {
        do throws(CryptographyError) { return try read() } catch { throw .key("\(error)") }
    }
}
