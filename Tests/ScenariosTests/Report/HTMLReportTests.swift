import Testing

@testable import Scenarios

@Suite("HTML reports")
struct HTMLReportTests {
    @Test("a text is never markup, in a template's text and in its attributes")
    func escaping() {
        let text = "<b a=\"'&\u{1B}"
        let html: HTML = "<p title=\"\(text)\">\(text) \(HTML("<br>")) \(["<i>1</i>", "<i>2</i>"] as [HTML])</p>"
        let escaped = "&lt;b a=&quot;&#39;&amp;\\u001b"
        #expect(html.source == "<p title=\"\(escaped)\">\(escaped) <br> <i>1</i><i>2</i></p>")
    }

    @Test("what differs within a line is marked, and nothing else")
    func marks() {
        let lines = MarkedLines("took 12 s today", "took 345 s today")
        #expect([lines.beginning, lines.expected, lines.shown, lines.end] == ["took ", "12", "345", " s today"])
        let same = MarkedLines("aa", "aaa")
        #expect([same.beginning, same.expected, same.shown, same.end] == ["aa", "", "a", ""])
    }

    @Test("a failed page is open and linked from the top, with its difference; one that passed is closed")
    func pages() throws {
        let text = HTMLReport(try SampleRun.all()).text
        #expect(text.contains("<details class=\"page passed\" id=\"p1\">"))
        #expect(text.contains("<details class=\"page failed\" id=\"p2\" open>"))
        #expect(text.contains("<li><a href=\"#p2\">f.md</a></li>") && text.contains("<a href=\"#p2s2\">"))
        #expect(text.contains("<code role=\"cell\"><del>a</del></code>"))
        #expect(text.contains("<details class=\"page failed\" id=\"p3a1\">"))
    }

    @Test("variables, files, requests' reasons and what was left out stand in it")
    func facts() throws {
        let (a, x) = (MatcherTests.a, MatcherTests.x)
        var instance = SampleRun.instance("p.md", .passed, [try SampleRun.step("id \(a)", shows: "id \(x)")])
        instance.files = [.init(name: "note.txt", contents: "<note>", line: 7)]
        instance.skips = [.init(file: "p.md", line: 4, reason: "it asks")]
        let text = HTMLReport(RunOutcome([instance])).text
        #expect(text.contains("<dt><code>\(a)</code></dt><dd><code>\(x)</code></dd>"))
        #expect(text.contains("<code>note.txt</code>") && text.contains("&lt;note&gt;"))
        #expect(text.contains("<li>p.md:4: it asks</li>"))
        #expect(HTMLRequest.words("explicitDenyInSessionPolicy") == "explicit deny in session policy")
    }

    @Test("it needs nothing from elsewhere: no script, no address, no font")
    func alone() throws {
        let text = HTMLReport(try SampleRun.all()).text
        for part in ["<script", "http://", "https://", "url(", "@import", "<link", "<img"] {
            #expect(!text.contains(part), "\(part)")
        }
    }
}
