import Testing

@testable import DrydockCommands

@Suite("Lengths of time on the command line")
struct ClockDurationTests {
    @Test(
        "are read as a person writes them",
        arguments: [
            ("0s", 0), ("90s", 90), ("20m", 1_200), ("13h", 46_800), ("2d12h", 216_000), ("1d2h3m4s", 93_784),
        ]
    )
    func read(text: String, seconds: Int) {
        #expect(ClockDuration.seconds(text) == seconds)
        #expect(ClockDuration.seconds(ClockDuration.text(seconds)) == seconds)
    }

    @Test(
        "are refused where they say nothing, go back, repeat a unit or pass ten years",
        arguments: [
            "", "13", "h", "-1h", "1h-5m", "1m1h", "1h1h", "1.5h", "٣h", "4000d", "99999999999999999999s", "1h ",
        ]
    )
    func refused(text: String) {
        #expect(ClockDuration.seconds(text) == nil)
    }
}
