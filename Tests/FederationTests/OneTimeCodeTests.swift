import Federation
import Foundation
import Testing

@Suite("One-time codes")
struct OneTimeCodeTests {
    /// The seed of RFC 6238, appendix B.
    private let seed = Array("12345678901234567890".utf8)

    @Test(
        "the codes of RFC 6238, as far as six digits go",
        arguments: [
            (59.0, "287082"), (1_111_111_109, "081804"), (1_111_111_111, "050471"), (1_234_567_890, "005924"),
            (2_000_000_000, "279037"), (20_000_000_000, "353130"),
        ]
    )
    func vectors(seconds: Double, code: String) {
        #expect(OneTimeCode.code(seed: seed, at: Date(timeIntervalSince1970: seconds)) == code)
    }

    @Test("a code is good for its step and the one on either side, and tells its step")
    func window() {
        let now = Date(timeIntervalSince1970: 1_111_111_111)
        let present = OneTimeCode.step(at: now)
        for step in present - 3...present + 3 {
            let code = OneTimeCode.code(seed: seed, step: step)
            let expected = abs(step - present) <= 1 ? step : nil
            #expect(OneTimeCode.step(matching: code, seed: seed, at: now) == expected)
            #expect((OneTimeCode.step(matching: code, seed: seed, at: now, window: 0) != nil) == (step == present))
        }
    }

    @Test(
        "what is not a code of the seed matches nothing",
        arguments: ["", "050472", "50471", "0050471", "050471 ", "٠٥٠٤٧١", "-50471"]
    )
    func refused(code: String) {
        let now = Date(timeIntervalSince1970: 1_111_111_111)
        #expect(OneTimeCode.step(matching: "050471", seed: seed, at: now) == 37_037_037)
        #expect(OneTimeCode.step(matching: code, seed: seed, at: now) == nil)
    }

    @Test("steps begin at full half minutes, before 1970 too, and no moment traps")
    func steps() {
        #expect(OneTimeCode.step(at: Date(timeIntervalSince1970: 0)) == 0)
        #expect(OneTimeCode.step(at: Date(timeIntervalSince1970: 29.999)) == 0)
        #expect(OneTimeCode.step(at: Date(timeIntervalSince1970: 30)) == 1)
        #expect(OneTimeCode.step(at: Date(timeIntervalSince1970: -0.5)) == -1)
        #expect(OneTimeCode.code(seed: [], at: Date(timeIntervalSince1970: -0.5)).count == 6)
        for seconds in [Double.infinity, -.infinity, .nan, -9.223_372_036_854_775_808e18 * 30] {
            #expect(OneTimeCode.step(matching: "000000", seed: [], at: Date(timeIntervalSince1970: seconds)) == nil)
        }
    }
}
