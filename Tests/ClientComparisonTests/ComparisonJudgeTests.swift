import Testing

@testable import ClientComparison

@Suite("Comparing with ZenML")
struct ComparisonJudgeTests {
    private static let page = """
        ### Help
        Another layout.
        - where: `zenml … --help`
        - compared: names of options
        ### Traces
        One line.
        - compared: message
        ### Space
        A typing error.
        - ZenML: `set to:'…'`
        - here: `set to: '…'`
        ### Own
        Another thing altogether.
        - where: `zenml own`
        ### Sentences
        Said otherwise.
        - where: `zenml describe-type …`
        - compared: all but prose
        ### Chance
        It is drawn.
        - where: `zenml draw`
        - seen: by chance
        """
    private static let first = "d2d79000-18a2-4cbd-b8b6-33d29c0ac9bb"
    private static let second = "1e7aa25c-1f4a-4b6e-9a0b-0d7a4b7c2e11"
    private static let third = "37c97fa0-fa47-4d55-9970-e2aa6e1b50cf"

    private func judge() throws -> ComparisonJudge {
        var judge = try ComparisonJudge(page: Self.page, suite: .transcripts)
        judge.begin("01")
        return judge
    }

    @Test("an identifier stands for one other, throughout, and in commands")
    func identifiers() throws {
        var judge = try judge()
        let list = { (id: String) in Shown(output: "id \(id)\n") }
        #expect(judge.judge("zenml a", expected: list(Self.first), actual: list(Self.second)) == .same)
        #expect(judge.command(for: "zenml b \(Self.first)") == "zenml b \(Self.second)")
        #expect(judge.command(for: "zenml b d2d790") == "zenml b 1e7aa2")
        #expect(judge.command(for: "zenml b startswith:d2d790") == "zenml b startswith:1e7aa2")
        #expect(judge.judge("zenml a", expected: list(Self.first), actual: list(Self.second)) == .same)
        #expect(judge.judge("zenml a", expected: list(Self.first), actual: list(Self.third)) != .same)
        #expect(judge.judge("zenml a", expected: list(Self.third), actual: list(Self.second)) != .same)
    }

