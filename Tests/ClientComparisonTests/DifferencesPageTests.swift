import Testing

@testable import ClientComparison

@Suite("The page of differences")
struct DifferencesPageTests {
    @Test("a heading with a list is a difference, one without is text")
    func entries() throws {
        let page = """
            # Page

            ### Login

            ZenML runs docker.

            - where: `zenml service-connector login …`
            - in: 16, login-flow
            - ZenML: `Login Succeeded`
            - here: nothing

            ## Other things

            - where: nothing is read here
            """
        let differences = try DifferencesPage.parse(page)
        let difference = try #require(differences.first)
        #expect(differences.count == 1)
        #expect(difference.places == ["16", "login-flow"])
        #expect(difference.concerns("zenml service-connector login c1", in: ComparedPlace(named: "16")))
        #expect(!difference.concerns("zenml service-connector login c1", in: ComparedPlace(named: "17")))
        #expect(!difference.concerns("zenml service-connector list", in: ComparedPlace(named: "16")))
    }

    @Test(
        "what is incomplete or unknown is refused",
        arguments: [
            "### A\n\n- where: `x`", "### A\n\nreason\n", "### A\n\nreason\n\n- here: `x`",
            "### A\n\nreason\n\n- ZenML: `x`", "### A\n\nreason\n\n- where: x", "### A\n\nreason\n\n- were: `x`",
            "### A\n\nreason\n\n- compared: `x`",
            "### A\n\nreason\n\n- where: `x`\n- seen: never",
        ]
    )
    func refusals(page: String) {
        #expect(throws: DifferencesPage.Failure.self) { try DifferencesPage.parse(page) }
    }

    @Test("a text with gaps is replaced, and keeps what stands in the gaps")
    func rewriting() {
        let rewriting = Rewriting(
            theirs: TextPattern(text: "by '…' service connectors"),
            ours: "by service connectors"
        )
        #expect(rewriting.applied(to: "seen by 'aws' service connectors here") == "seen by service connectors here")
        #expect(rewriting.applied(to: "seen by service connectors") == nil)
        let kept = Rewriting(theirs: TextPattern(text: "set to:'…'"), ours: "set to: '…'")
        #expect(kept.applied(to: "Active stack set to:'s1'\n") == "Active stack set to: 's1'\n")
        let removed = Rewriting(theirs: TextPattern(text: "Login Succeeded"), ours: "")
        #expect(removed.applied(to: "Login Succeeded\nThe end\n") == "The end\n")
    }
}
