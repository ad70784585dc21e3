import ClientStore
import Testing

@Suite("Interactive connecting of a container registry")
struct RegistryConnectorChoiceTests {
    private static let uri = "715803424590.dkr.ecr.us-east-1.amazonaws.com"

    private func home(connectors: [String]) async throws -> CommandHome {
        let home = try CommandHome()
        for name in connectors {
            _ = await home.zenml("service-connector register \(name) --type aws -r docker-registry --auto-configure")
        }
        _ = await home.zenml("container-registry register r -f aws --uri=\(Self.uri)")
        return home
    }

    @Test("says what to do where no connector reaches the registry")
    func none() async throws {
        let home = try await home(connectors: [])
        let result = await home.zenml("container-registry connect r -i")
        #expect(result.status == 1)
        #expect(
            result.error == "Error: No compatible valid resources were found for the 'r' container registry in your "
                + "workspace. You can create a new connector using the 'zenml service-connector register' command or list "
                + "the compatible resources using the 'zenml service-connector list-resources --connector-type aws "
                + "--resource-type docker-registry --resource-id \(Self.uri)' command.\n"
        )
    }

    @Test("takes the only connector unless that is not wanted")
    func only() async throws {
        let home = try await home(connectors: ["one"])
        let (declined, _, _) = await home.zenml("container-registry connect r -i", typing: ["n"])
        #expect(declined.status == 1)
        #expect(declined.error == "Error: Aborting.\n")
        #expect(try await connected(home) == nil)
        let (taken, _, _) = await home.zenml("container-registry connect r -i", typing: [""])
        #expect(taken.status == 0)
        #expect(taken.output.hasPrefix("Only one connector has compatible resources:\n┏"))
        #expect(taken.output.contains("Successfully connected container registry `r` to the following resources:\n"))
        #expect(try await connected(home) == "one")
    }

    @Test("asks which of several to use, by name or ID, and verifies it whatever else is said")
    func several() async throws {
        let home = try await home(connectors: ["one", "two"])
        let (named, _, _) = await home.zenml("container-registry connect r -i --no-verify", typing: ["nope", "two"])
        #expect(named.status == 0)
        #expect(named.output.hasPrefix("The following connectors have compatible resources:\n"))
        #expect(named.output.contains("Error: 'nope' is not one of '"))
        #expect(named.output.contains("to the following resources:\n"))
        #expect(try await connected(home) == "two")
        let id = try #require(try await home.storedState().connectors.first).id
        let (identified, _, _) = await home.zenml("container-registry connect r -i", typing: [id])
        #expect(identified.status == 0)
        #expect(try await connected(home) == "one")
    }

    private func connected(_ home: CommandHome) async throws -> String? {
        let state = try await home.storedState()
        let id = state.components.first { $0.name == "r" }?.connectorID
        return state.connectors.first { $0.id == id }?.name
    }
}
