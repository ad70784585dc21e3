import Testing
import Text

@testable import Federation

@Suite("Canonical XML")
struct CanonicalXMLTests {
    @Test("documents are written as libxml2 writes them, in every form")
    func independent() throws {
        let vectors = try Vectors.all.get().canonical
        #expect(vectors.count == 10)
        for vector in vectors {
            let tree = try XMLTree(reading: Array(vector.text.utf8))
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
        let tree = try XMLTree(reading: Array(text.utf8))
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

    @Test("a list of thousands of prefixes costs nothing for each element", .timeLimit(.minutes(1)))
    func longList() throws {
        // As much as a response has room for.
        let text = "<r xmlns:p7=\"urn:p\">" + String(repeating: "<a/>", count: 9_000) + "</r>"
        let tree = try XMLTree(reading: Array(text.utf8))
        let form = CanonicalXML.exclusive(prefixes: Set((0..<12_000).map { "p\($0)" }))
        #expect(
            String(decoding: form.bytes(of: 0, in: tree), as: UTF8.self)
                == "<r xmlns:p7=\"urn:p\">" + String(repeating: "<a></a>", count: 9_000) + "</r>"
        )
    }
}
