import Foundation
import TestSupport
import Testing

/// The reports of `drydock test --report`, read by others.
@Suite("drydock test --report")
struct ReportFilesTests {
    private static let checker = ProjectFolder.path("Tests/AcceptanceTests/Programs/check_reports.py")

    private static let pages = [
        "bad.md": page(#"$ printf 'a <b> & ]]> # SKIP \033[31m \001\000\377\nx\n'"# + "\na <i>\n$ false"),
        "good.md": page("$ echo so\nso\n$ drydock events"),
        "skip.md": "---\nrequires: nowhere\n---\n" + page("$ true"),
        "wrong.md": "# Page\n\n```console nope\n$ true\n```\n",
    ]

    private static func page(_ steps: String) -> String { "# Page\n\n```console\n\(steps)\n```\n" }

    private static let reports = "--report junit=o.xml --report json=o.json --report tap=o.tap --report html=o.html"

    @Test("each form is read by a reader of its own, and says the same of every page")
    func read() async throws {
        let result = try await PagesScript.run(
            """
            drydock test *.md \(Self.reports) > /dev/null; echo "status $?"
            python3 \(Self.checker) o.xml o.json o.tap o.html
            ls -A | grep -v -e md -e tmp -e .cache
            """,
            pages: Self.pages
        )
        #expect(
            result.output == """
                status 2
                junit: bad.md failed, good.md passed, skip.md skipped, wrong.md wrong
                report: bad.md failed, good.md passed, skip.md skipped, wrong.md wrong
                tap: bad.md failed, good.md passed, skip.md skipped, wrong.md failed
                page: bad.md failed, good.md passed, skip.md skipped, wrong.md wrong
                o.html
                o.json
                o.tap
                o.xml

                """
        )
    }

    @Test("the parts of a run are merged into the report of the whole, all but its times")
    func merged() async throws {
        let result = try await PagesScript.run(
            """
            drydock test *.md --report json=whole.json --durations d.json > whole.txt; echo "status $?"
            for n in 2 1 3; do drydock test *.md --durations d.json --shard $n/3 --report json=$n.json > /dev/null; done
            drydock report merge 3.json 1.json 2.json --report json=merged.json --report junit=m.xml > merged.txt
            echo "status $?"
            for form in whole merged; do python3 strip.py < $form.json > $form.stripped; done
            cmp whole.stripped merged.stripped && tail -n 1 merged.txt
            drydock report merge 3.json 1.json; echo "status $?"
            drydock report merge d.json; echo "status $?"
            """,
            pages: Self.pages.merging(["strip.py": Self.strip]) { one, _ in one }
        )
        #expect(
            result.output == """
                status 2
                status 2
                4 scenarios: 1 passed, 1 failed, 1 skipped, 1 wrong
                Error: part 2 of 3 is missing
                status 2
                Error: d.json: it is not a report that drydock test --report json=FILE wrote
                status 2

                """
        )
    }

    /// Takes what is another in every run out of a report: times and identifiers.
    private static let strip = """
        import json, sys
        def strip(value):
            if isinstance(value, dict):
                times = ("start", "duration", "clock", "events", "lastDenial")
                return {name: strip(inner) for name, inner in value.items() if name not in times}
            return [strip(inner) for inner in value] if isinstance(value, list) else value
        json.dump(strip(json.load(sys.stdin)), sys.stdout, sort_keys=True)

        """

    @Test(
        "a file that cannot be written, or an unknown form, is an error before anything is played",
        arguments: [
            ("junit=no/o.xml", "--report junit=no/o.xml cannot be written: its folder is not there; make it"),
            ("json=tmp", "--report json=tmp cannot be written: it is a folder"),
            ("yaml=o", "--report yaml=o is not a report: there are junit=FILE, json=FILE, tap=FILE, html=FILE"),
            ("junit", "--report junit is not a report: there are junit=FILE, json=FILE, tap=FILE, html=FILE"),
            ("tap=", "--report tap= names no file; write tap=FILE"),
            ("tap=a --report html=./a", "--report names the file ./a twice; leave one of them out"),
        ]
    )
    func unwritable(option: String, message: String) async throws {
        let result = try await PagesScript.run(
            "drydock test good.md --report \(option); echo \"status $?\"; ls",
            pages: ["good.md": Self.page("$ touch FOLDER/played")]
        )
        #expect(result.output == "Error: \(message)\nstatus 2\ngood.md\ntmp\n")
    }

    @Test("a report goes into a pipe as well, and through a link to the file behind it")
    func pipe() async throws {
        let result = try await PagesScript.run(
            """
            mkdir there; ln -s there/real.tap o.tap
            drydock test good.md --report tap=o.tap --report tap=/dev/fd/3 3>&1 > /dev/null | head -n 2
            ls -F o.tap there
            """,
            pages: ["good.md": Self.page("$ true")]
        )
        #expect(result.output == "TAP version 14\n1..1\no.tap@\n\nthere:\nreal.tap\n")
    }
}
