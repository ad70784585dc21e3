import AWSCore
import AWSProtocols
import Cryptography
import Determinism
import Emulator
import Federation
import Foundation
import Testing
import Text

@Suite("Keys and devices by the IAM API")
struct CredentialTests {
    private let bench: Bench

    init() throws { bench = try Bench() }

    private func decoded(_ base64: String?) throws -> [UInt8] {
        let text = try #require(base64)
        return try #require(Base64.decode(text))
    }

    @Test("sign as soon as they are made, and no more when they are switched off or gone")
    func keys() async throws {
        let key = try await bench.key(of: "bob")
        #expect(key.key.wholeMatch(of: #/AKIA[A-Z2-7]{16}/#) != nil && key.secret.count == 40)
        #expect(try await bench.sts("GetCallerIdentity", as: key).status == 200)
        #expect(
            try await bench.call("CreateAccessKey", [("UserName", "bob")]).error
                == refusal(409, "LimitExceeded", "Cannot exceed quota for AccessKeysPerUser: 2")
        )
        let named = [("UserName", "bob"), ("AccessKeyId", key.key)]
        try await bench.done("UpdateAccessKey", named + [("Status", "Inactive")])
        #expect(try await bench.sts("GetCallerIdentity", as: key).error?.code == "InvalidClientTokenId")
        let list = try await bench.done("ListAccessKeys", [("UserName", "bob")])?["AccessKeyMetadata"]
        #expect(list?.texts("Status").sorted() == ["Active", "Inactive"])
        try await bench.done("UpdateAccessKey", named + [("Status", "Active")])
        #expect(try await bench.sts("GetCallerIdentity", as: key).status == 200)
        try await bench.done("DeleteAccessKey", named)
        #expect(try await bench.sts("GetCallerIdentity", as: key).status == 403)
        #expect(
            try await bench.call("DeleteAccessKey", named).error
                == refusal(404, "NoSuchEntity", "The Access Key with id \(key.key) cannot be found.")
        )
        // Of one's own user, without a name.
        let own = try await bench.call("ListAccessKeys").xml()["ListAccessKeysResult"]?["AccessKeyMetadata"]
        #expect(own?.texts("AccessKeyId") == [Bench.alice.key])
    }

    @Test("are told with their last use: when, for what, and where")
    func lastUse() async throws {
        let bob = [("AccessKeyId", Bench.bob.key)]
        let never = try await bench.done("GetAccessKeyLastUsed", bob)
        #expect(never?["UserName"]?.text == "bob")
        #expect(never?["AccessKeyLastUsed"]?["LastUsedDate"] == nil)
        #expect(never?["AccessKeyLastUsed"]?["ServiceName"]?.text == "N/A")
        _ = try await bench.sts("GetCallerIdentity", as: Bench.bob)
        let used = try await bench.done("GetAccessKeyLastUsed", bob)?["AccessKeyLastUsed"]
        #expect(used?["LastUsedDate"]?.text == "2026-03-01T12:00:00Z")
        #expect(used?["ServiceName"]?.text == "sts" && used?["Region"]?.text == "us-east-1")
        #expect(
            try await bench.call("GetAccessKeyLastUsed", [("AccessKeyId", Bench.mallory.key)]).error?.code
                == "NoSuchEntity"
        )
    }

    @Test("never stand in the journal, and neither do seeds and codes")
    func secrets() async throws {
        let key = try await bench.key(of: "bob")
        let made = try await bench.done("CreateVirtualMFADevice", [("VirtualMFADeviceName", "phone")])
        let device = try #require(made?["VirtualMFADevice"])
        let encoded = try #require(device["Base32StringSeed"]?.text)
        let seedText = String(decoding: try decoded(encoded), as: UTF8.self)
        _ = try await bench.call(
            "EnableMFADevice",
            [
                ("UserName", "bob"), ("SerialNumber", try #require(device["SerialNumber"]?.text)),
                ("AuthenticationCode1", "135791"), ("AuthenticationCode2", "246802"),
            ]
        )
        let journal = String(decoding: try JSONEncoder().encode(bench.emulator.events()), as: UTF8.self)
        for secret in [key.secret, encoded, seedText, "135791", "246802"] { #expect(!journal.contains(secret)) }
        #expect(journal.contains("EnableMFADevice"))
    }

    @Test("Virtual devices are made, enabled by two codes in a row, used for MFA, and given back")
    func devices() async throws {
        let made = try await bench.done("CreateVirtualMFADevice", [("VirtualMFADeviceName", "phone")])
        let device = try #require(made?["VirtualMFADevice"])
        let serial = ("SerialNumber", try #require(device["SerialNumber"]?.text))
        #expect(serial.1 == "arn:aws:iam::123456789012:mfa/phone")
        let text = String(
            decoding: try decoded(device["Base32StringSeed"]?.text),
            as: UTF8.self
        )
        let seed = try #require(Base32.decode(text))
        #expect(seed.count == 64)
        let step = OneTimeCode.step(at: bench.clock.now)
        func code(_ offset: Int) -> String { OneTimeCode.code(seed: seed, step: step + offset) }
        func codes(_ first: Int, _ second: Int) -> [(String, String)] {
            [("AuthenticationCode1", code(first)), ("AuthenticationCode2", code(second))]
        }
        let user = ("UserName", "bob")
        #expect(
            try await bench.call("EnableMFADevice", [user, serial] + codes(0, 0)).error
                == refusal(403, "InvalidAuthenticationCode", "Authentication code for device is not valid.")
        )
        try await bench.done("EnableMFADevice", [user, serial] + codes(-1, 0))
        #expect(try await bench.done("ListMFADevices", [user])?["MFADevices"]?.texts("SerialNumber") == [serial.1])
        let session = try await bench.sts(
            "GetSessionToken",
            [serial, ("TokenCode", code(1))],
            as: Bench.bob
        )
        #expect(session.status == 200, "\(session.body)")
        #expect(try await bench.call("DeleteVirtualMFADevice", [serial]).error?.code == "DeleteConflict")
        let assigned = try await bench.done("ListVirtualMFADevices", [("AssignmentStatus", "Assigned")])
        #expect(assigned?["VirtualMFADevices"]?.children.first?["User"]?["UserName"]?.text == "bob")
        try await bench.done("DeactivateMFADevice", [user, serial])
        try await bench.done("DeleteVirtualMFADevice", [serial])
        #expect(try await bench.done("ListVirtualMFADevices")?["VirtualMFADevices"]?.children.isEmpty == true)
    }

    @Test("The credential report has a line for root and for each user")
    func report() async throws {
        #expect(try await bench.call("GetCredentialReport").error?.code == "ReportNotPresent")
        _ = try await bench.sts("GetCallerIdentity", as: Bench.bob)
        #expect(try await bench.done("GenerateCredentialReport")?["State"]?.text == "STARTED")
        #expect(try await bench.done("GenerateCredentialReport")?["State"]?.text == "COMPLETE")
        let report = try await bench.done("GetCredentialReport")
        let lines = String(
            decoding: try decoded(report?["Content"]?.text),
            as: UTF8.self
        ).split(separator: "\n").map { $0.split(separator: ",", omittingEmptySubsequences: false) }
        #expect(lines.map { $0[0] } == ["user", "<root_account>", "alice", "bob"])
        #expect(lines.allSatisfy { $0.count == 22 })
        #expect(lines[3][8] == "true" && lines[3][10] == "2026-03-01T12:00:00+00:00" && lines[3][12] == "sts")
        bench.clock.advance(by: 5 * 3_600)
        #expect(try await bench.call("GetCredentialReport").error?.code == "ReportExpired")
    }
}
