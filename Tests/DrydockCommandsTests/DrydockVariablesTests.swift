import Testing

@testable import DrydockCommands

@Suite("Drydock's environment variables")
struct DrydockVariablesTests {
    @Test("the known ones and other programs' pass")
    func known() throws {
        try DrydockVariables.check(["DRYDOCK_ENDPOINT": "x", "DRYDOCK_SANDBOX": "y", "HOME": "/"])
    }

    @Test("a misspelt one is an error that names it")
    func unknown() {
        let error = #expect(throws: UsageError.self) { try DrydockVariables.check(["DRYDOCK_IAM": "off"]) }
        #expect(error?.description.contains("DRYDOCK_IAM") == true)
    }
}
