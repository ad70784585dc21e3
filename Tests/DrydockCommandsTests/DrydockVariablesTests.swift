import Testing

@testable import DrydockCommands

@Suite("Drydock's environment variables")
struct DrydockVariablesTests {
    @Test("the known ones and other programs' pass")
    func known() throws {
        try DrydockVariables.check(["DRYDOCK_ENDPOINT": "x", "DRYDOCK_SANDBOX": "y", "HOME": "/"])
        try DrydockVariables.check(["DRYDOCK_BEFORE": "AWS_PROFILE", "DRYDOCK_BEFORE_AWS_PROFILE": "mine"])
    }

    @Test("a misspelt one is an error that names it")
    func unknown() {
        for name in ["DRYDOCK_IAM", "DRYDOCK_BEFORE_PATH", "DRYDOCK_BEFORE_"] {
            let error = #expect(throws: UsageError.self) { try DrydockVariables.check([name: "off"]) }
            #expect(error?.description.contains(name) == true)
        }
    }
}
