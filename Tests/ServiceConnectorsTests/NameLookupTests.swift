import ServiceConnectors
import Testing

@Suite("A lookup by name, ID or prefix")
struct NameLookupTests {
    private struct Thing: Equatable {
        let id: String
        let name: String
    }

    private static let things = [
        Thing(id: "11111111-0000-4000-8000-000000000001", name: "aws"),
        Thing(id: "11111111-0000-4000-8000-000000000002", name: "aws-us-east-1"),
        Thing(id: "abcd1111-0000-4000-8000-000000000003", name: "Multi"),
        Thing(id: "22222222-0000-4000-8000-000000000004", name: "1111"),
    ]

    private func find(_ text: String, names: Bool) throws(LookupError) -> String {
        try NameLookup(kind: "service_connector", allowsNamePrefix: names)
            .find(text, in: Self.things, id: \.id, name: \.name).name
    }

    @Test(
        "takes the ID, then the exact name, then a prefix without regard to case",
        arguments: [
            ("ABCD1111-0000-4000-8000-000000000003", "Multi"), ("abcd11110000400080000000000000", "Multi"),
            ("abcd1111000040008000000000000003", "Multi"), ("abcd1111-0000-4", "Multi"), ("abcd111100", "Multi"),
            ("aws", "aws"), ("aws-u", "aws-us-east-1"),
            ("MUL", "Multi"), ("abcd", "Multi"), ("1111", "1111"),
        ]
    )
    func found(_ text: String, _ name: String) throws {
        #expect(try find(text, names: true) == name)
    }

    @Test("says that there is none, and quotes it as Python does")
    func none() {
        let error = #expect(throws: LookupError.self) { try find("MUL", names: false) }
        #expect(
            error?.description
                == "\"No service_connectors have been found that have an ID prefix that matches the provided string 'MUL'.\""
        )
        let unknown = "11111111-0000-4000-8000-00000000000f"
        let missing = #expect(throws: LookupError.self) { try find(unknown, names: true) }
        #expect(missing?.description == "'Service connector with ID \(unknown) not found.'")
    }

    @Test("lists what it might have been")
    func several() {
        let error = #expect(throws: LookupError.self) { try find("1111111", names: false) }
        #expect(
            error?.description == """
                2 service_connectors have been found that have an ID prefix that matches the provided string '1111111':
                ['aws: 11111111-0000-4000-8000-000000000001', 'aws-us-east-1: 11111111-0000-4000-8000-000000000002'].
                Please provide more characters to uniquely identify only one of the service_connectorss.
                """
        )
    }
}