    @Test("an identifier and a time may be in pieces in narrow columns, and nothing else may differ")
    func pieces() throws {
        var judge = try judge()
        let row = { (id: String, time: String, name: String) in
            let lines = [
                "┃ \(name)  │ \(id.prefix(30)) │ \(time.prefix(10)) ┃",
                "┃    │ \(id.dropFirst(30))                         │ \(time.dropFirst(11)) ┃",
            ]
            return Shown(output: lines.joined(separator: "\n"))
        }
        let (time, other) = ("2024-07-29 12:00:00.000000", "2026-11-24 13:55:00.000000")
        #expect(
            judge.judge("zenml a", expected: row(Self.first, time, "a"), actual: row(Self.second, other, "a")) == .same
        )
        #expect(
            judge.judge("zenml a", expected: row(Self.first, time, "a"), actual: row(Self.second, other, "b")) != .same
        )
        #expect(
            judge.judge("zenml a", expected: row(Self.first, time, "a"), actual: row(Self.first + "x", time, "a"))
                != .same
        )
        #expect(
            judge.judge("zenml a", expected: row(Self.first, time, "a"), actual: row(Self.third, other, "a")) != .same,
            "an identifier in pieces stands for one other too"
        )
    }

    @Test("a lifetime may be another second, and its column another width, but no text may differ")
    func lifetimes() throws {
        var judge = try judge()
        let list = { (text: String) in
            let bar = String(repeating: "━", count: text.count + 2)
            return Shown(output: "┏\(bar)┓\n┃ \(text) ┃\n┗\(bar)┛\n")
        }
        #expect(judge.judge("zenml a", expected: list("11h59m52s"), actual: list("12h0m1s")) == .same)
        #expect(judge.judge("zenml a", expected: list("11h59m52s"), actual: list("12h")) == .same)
        #expect(judge.judge("zenml a", expected: list("11h59m52s"), actual: list("2h0m1s")) != .same)
        #expect(judge.judge("zenml a", expected: list("aaaa"), actual: list("aaa")) != .same)
        #expect(judge.judge("zenml a", expected: Shown(output: "a"), actual: Shown(output: "a", status: 1)) != .same)
    }

    @Test("components of a stack may stand in any order, in rows and in columns")
    func order() throws {
        var judge = try judge()
        let rows = { (names: [String]) in
            let cells = (["COMPONENT_TYPE"] + names).map { "┃ " + $0.padding(14) + " ┃" }
            return Shown(output: "┏━┓\n" + cells.joined(separator: "\n┠─┨\n") + "\n┗━┛\n")
        }
        #expect(judge.judge("zenml a", expected: rows(["B b", "A a"]), actual: rows(["A a", "B b"])) == .same)
        #expect(judge.judge("zenml a", expected: rows(["B b", "A a"]), actual: rows(["A b", "B a"])) != .same)
        let columns = { (names: [String]) in
            Shown(
                output:
                    "┏━┯━┯━┯━┓\n┃ STACK NAME │ OWNER │ \(names[0]) │ \(names[1]) ┃\n┠─┼─┼─┼─┨\n┃ s │ - │ \(names[2]) │ \(names[3]) ┃\n┗━┷━┷━┷━┛\n"
            )
        }
        let expected = columns(["ORCHESTRATOR", "ARTIFACT_STORE", "o", "a"])
        #expect(
            judge.judge("zenml a", expected: expected, actual: columns(["ARTIFACT_STORE", "ORCHESTRATOR", "a", "o"]))
                == .same
        )
        #expect(
            judge.judge("zenml a", expected: expected, actual: columns(["ARTIFACT_STORE", "ORCHESTRATOR", "o", "a"]))
                != .same
        )
    }

    @Test("where only prose may differ, what is listed in between is compared")
    func prose() throws {
        var judge = try judge()
        let type = { (sentence: String, method: String, attribute: String) in
            Shown(
                output: """
                       🔒 AWS Secret Key (auth method: \(method))

                    Supports issuing temporary
                    credentials: False

                    \(sentence)
                     • an item of prose

                    Attributes:

                     • \(attribute) {string, secret,
                       required}: AWS Access Key ID
                     • region {string}: AWS Region
                    """
            )
        }
        let expected = type("One sentence.", "secret-key", "key")
        let verdict = { (judge: inout ComparisonJudge, actual: Shown) in
            judge.judge("zenml describe-type aws", expected: expected, actual: actual)
        }
        #expect(verdict(&judge, type("Two\nsentences.", "secret-key", "key")) == .listed(["Sentences"]))
        #expect(
            verdict(&judge, type("One.", "secret-key", "id"))
                == .differs(
                    expected: DescribedFacts.listed(in: expected.output),
                    actual: [
                        "🔒 AWS Secret Key (auth method: secret-key)", "Supports issuing temporary credentials: False",
                        "Attributes:", "• id {string, secret, required}: AWS Access Key ID",
                        "• region {string}: AWS Region",
                    ]
                )
        )
        #expect(verdict(&judge, type("One.", "sts-token", "key")) != .listed(["Sentences"]))
        #expect(verdict(&judge, Shown(output: expected.output + "x", status: 1)) != .listed(["Sentences"]))
    }

    @Test("what the page lists is listed; what it lists and nobody met is told")
    func listing() throws {
        var judge = try judge()
        let expected = Shown(error: "╭─ Trace ─╮\n│ x │\n╰─────────╯\nKeyError: 'a \nb'\n", status: 1)
        #expect(
            judge.judge("zenml a", expected: expected, actual: Shown(error: "Error: 'a b'\n", status: 1))
                == .listed(["Traces"])
        )
        #expect(
            judge.judge("zenml a", expected: expected, actual: Shown(error: "Error: 'a c'\n", status: 1))
                != .listed(["Traces"])
        )
        #expect(
            judge.judge("zenml a", expected: Shown(output: "set to:'s'\n"), actual: Shown(output: "set to: 's'\n"))
                == .listed(["Space"])
        )
        #expect(judge.unmet == ["Help", "Own", "Sentences"])
        #expect(judge.judge("zenml own", expected: Shown(output: "a"), actual: Shown(output: "b")) == .listed(["Own"]))
        #expect(judge.judge("zenml own", expected: Shown(output: "a"), actual: Shown(output: "a")) == .same)
        let help = Shown(output: "Usage: x\n\nOptions:\n  -a, --all TEXT  All\n      of -b them\n  --help  Help\n")
        let ours = Shown(output: "x\n\n  --help\n  --all, -a TEXT   Everything.\n  -o, --output  More\n")
        #expect(judge.judge("zenml x --help", expected: help, actual: ours) == .listed(["Help"]))
        #expect(judge.judge("zenml x --help", expected: ours, actual: help) != .listed(["Help"]))
        #expect(judge.unmet == ["Sentences"], "what is seen by chance is not missed")
    }
}

extension String {
    fileprivate func padding(_ count: Int) -> String {
        self + String(repeating: " ", count: max(0, count - self.count))
    }
}
