import DrydockCommands
import Emulator
import Testing

@Suite("drydock fault add")
struct FaultCommandTests {
    private func command(_ line: String) -> AddFaultCommand? {
        let words = line.split(separator: " ").map(String.init)
        switch DrydockVerbs.parse(["add"] + words, as: FaultCommand.self) {
        case .command(let command): return command as? AddFaultCommand
        case .message(let text, _):
            Issue.record("\(line): \(text)")
            return nil
        }
    }

    private func rule(_ line: String) throws -> FaultRule? { try command(line)?.rule() }

    private func complaint(_ line: String) -> String? {
        do {
            _ = try command(line)?.rule()
            return nil
        } catch {
            return "\(error)"
        }
    }

    @Test("takes the call, the kind and its values, wherever options stand")
    func words() throws {
        #expect(try rule("sts:* throttle --times 2") == FaultRule(.throttle, on: "sts:*", times: 2))
        #expect(try rule("--times 2 sts:* throttle") == FaultRule(.throttle, on: "sts:*", times: 2))
        let times = [
            ("20m", 1_200), ("-20m", -1_200), ("-2h", -7_200), ("1d2h3m4s", 93_784), ("-1d", -86_400), ("250ms", 0.25),
        ]
        for (text, seconds) in times {
            #expect(try rule("sts:* skew \(text)")?.time == seconds)
            #expect(try rule("sts:* skew \(text) --times 2")?.time == seconds)
            #expect(try rule("sts:* skew --times 2 \(text)")?.time == seconds)
        }
        let error = try rule(
            "* error --code A --status 418 --message Short --of ada --after 2 --probability 0.5 --seed 9"
        )
        #expect(error?.code == "A" && error?.status == 418 && error?.message == "Short")
        #expect(error?.of == "ada" && error?.after == 2 && error?.probability == 0.5 && error?.seed == 9)
    }

    @Test("takes sizes in bytes, K, M and G")
    func sizes() throws {
        #expect(try rule("* bandwidth 64K")?.rate == 65_536)
        #expect(try rule("* drip")?.rate == nil)
        #expect(try rule("* reset 0")?.bytes == 0)
        #expect(try rule("* truncate 3M")?.bytes == 3_145_728)
        #expect(try rule("* truncate 1G")?.bytes == 1_073_741_824)
        for text in ["K", "64k", "1.5M", "64KB", "-1", "9999999999999G", "99999999999999999999"] {
            #expect(complaint("* truncate \(text)") != nil, "\(text)")
        }
    }

    @Test("says what is wrong with a line, and what to type")
    func complaints() {
        let lines = [
            ("throttle --on ecr:PutImage", "the call stands first: drydock fault add 'ecr:PutImage' throttle"),
            ("skew -20m --on sts:* --times 1", "the call stands first: drydock fault add 'sts:*' skew -20m"),
            ("throttle ecr:PutImage", "the call stands first: drydock fault add 'ecr:PutImage' throttle"),
            (
                "throttle", "a call or a kind is missing; give both, such as: drydock fault add ecr:PutImage throttle"
            ),
            ("* throtle", "'throtle' is not a kind of fault; did you mean 'throttle'? See drydock fault add --help"),
            ("* cut 5", "'5' is one word too many; the kind is: cut"),
            ("* reset 5 6", "'6' is one word too many; the kind is: reset [BYTES]"),
            ("skew --on sts:* --times 1 -20m", "the call stands first: drydock fault add 'sts:*' skew -20m"),
            ("* cut --time 3", "Unknown option '--time'; see drydock fault add --help"),
            (
                "* latency soon",
                "'soon' is not a time; give a number with ms, s, m, h or d, such as 250ms or 20m"
            ),
            ("* error --status no", "--status no is not a status; give one from 400 to 599"),
        ]
        for (line, complaint) in lines { #expect(self.complaint(line) == complaint, "\(line)") }
    }
}
