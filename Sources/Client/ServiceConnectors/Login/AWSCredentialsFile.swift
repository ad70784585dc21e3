import AWSClient
import AWSCore
import AWSSignature
import Determinism
import Foundation

/// The user's credentials file of the AWS SDKs: `AWS_SHARED_CREDENTIALS_FILE`, else `~/.aws/credentials`.
struct AWSCredentialsFile {
    private let environment: ClientEnvironment
    private let path: String

    init(_ environment: ClientEnvironment) {
        self.environment = environment
        path = environment.path(environment.variable("AWS_SHARED_CREDENTIALS_FILE") ?? "~/.aws/credentials")
    }

    /// Sets a profile, instead of one of that name. Everything else in the file stays as it is.
    ///
    /// - Throws: ``ConnectorError`` where the file cannot be read or written, or a value does not fit in it.
    func write(_ profile: String, credentials: AWSCredentials, region: Region) throws(ConnectorError) {
        var lines = [
            "[\(profile)]", "region = \(region)", "aws_access_key_id = \(credentials.accessKeyID)",
            "aws_secret_access_key = \(credentials.secretAccessKey)",
        ]
        if let token = credentials.sessionToken { lines.append("aws_session_token = \(token)") }
        guard lines.allSatisfy({ line in line.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F } })
        else { throw failure("a value holds a line break or another control character") }
        let text = AWSCredentialsFile.replacing(profile, with: lines, in: try contents())
        var random = environment.randomness.stream("aws-credentials")
        let suffix = ".\(random.text(10, of: "abcdefghijklmnopqrstuvwxyz0123456789")).tmp"
        do throws(AtomicFile.Failure) {
            try AtomicFile.write(Array(text.utf8), to: path, suffix: suffix)
        } catch {
            throw failure(error.reason)
        }
    }

    private func failure(_ reason: String) -> ConnectorError {
        .bare("Cannot write the AWS credentials file \(path): \(reason)")
    }

    private func contents() throws(ConnectorError) -> String {
        guard FileManager.default.fileExists(atPath: path) else { return "" }
        guard let data = FileManager.default.contents(atPath: path), let text = String(data: data, encoding: .utf8)
        else { throw failure("it is there, but cannot be read as text") }
        return text
    }

    /// The lines of a section replaced, or added at the end.
    private static func replacing(_ profile: String, with section: [String], in text: String) -> String {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        func header(_ line: String) -> String? {
            let trimmed = line.trimmingCharacters(in: .whitespaces)
            return trimmed.hasPrefix("[") ? trimmed : nil
        }
        guard let start = lines.firstIndex(where: { header($0) == "[\(profile)]" }) else {
            let separator = text.isEmpty ? "" : text.hasSuffix("\n") ? "\n" : "\n\n"
            return text + separator + section.joined(separator: "\n") + "\n"
        }
        let end = lines[(start + 1)...].firstIndex { header($0) != nil } ?? lines.endIndex
        // Comments and blank lines before the next section are that section's.
        let kept = lines[(start + 1)..<end].reversed().prefix {
            let trimmed = $0.trimmingCharacters(in: .whitespaces)
            return trimmed.isEmpty || trimmed.hasPrefix("#") || trimmed.hasPrefix(";")
        }
        return (lines[..<start] + section + kept.reversed() + lines[end...]).joined(separator: "\n")
    }
}
