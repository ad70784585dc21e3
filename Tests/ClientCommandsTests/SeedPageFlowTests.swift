import ClientStore
import TerminalUI
import Testing

@Suite("The documented flow")
struct SeedPageFlowTests {
    private static let registry = "715803424590.dkr.ecr.us-east-1.amazonaws.com"

    @Test("shows its spinners, logs docker in and leaves the state it says")
    func flow() async throws {
        let home = try CommandHome()
        let registered = await home.zenml(
            "service-connector register aws-us-east-1 --type aws --resource-type docker-registry --auto-configure",
            isInteractive: true
        )
        #expect(registered.status == 0)
        #expect(registered.events.first == .spinner("Registering service connector 'aws-us-east-1'..."))
        #expect(registered.events.dropFirst().first == .spinnerEnded)

        let listed = await home.zenml("service-connector list-resources -c aws -r docker-registry", isInteractive: true)
        #expect(
            listed.events.first == .spinner("Fetching all service connector resources (this could take a while)...")
        )
        let heading =
            "The following 'docker-registry' resources can be accessed by service connectors configured in your "
        #expect(listed.output.hasPrefix(heading + "workspace:\n"))

        _ = await home.zenml("container-registry register aws-us-east-1 -f aws --uri=\(Self.registry)")
        let connected = await home.zenml(
            "container-registry connect aws-us-east-1 --connector aws-us-east-1",
            isInteractive: true
        )
        #expect(connected.events.first == .spinner("Validating service connector resource configuration..."))
        #expect(home.logins.isEmpty)
        _ = await home.zenml("stack register s -c aws-us-east-1 -a default -o default --set")

        let login = await home.zenml(
            "service-connector login aws-us-east-1 --resource-type docker-registry",
            isInteractive: true
        )
        #expect(
            login.events == [
                .spinner("Attempting to configure local client using service connector 'aws-us-east-1'..."),
                .error("WARNING! Your password will be stored unencrypted in \(home.path)/.docker/config.json.\n"),
                .error("Configure a credential helper to remove this warning. See\n"),
                .error("https://docs.docker.com/engine/reference/commandline/login/#credentials-store\n"),
                .error("\n"),
                .spinnerEnded,
                .output(
                    "The 'aws-us-east-1' Docker Service Connector connector was used to successfully configure the "
                        + "local Docker/OCI container registry client/SDK.\n"
                ),
            ]
        )
        #expect(home.logins == [[Self.registry, "AWS", "a password"]])

        let state = try await home.storedState()
        let connector = try #require(state.connectors.first)
        #expect(connector.authMethod == "session-token")
        #expect(connector.resourceID == Self.registry)
        #expect(connector.expirationSeconds == 43_200)
        let component = try #require(state.components.first { $0.type == "container_registry" })
        #expect(component.connectorID == connector.id)
        #expect(component.connectorResourceID == Self.registry)
        let stack = try #require(state.stacks.first { $0.id == state.activeStackID })
        #expect(stack.name == "s")
        #expect(stack.componentIDs.contains(component.id))
        #expect(stack.labels == [Label(key: "zenml:full_stack", value: "True")])
    }

    @Test("announces a store that it creates, once")
    func firstRun() async throws {
        let home = try CommandHome(isInitialised: false)
        let lines = """
            Initializing the ZenML global configuration version to 0.63.0
            Creating database tables
            Creating default workspace 'default' ...
            Creating default stack in workspace default...
            Setting the global active workspace to 'default'.
            Setting the global active stack to default.

            """
        let none = "No service connector resources match the given filters.\n"
        let first = await home.zenml("service-connector list-resources -r docker-registry")
        #expect(first.output == lines + none)
        #expect(await home.zenml("service-connector list-resources -r docker-registry").output == none)
    }

    @Test("is the same with values attached to their options, and with an empty description")
    func attachedValues() async throws {
        let home = try CommandHome()
        let connector = await home.zenml(
            "service-connector register aws1 -taws -rdocker-registry -asecret-key -lteam=ml --description= --auto-configure"
        )
        #expect(connector.status == 0, "\(connector.error)")
        let listed = await home.zenml("service-connector list-resources -caws -rdocker-registry")
        #expect(listed.output.contains("│ aws1 "))
        let registry = await home.zenml("container-registry register r1 -faws -caws1 --uri=\(Self.registry)")
        #expect(registry.status == 0, "\(registry.error)")
        #expect(await home.zenml("stack register s -adefault -odefault -cr1").status == 0)
        #expect(await home.zenml("stack update s -cr1").status == 0)
        let state = try await home.storedState()
        #expect(state.connectors.map(\.authMethod) == ["secret-key"])
        #expect(state.connectors.map(\.description) == [""])
        #expect(state.connectors.map(\.labels) == [[Label(key: "team", value: "ml")]])
    }

    @Test("shows the same resources where a filter is empty")
    func emptyFilters() async throws {
        let home = try CommandHome()
        _ = await home.zenml("service-connector register aws1 -taws -rdocker-registry --auto-configure")
        let all = await home.zenml("service-connector list-resources")
        #expect(all.output.contains("│ aws1 "))
        for filter in ["-r", "-ri"] {
            #expect(await home.zenml(["service-connector", "list-resources", filter, ""]) == all, "\(filter)")
        }
        // Of no type there is no connector, in ZenML as well.
        let none = await home.zenml(["service-connector", "list-resources", "-c", ""])
        #expect(none.output.hasSuffix("No service connector resources match the given filters.\n"))
    }

}
