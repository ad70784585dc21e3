import Testing
import Text

@Suite("XML from strangers")
struct XMLReaderTests {
    @Test(
        "what could be read in two ways, or costs more than it weighs, is refused",
        arguments: [
            "", " ", "<", "<a", "<a>", "<a></b>", "<a/><b/>", "<a/>x", "x<a/>", "<a b=1/>", "<a b='1' b='2'/>",
            "<a b='<'/>",
            "<a b='1'c='2'/>", "<a &amp;/>", "<a>&x;</a>", "<a>&#0;</a>", "<a>&#xD800;</a>", "<a>&#xFFFE;</a>",
            "<a>&#x110000;</a>", "<a>&#;</a>", "<a>&#99999999999;</a>", "<a>&amp</a>", "<a>\u{1}</a>",
            "<a>\u{FFFF}</a>",
            "<a>]]></a>", "<a><![CDATA[x</a>", "<a><!-- -- --></a>", "<a><!-- x</a>", "<1a/>", "<a:b/>", "<a b:c='1'/>",
            "<a:b:c xmlns:a='u'/>", "<a xmlns:b=''/>", "<a xmlns:xml='u'/>", "<a xmlns:xmlns='u'/>",
            "<a xmlns='http://www.w3.org/XML/1998/namespace'/>", "<a xmlns:b='u' xmlns:b='v'/>",
            "<a xmlns:b='u' xmlns:c='u' b:x='1' c:x='2'/>", "<?xml version='1.1'?><a/>", " <?xml version='1.0'?><a/>",
            "<?xml version='1.0' encoding='utf-16'?><a/>", "<?xml version='1.0' encoding='iso-8859-1'?><a/>",
            "<?xml?><a/>",
            "<?xml version='1.0' more='x'?><a/>", "<?pi x?><a/>", "<a><?pi x?></a>", "<a/><?pi x?>", "<!DOCTYPE a><a/>",
            "<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>", "<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>",
            "<a><!DOCTYPE a></a>", "<a><!ELEMENT a ANY></a>", "\u{FEFF}<a/>", "<ä/>", "</a>", "<a/ >", "< a/>",
        ]
    )
    func refused(text: String) {
        #expect {
            try XMLTree(reading: Array(text.utf8))
        } throws: { error in
            (error as? XMLError)?.reason.isEmpty == false
        }
    }

    @Test("bytes that are not UTF-8 are refused, wherever a text is cut nothing traps")
    func bytes() throws {
        #expect(throws: XMLError.self) { try XMLTree(reading: [0x3C, 0x61, 0x3E, 0xFF, 0x3C, 0x2F, 0x61, 0x3E]) }
        let piece = "<p:b xmlns:p='u' c=\"&amp;&#65;\"> x &lt; <!-- y --><![CDATA[<z>]]></p:b>"
        let whole = Array("<?xml version='1.0' encoding='UTF-8'?><a>\(String(repeating: piece, count: 20))</a>".utf8)
        #expect(throws: Never.self) { try XMLTree(reading: whole) }
        for count in stride(from: 0, to: whole.count, by: 3) {
            #expect(throws: XMLError.self) { try XMLTree(reading: Array(whole.prefix(count))) }
        }
    }

    @Test("depth, attributes and namespaces in scope are bounded")
    func bounds() {
        func nested(_ depth: Int) -> String {
            String(repeating: "<a>", count: depth) + String(repeating: "</a>", count: depth)
        }
        func wide(_ count: Int) -> String { "<a" + (0..<count).map { " b\($0)=''" }.joined() + "/>" }
        func scoped(_ count: Int) -> String {
            (0..<count).map { "<a xmlns:p\($0 * 2)='u' xmlns:p\($0 * 2 + 1)='u'>" }.joined()
                + String(repeating: "</a>", count: count)
        }
        for good in [nested(64), wide(64), scoped(32)] {
            #expect(throws: Never.self) { try XMLTree(reading: Array(good.utf8)) }
        }
        for bad in [nested(65), wide(65), scoped(33), nested(100_000)] {
            #expect(throws: XMLError.self) { try XMLTree(reading: Array(bad.utf8)) }
        }
    }

    @Test("text is one piece, whatever comments and sections stand in it, and elements in it make it none")
    func text() throws {
        let tree = try XMLTree(
            reading:
                Array("<r><a> x<!-- y -->z<![CDATA[<&]]>&#65;\r\n </a><b>t<c/></b><d/></r>".utf8)
        )
        #expect(tree.children(of: 0).map { tree.text(of: $0) } == ["xz<&A", nil, ""])
    }
}
