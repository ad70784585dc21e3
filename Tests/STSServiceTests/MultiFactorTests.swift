import AWSProtocols
import Determinism
import Federation
import Foundation
import STSService
import Testing
import World

@Suite("One-time codes")
struct MultiFactorTests {
    private static let wrong = refusal(
        403,
        "AccessDenied",
        "MultiFactorAuthentication failed with invalid MFA one time pass code. "
    )

    private func code(_ bench: Bench, steps: Int = 0) -> String {
        OneTimeCode.code(seed: TestWorld.seed, at: bench.clock.now.addingTimeInterval(TimeInterval(steps * 30)))
    }

    private func device(_ code: String, serial: String = TestWorld.device) -> [(String, String)] {
        [("SerialNumber", serial), ("TokenCode", code)]
    }

    @Test("open what trust policies keep for those who have one")
    func trust() throws {
        let bench = try Bench()
        #expect(
            bench.refusal(AssumeRole.self, assuming("guarded"))
                == denied("arn:aws:iam::123456789012:user/team/alice", "sts:AssumeRole", Bench.role("guarded"))
        )
        let session = try bench.session(AssumeRole.self, assuming("guarded", device(code(bench))))
        // The role's own session does not count as made with a code.
        #expect(session.multiFactorAt == nil)
    }

    @Test("count for the sessions of GetSessionToken, and age with them")
    func sessionToken() throws {
        let bench = try Bench()
        let session = try bench.session(GetSessionToken.self, device(code(bench)))
        #expect(session.multiFactorAt == Bench.start)
        _ = try bench.perform(AssumeRole.self, assuming("guarded"), as: .session(session))
        try bench.world.advanceClock(by: 61)
        #expect(bench.refusal(AssumeRole.self, assuming("guarded"), as: .session(session))?.code == "AccessDenied")
    }

    @Test("of the step before and after the present one count, others do not")
    func window() throws {
        for steps in [-1, 0, 1] {
            let bench = try Bench()
            _ = try bench.perform(GetSessionToken.self, device(code(bench, steps: steps)))
        }
        for steps in [-2, 2, 10] {
            let bench = try Bench()
            #expect(bench.refusal(GetSessionToken.self, device(code(bench, steps: steps))) == Self.wrong)
        }
        let bench = try Bench()
        let wrong = code(bench) == "000000" ? "000001" : "000000"
        #expect(bench.refusal(GetSessionToken.self, device(wrong)) == Self.wrong)
    }

    @Test("count once, and after one no earlier one does")
    func reuse() throws {
        let bench = try Bench()
        let (earlier, present, next) = (code(bench, steps: -1), code(bench), code(bench, steps: 1))
        _ = try bench.perform(GetSessionToken.self, device(present))
        #expect(bench.refusal(GetSessionToken.self, device(present)) == Self.wrong)
        #expect(bench.refusal(AssumeRole.self, assuming("guarded", device(present))) == Self.wrong)
        #expect(bench.refusal(GetSessionToken.self, device(earlier)) == Self.wrong)
        _ = try bench.perform(AssumeRole.self, assuming("guarded", device(next)))
    }

    @Test("are used up also where the role is then refused")
    func usedByRefusal() throws {
        let bench = try Bench()
        let present = code(bench)
        #expect(
            bench.refusal(AssumeRole.self, assuming("last", device(present)))?.message.contains("sts:AssumeRole")
                == true
        )
        #expect(bench.refusal(AssumeRole.self, assuming("guarded", device(present))) == Self.wrong)
    }

    @Test("are asked for before IAM is")
    func order() throws {
        let bench = try Bench()
        #expect(bench.refusal(AssumeRole.self, assuming("none", device("123" + "456")))?.message == Self.wrong.message)
    }

    @Test("need the serial number of a device of the caller's")
    func devices() throws {
        let bench = try Bench()
        let expected = refusal(
            403,
            "AccessDenied",
            "MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial number is "
                + "valid and associated with this user."
        )
        for serial in [
            "arn:aws:iam::123456789012:user/team/alice", "arn:aws:iam::123456789012:mfa/bob", "GAHT12345678",
        ] {
            #expect(bench.refusal(GetSessionToken.self, device(code(bench), serial: serial)) == expected)
        }
        #expect(bench.refusal(GetSessionToken.self, device(code(bench)), as: .user("bob")) == expected)
        let role = try bench.session(AssumeRole.self, assuming("deployer"))
        #expect(
            bench.refusal(AssumeRole.self, assuming("service/chained", device(code(bench))), as: .session(role))
                == expected
        )
    }

    @Test("and serial numbers come together")
    func together() throws {
        let bench = try Bench()
        let expected = refusal(
            403,
            "AccessDenied",
            "MultiFactorAuthentication failed, must provide both MFA serial number and one time pass code."
        )
        for part in device("123456") {
            #expect(bench.refusal(GetSessionToken.self, [part]) == expected)
            #expect(bench.refusal(AssumeRole.self, assuming("guarded", [part])) == expected)
        }
    }

    @Test("of root's device are root's")
    func root() throws {
        let bench = try Bench()
        let serial = "arn:aws:iam::123456789012:mfa/root-account-mfa-device"
        let session = try bench.session(GetSessionToken.self, device(code(bench), serial: serial), as: .root())
        #expect(session.multiFactorAt != nil)
    }
}
