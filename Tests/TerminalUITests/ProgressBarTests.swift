import TerminalUI
import Testing

@Suite("Progress")
struct ProgressBarTests {
    @Test(
        "the bar grows with what is done, and never beyond",
        arguments: [
            (0, "Checking [--------------------] 0 % of 2.0 KiB"),
            (1_024, "Checking [##########----------] 50 % of 2.0 KiB"),
            (2_047, "Checking [###################-] 99 % of 2.0 KiB"),
            (9_999, "Checking [####################] 100 % of 2.0 KiB"),
            (-5, "Checking [--------------------] 0 % of 2.0 KiB"),
        ]
    )
    func bar(done: Int, text: String) {
        #expect(ProgressBar(title: "Checking", total: 2_048).text(done: done) == text)
    }

    @Test("of nothing all is done")
    func nothing() {
        #expect(
            ProgressBar(title: "Loading", total: 0).text(done: 0) == "Loading [####################] 100 % of 0 bytes"
        )
    }

    @Test(
        "bytes are counted in the unit that fits",
        arguments: [(1_023, "1023 bytes"), (1_536, "1.5 KiB"), (64 << 20, "64.0 MiB"), (5 << 40, "5.0 TiB")]
    )
    func bytes(count: Int, text: String) {
        #expect(ByteCount.text(count) == text)
    }
}
