import DrydockCommands
import Testing

@Suite("drydock fault add")
struct FaultCommandTests {
    private func time(_ arguments: [String]) -> [String]? {
        switch DrydockVerbs.parse(["add"] + arguments, as: FaultCommand.self) {
        case .command(let command): (command as? AddFaultCommand)?.time
        case .message: nil
        }
    }

    @Test("takes a time after skew, ahead or behind, wherever its options stand")
    func skew() {
        for text in ["20m", "-20m", "-2h", "1d2h3m4s", "-1d"] {
            #expect(time(["skew", text, "--on", "sts:*"]) == [text])
            #expect(time(["--on", "sts:*", "skew", text, "--times", "2"]) == [text])
        }
        #expect(time(["throttle", "--on", "sts:*"]) == [])
    }
}
