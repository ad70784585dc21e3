import Testing

@testable import Scenarios

@Suite("Secrets in outcomes")
struct RedactionTests {
    private static let secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"

    @Test("that are known, or look like a session's or a registry's, are taken out")
    func taken() {
        let redaction = Redaction(secrets: [Self.secret], page: [])
        #expect(redaction.text("key \(Self.secret).").contains(/^key \[secret [0-9a-f]{8}\]\.$/))
        let token = String(repeating: "aB3dE7gHk2Lm5nP+", count: 9)
        #expect(redaction.text("token: \(token)").hasPrefix("token: [secret "))
        let other = "abcdEFGH0123abcdEFGH0123abcdEFGH0123abcd"
        #expect(redaction.text("\"SecretAccessKey\": \"\(other)\"").hasPrefix("\"SecretAccessKey\": \"[secret "))
        #expect(Redaction.withRuns(redaction.text("key \(Self.secret).")) == "key [..].")
    }

    @Test(
        "paths, rules, digests and what the page shows itself are left",
        arguments: [
            String(repeating: "-", count: 170), String(repeating: "/folder", count: 30),
            "sha256:" + String(repeating: "0123abcd", count: 8), String(repeating: "ab01", count: 40),
            "aws_secret_access_key = " + secret,
        ]
    )
    func left(text: String) {
        let redaction = Redaction(secrets: [Self.secret], page: ["aws_secret_access_key = " + Self.secret])
        #expect(redaction.text(text) == text)
    }
}
