import AWSClient
import Determinism
import Foundation
import TestSupport
import Testing

@Suite("The AWS configuration's parser")
struct ConfigurationFuzzTests {
    /// How many documents are drawn.
    private static let count = RandomInputs.count(orElse: 200)

    private static let pieces = [
        "[", "]", "default", "profile ", "profile \"a b\"", "services x", "sso-session s", "DEFAULT", "=", ":", " ",
        "\t",
        "\n", "\r\n", "\r", "#", ";", "role_arn", "source_profile", "aws_access_key_id", "aws_session_token",
        "credential_source", "aws_secret_access_key = SECRETVALUE\n", "s3", "region", "'", "\"", "\\", "é", "\u{0}",
        "\u{FEFF}", "🔶", "%",
        "${HOME}",
    ]

    @Test("takes any text without a crash, says what is wrong in one line, and shows no value of the file")
    func anyText() throws {
        let fixture = try ClientFixture()
        defer { fixture.end() }
        try FileManager.default.createDirectory(atPath: fixture.folder[".aws"], withIntermediateDirectories: true)
        var random = Randomness.seeded("ConfigurationFuzzTests").stream("texts")
        for _ in 0..<Self.count {
            let length = Int.random(in: 0..<60, using: &random)
            let text = (0..<length).map { _ in Self.pieces.randomElement(using: &random) ?? "" }.joined()
            try Data(text.utf8).write(to: URL(filePath: fixture.folder[".aws/config"]))
            try Data(String(text.reversed()).utf8).write(to: URL(filePath: fixture.folder[".aws/credentials"]))
            do throws(CredentialError) {
                _ = try CredentialChain(AWSSettings(fixture.environment)).region()
            } catch {
                let said = error.description
                #expect(said.split(whereSeparator: \.isNewline).count == 1, "\(text.debugDescription): \(said)")
                #expect(!said.contains("SECRETVALUE"), "\(text.debugDescription): \(said)")
            }
        }
    }
}
