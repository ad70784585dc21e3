import Testing

@Suite("The integration commands")
struct IntegrationCommandTests {
    @Test("have nothing to install for aws, and ask nothing")
    func builtIn() async throws {
        let home = try CommandHome(isInitialised: false)
        for line in ["integration install aws", "integration install aws -y --uv"] {
            let result = await home.zenml(line)
            #expect(result.status == 0 && result.error.isEmpty)
            #expect(
                result.output == "All that the 'aws' integration needs is built in: there is nothing to install.\n"
            )
        }
        let result = await home.zenml("integration uninstall aws")
        #expect(result.output == "The 'aws' integration is built in: it cannot be uninstalled.\n")
    }

    @Test("ask as ZenML does before they install others, and say that they did not")
    func others() async throws {
        let home = try CommandHome(isInitialised: false)
        let question = "['sagemaker"
        let asked = await home.zenml("integration install github nosuch kaniko", typed: ["n"])
        #expect(
            asked.output == """
                Unable to find integration 'nosuch'.
                All required packages for integration 'kaniko' are already installed.
                Are you sure you want to install the following packages to the current environment?
                ['pygithub'] [y/n]: 
                """
        )
        #expect(asked.status == 0)
        let agreed = await home.zenml("integration install github", typed: ["y"])
        #expect(agreed.output.hasSuffix("No package was installed: this program does not use Python packages.\n"))
        let all = await home.zenml("integration install -i github -y")
        #expect(!all.output.contains(question) && all.output.contains("No package was installed"))
        let removed = await home.zenml("integration uninstall pigeon github", typed: ["y"])
        #expect(removed.output.contains("Requirements for integration 'github' already not installed."))
        #expect(removed.output.contains("['ipywidgets>=8.0.0'] [y/n]: "))
        #expect(removed.output.hasSuffix("No package was uninstalled: this program does not use Python packages.\n"))
    }

    @Test("list what is built in as installed, and the packages as data as well")
    func list() async throws {
        let home = try CommandHome(isInitialised: false)
        let table = await home.zenml("integration list")
        #expect(table.output.contains("┃    ✅     │ aws "))
        #expect(table.output.contains("┃    ❌     │ gcp "))
        let data = await home.zenml("integration requirements github --output json")
        #expect(data.output.contains("\"pygithub\""))
        #expect(await home.zenml("integration requirements kaniko").output.isEmpty)
    }
}
