import Testing

@testable import Federation

@Suite("Canonical XML")
struct CanonicalXMLTests {
    @Test("documents are written as libxml2 writes them, in every form")
    func independent() throws {
        let vectors = try Vectors.all.get().canonical
        #expect(vectors.count == 10)
        for vector in vectors {
            let tree = try XMLTreeReader.read(Array(vector.text.utf8))
            func written(_ form: CanonicalXML) -> String {
                String(decoding: form.bytes(of: 0, in: tree), as: UTF8.self)
            }
            #expect(written(.inclusive) == vector.inclusive)
            #expect(written(.exclusive(prefixes: [])) == vector.exclusive)
            #expect(written(.exclusive(prefixes: ["u", "q"])) == vector.listed)
        }
    }

    @Test("an element within a document has the namespaces and xml: attributes around it as its form says")
    func subtree() throws {
        let text = """
            <r xmlns="urn:d" xmlns:u="urn:u" xmlns:v="urn:v" xml:lang="de" xml:space="default"><u:m \
            xml:space="preserve">\
            <u:apex u:b="2" a="1"><x v:y=""/><z xmlns=""/></u:apex></u:m></r>
            """
        let tree = try XMLTreeReader.read(Array(text.utf8))
        let apex = try #require(tree.all("apex", in: "urn:u").first)
        func written(_ form: CanonicalXML) -> String { String(decoding: form.bytes(of: apex, in: tree), as: UTF8.self) }
        // The namespace of the prefix xml begins with http and sorts before urn:u.
        #expect(
            written(.inclusive)
                == """
                <u:apex xmlns="urn:d" xmlns:u="urn:u" xmlns:v="urn:v" a="1" xml:lang="de" xml:space="preserve" u:b="2">\
                <x v:y=""></x><z xmlns=""></z></u:apex>
                """
        )
        #expect(
            written(.exclusive(prefixes: []))
                == """
                <u:apex xmlns:u="urn:u" a="1" u:b="2"><x xmlns="urn:d" xmlns:v="urn:v" v:y=""></x><z></z></u:apex>
                """
        )
        #expect(
            written(.exclusive(prefixes: ["", "v", "none"]))
                == """
                <u:apex xmlns="urn:d" xmlns:u="urn:u" xmlns:v="urn:v" a="1" u:b="2"><x v:y=""></x>\
                <z xmlns=""></z></u:apex>
                """
        )
        let x = try #require(tree.all("x", in: "urn:d").first)
        #expect(
            String(decoding: CanonicalXML.exclusive(prefixes: []).bytes(of: apex, in: tree, without: x), as: UTF8.self)
                == #"<u:apex xmlns:u="urn:u" a="1" u:b="2"><z></z></u:apex>"#
        )
    }
}

@Suite("XML from strangers")
struct XMLTreeReaderTests {
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
            try XMLTreeReader.read(Array(text.utf8))
        } throws: { error in
            if case .notXML(let reason)? = error as? SAMLError { return !reason.isEmpty }
            return false
        }
    }

    @Test("bytes that are not UTF-8 are refused, wherever a text is cut nothing traps")
    func bytes() throws {
        #expect(throws: SAMLError.self) { try XMLTreeReader.read([0x3C, 0x61, 0x3E, 0xFF, 0x3C, 0x2F, 0x61, 0x3E]) }
        let whole = Array(try Vectors.all.get().responses["both"]?.xml.utf8 ?? "".utf8)
        #expect(throws: Never.self) { try XMLTreeReader.read(whole) }
        for count in stride(from: 0, to: whole.count - 20, by: 13) {
            #expect(throws: SAMLError.self) { try XMLTreeReader.read(Array(whole.prefix(count))) }
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
            #expect(throws: Never.self) { try XMLTreeReader.read(Array(good.utf8)) }
        }
        for bad in [nested(65), wide(65), scoped(33), nested(100_000)] {
            #expect(throws: SAMLError.self) { try XMLTreeReader.read(Array(bad.utf8)) }
        }
    }

    @Test("text is one piece, whatever comments and sections stand in it, and elements in it make it none")
    func text() throws {
        let tree = try XMLTreeReader.read(
            Array("<r><a> x<!-- y -->z<![CDATA[<&]]>&#65;\r\n </a><b>t<c/></b><d/></r>".utf8)
        )
        #expect(tree.children(of: 0).map { tree.text(of: $0) } == ["xz<&A", nil, ""])
    }

    @Test("a list of thousands of prefixes costs nothing for each element", .timeLimit(.minutes(1)))
    func longList() throws {
        // As much as a response has room for.
        let text = "<r xmlns:p7=\"urn:p\">" + String(repeating: "<a/>", count: 9_000) + "</r>"
        let tree = try XMLTreeReader.read(Array(text.utf8))
        let form = CanonicalXML.exclusive(prefixes: Set((0..<12_000).map { "p\($0)" }))
        #expect(
            String(decoding: form.bytes(of: 0, in: tree), as: UTF8.self)
                == "<r xmlns:p7=\"urn:p\">" + String(repeating: "<a></a>", count: 9_000) + "</r>"
        )
    }
}
