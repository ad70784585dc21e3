import AWSCore
import AWSProtocols
import Emulator
import Foundation
import Testing

@Suite("STS's parameters")
struct STSValidationTests {
    private static let arnPattern =
        #"[\u0009\u000A\u000D\u0020-\u007E\u0085\u00A0-\uD7FF\uE000-\uFFFD\u10000-\u10FFFF]+"#

    private static func one(_ violation: String) -> String { "1 validation error detected: " + violation }

    private static func rule(_ value: String, _ member: String, _ rule: String) -> String {
        "Value \(value) at '\(member)' failed to satisfy constraint: Member must \(rule)"
    }

    private struct Case: Sendable {
        let parameters: [(String, String)]
        let text: String

        init(_ parameters: [(String, String)], _ text: String) {
            self.parameters = parameters
            self.text = text
        }
    }

    private static let cases: [Case] = [
        Case(
            [("RoleSessionName", "Session1:2")],
            one(rule("'Session1:2'", "roleSessionName", #"satisfy regular expression pattern: [\w+=,.@-]*"#))
        ),
        Case(
            [("RoleSessionName", "a")],
            one(rule("'a'", "roleSessionName", "have length greater than or equal to 2"))
        ),
        Case(
            [("RoleSessionName", longName)],
            one(rule("'\(longName)'", "roleSessionName", "have length less than or equal to 64"))
        ),
        Case(
            [("DurationSeconds", "60")],
            one(rule("'60'", "durationSeconds", "have value greater than or equal to 900"))
        ),
        Case(
            [("DurationSeconds", "43201")],
            one(rule("'43201'", "durationSeconds", "have value less than or equal to 43200"))
        ),
        Case(
            [("RoleArn", "")],
            two(
                rule("''", "roleArn", "satisfy regular expression pattern: \(arnPattern)"),
                rule("''", "roleArn", "have length greater than or equal to 20")
            )
        ),
        Case(
            [("ExternalId", "a"), ("TokenCode", "12345x")],
            two(
                rule("'a'", "externalId", "have length greater than or equal to 2"),
                rule("'12345x'", "tokenCode", #"satisfy regular expression pattern: [\d]*"#)
            )
        ),
        Case([("RoleArn", "arn:aws:iam::123456789012:user/alice")], "arn:aws:iam::123456789012:user/alice is invalid"),
        Case([("RoleArn", "not an ARN of any kind")], "not an ARN of any kind is invalid"),
    ]

    private static let longName = String(repeating: "a", count: 65)

    private static func two(_ first: String, _ second: String) -> String {
        "2 validation errors detected: \(first); \(second)"
    }

    @Test("break with AWS's sentences", arguments: cases.indices)
    func violations(index: Int) async throws {
        let (parameters, text) = (Self.cases[index].parameters, Self.cases[index].text)
        let bench = try TestBench()
        let usual = [("RoleArn", "arn:aws:iam::123456789012:role/deployer"), ("RoleSessionName", "session")]
        let answer = try await bench.sts(
            "AssumeRole",
            usual.filter { pair in !parameters.contains { $0.0 == pair.0 } } + parameters
        )
        #expect(answer.stsError == refusal(400, "ValidationError", text))
    }

    @Test("that are missing are all named")
    func missing() async throws {
        let bench = try TestBench()
        #expect(
            try await bench.sts("AssumeRole").stsError
                == refusal(
                    400,
                    "ValidationError",
                    "2 validation errors detected: Value null at 'roleArn' failed to satisfy constraint: Member must "
                        + "not be null; Value null at 'roleSessionName' failed to satisfy constraint: Member must not "
                        + "be null"
                )
        )
        #expect(
            try await bench.sts("GetFederationToken").stsError.message
                == "1 validation error detected: Value null at 'name' failed to satisfy constraint: Member must not be "
                + "null"
        )
    }

    @Test("that are no numbers are refused", arguments: ["ten", "9.5", "99999999999999999999", "0x384", "٩٠٠"])
    func numbers(text: String) async throws {
        let bench = try TestBench()
        #expect(try await bench.sts("GetSessionToken", [("DurationSeconds", text)]).stsError.code == "MalformedInput")
    }

    @Test("for MFA go together, and name a device that there is")
    func mfa() async throws {
        let bench = try TestBench()
        let serial = ("SerialNumber", "arn:aws:iam::123456789012:mfa/alice")
        #expect(
            try await bench.sts("GetSessionToken", [serial]).stsError
                == refusal(
                    403,
                    "AccessDenied",
                    "MultiFactorAuthentication failed, must provide both MFA serial number and one time pass code."
                )
        )
        #expect(
            try await bench.sts("GetSessionToken", [serial, ("TokenCode", "123456")]).stsError.message.hasPrefix(
                "MultiFactorAuthentication failed, unable to validate MFA code."
            )
        )
    }
}
