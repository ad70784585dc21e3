import Testing

@testable import Scenarios

@Suite("JUnit reports")
struct JUnitReportTests {
    @Test("a page is a suite and a step a case; what differed is the failure's text")
    func failure() throws {
        let run = RunOutcome([
            SampleRun.instance("a/f.md", .failed, [try SampleRun.step(), try SampleRun.step(shows: "b")])
        ])
        #expect(
            JUnitReport(run).text == """
                <?xml version="1.0" encoding="UTF-8"?>
                <testsuites>
                  <testsuite id="0" name="a/f.md" package="a" timestamp="2023-11-14T22:13:20" hostname="localhost" tests="2" \
                failures="1" errors="0" skipped="0" time="0.250">
                    <properties>
                      <property name="world" value="default"/>
                    </properties>
                    <testcase classname="a/f.md" name="line 2: $ zenml" time="0.000"/>
                    <testcase classname="a/f.md" name="line 2: $ zenml" time="0.000">
                      <failure message="page.md:2: it shows something else than the page" type="difference">- a
                + b
                ? ^ (line 3)</failure>
                    </testcase>
                    <system-out/>
                    <system-err/>
                  </testsuite>
                </testsuites>

                """
        )
    }

    @Test("what is wrong is an error, what is left out is skipped, and what passed at last is said to be flaky")
    func others() throws {
        let text = JUnitReport(try SampleRun.all()).text
        #expect(
            text.contains(
                "<testcase classname=\"w.md\" name=\"the page\" time=\"0.000\">\n      <error message=\"w.md:3: no "
            )
        )
        #expect(text.contains("name=\"s.md\" package=\"\" ") && text.contains("<skipped message=\"docker "))
        #expect(text.contains("<skipped message=\"not begun: the run ended at its first failure\"/>"))
        #expect(text.contains("<property name=\"flaky\" value=\"true\"/>"))
        #expect(text.contains("<system-out>flaky: it passed after 1 attempt that failed</system-out>"))
    }

    @Test("no character breaks it: control characters are spelt out, and what XML cannot hold is replaced")
    func characters() throws {
        let text = JUnitReport(try SampleRun.all()).text
        #expect(
            text.contains(
                "\"b\" 'c' &lt;d&gt; &amp; ]]&gt; \\ # SKIP \\u001b[31m\\u0000\\u0007\u{FFFD}\\u202e\\u2028 ok 1"
            )
        )
        #expect(!text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" || $0.value == 0xFFFE })
        #expect(XMLText.escaped("a\n\"\t", isAttribute: true) == "a&#10;&quot;&#9;")
    }
}
