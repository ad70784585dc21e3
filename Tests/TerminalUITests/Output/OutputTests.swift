import Foundation
import Synchronization
import TerminalUI
import Testing

@Suite("Output")
struct OutputTests {
    private static let day = Date(timeIntervalSince1970: 1_722_254_400)

    private func text(_ output: Output, _ format: OutputFormat, width: Int = 80) -> String {
        let shown = Mutex("")
        let terminal = Terminal(width: width, isInteractive: true, usesColour: true) { event in
            if case .output(let text) = event { shown.withLock { $0 += text } }
        }
        terminal.show(output, as: format)
        return shown.withLock { $0 }
    }

    private func listing(_ rows: [[OutputValue]]) -> Output {
        Output([
            .table(
                OutputTable(
                    .listing([.init("ACTIVE"), .init("RESOURCE TYPES"), .init("LABELS")], rows: rows),
                    whenEmpty: "Nothing was found."
                )
            ),
            .declared("Page `(1/1)`"),
        ])
    }

    private var row: [OutputValue] {
        [
            .shown("👉", .flag(true)), .list([.shown("🐳 docker", .text("docker")), .text("s3")]),
            .map([.init("b", .text("2")), .init("a", .text("1"))]),
        ]
    }

    @Test("a listing is a table for readers: lists and maps one a line")
    func table() {
        let output = Output([.table(OutputTable(.listing([.init("ACTIVE"), .init("TYPES"), .init("L")], rows: [row])))])
        #expect(
            text(output, .table).replacing("\u{1B}[1m", with: "").replacing("\u{1B}[0m", with: "") == """
                ┏━━━━━━━━┯━━━━━━━━━━━┯━━━━━┓
                ┃ ACTIVE │ TYPES     │ L   ┃
                ┠────────┼───────────┼─────┨
                ┃   👉   │ 🐳 docker │ b:2 ┃
                ┃        │ s3        │ a:1 ┃
                ┗━━━━━━━━┷━━━━━━━━━━━┷━━━━━┛

                """
        )
    }

    @Test("it is a list of maps for programs, in the order of the columns, without colours or lines for readers")
    func listed() {
        let output = listing([row, [.null, .list([]), .map([])]])
        #expect(
            text(output, .json) == """
                [
                  {
                    "active": true,
                    "resource_types": [
                      "docker",
                      "s3"
                    ],
                    "labels": {
                      "b": "2",
                      "a": "1"
                    }
                  },
                  {
                    "active": null,
                    "resource_types": [],
                    "labels": {}
                  }
                ]

                """
        )
        #expect(
            text(output, .yaml) == """
                - active: true
                  resource_types:
                    - "docker"
                    - "s3"
                  labels:
                    b: "2"
                    a: "1"
                - active: null
                  resource_types: []
                  labels: {}

                """
        )
    }

    @Test("without rows there is a line for readers, and an empty list for programs")
    func empty() {
        let output = Output(Array(listing([]).parts.prefix(1)))
        #expect(text(output, .table).contains("Nothing was found."))
        #expect(text(output, .json) == "[]\n")
        #expect(text(output, .yaml) == "[]\n")
    }

    @Test("details are one map; tables with a key are its members")
    func details() {
        let output = Output([
            .declared("Service connector 'c1'"),
            .table(
                OutputTable(
                    .details(
                        "PROPERTY",
                        "VALUE",
                        fields: [
                            .init("ID", .text("1")), .init("EXPIRES IN", .shown("N/A", .null)),
                            .init("CREATED_AT", .date(Self.day)), .init("NUMBER", .number(-3)),
                        ]
                    ),
                    title: "Details"
                )
            ),
            .table(
                OutputTable(
                    .details("PROPERTY", "VALUE", fields: [.init("region", .text("eu"))]),
                    key: "configuration"
                )
            ),
            .table(OutputTable(.details("LABEL", "VALUE", fields: []), key: "labels", whenEmpty: "No labels.")),
            .member(.init("owner", .optional(nil))),
        ])
        #expect(
            text(output, .json) == """
                {
                  "id": "1",
                  "expires_in": null,
                  "created_at": "2024-07-29T12:00:00.000000Z",
                  "number": -3,
                  "configuration": {
                    "region": "eu"
                  },
                  "labels": {},
                  "owner": null
                }

                """
        )
        let shown = text(output, .table)
        for part in ["Details", "│ N/A", "│ 2024-07-29 12:00:00.000000 ┃", "No labels."] {
            #expect(shown.contains(part))
        }
        #expect(!shown.contains("owner"))
    }

    @Test("any text is valid JSON, on a line of its own however long, and YAML's is the same")
    func texts() throws {
        let texts = [
            "\"\\\n\t\r\0\u{1B}\u{7F}\u{85}\u{9B}\u{202E}\u{2028}\u{FEFF}\u{FFFF}", "é漢🐳👩‍🚀", "yes", "012", "- a: b #",
            String(repeating: "word ", count: 100),
        ]
        let output = Output([.member(.init("texts", .texts(texts)))])
        let json = text(output, .json, width: 20)
        #expect(try JSONDecoder().decode([String: [String]].self, from: Data(json.utf8)) == ["texts": texts])
        #expect(json.split(separator: "\n").count == texts.count + 4)
        let yaml = text(output, .yaml, width: 20).split(separator: "\n")
        #expect(yaml.count == texts.count + 1)
        for (line, text) in zip(yaml.dropFirst(), texts) {
            #expect(line.hasPrefix("  - "))
            #expect(try JSONDecoder().decode(String.self, from: Data(line.dropFirst(4).utf8)) == text)
        }
    }

    @Test("keys that mean something else to YAML are quoted, and no key stands twice")
    func keys() {
        let members = ["no", "a b", "", "1", "x-1", "é"].map { OutputValue.Member($0, .null) }
        let twice = [OutputValue.Member("a", .number(1)), .init("b", .number(2)), .init("a", .number(3))]
        let output = Output([.member(.init("m", .map(members))), .member(.init("t", .map(twice)))])
        #expect(
            text(output, .yaml) == """
                m:
                  "no": null
                  "a b": null
                  "": null
                  "1": null
                  x-1: null
                  "é": null
                t:
                  a: 3
                  b: 2

                """
        )
    }

    @Test(
        "dates are those of the calendar, also before 1970 and on leap days",
        arguments: [
            (0, "1970-01-01 00:00:00.000000"), (-1, "1969-12-31 23:59:59.000000"),
            (951_782_400, "2000-02-29 00:00:00.000000"), (1_709_251_199.25, "2024-02-29 23:59:59.250000"),
            (4_107_542_400, "2100-03-01 00:00:00.000000"), (.infinity, "9999-12-31 23:59:59.999999"),
            (.nan, "1970-01-01 00:00:00.000000"),
            (-.greatestFiniteMagnitude, "1582-10-15 00:00:00.000000"),
        ] as [(Double, String)]
    )
    func dates(seconds: Double, text: String) {
        #expect(OutputValue.date(Date(timeIntervalSince1970: seconds)).cell == text)
    }
}
