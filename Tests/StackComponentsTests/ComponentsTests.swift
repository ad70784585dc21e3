import ClientStore
import Foundation
import StackComponents
import Testing

@Suite("Container registries")
struct ComponentsTests {
    private let registries = Components.containerRegistries

    @Test("are registered with their attributes in order, once by a name")
    func register() async throws {
        try await withStore { store async throws in
            let registry = try await store.write { writer in
                try registries.register(
                    try registries.planned(
                        "r",
                        flavor: "default",
                        attributes: [
                            "default_repository": "zenml", "uri": "localhost:5000/", "authentication_secret": "s",
                        ],
                        labels: [Label(key: "team", value: "ml")]
                    ),
                    in: writer
                )
            }
            let expected: Attributes = [
                "default_repository": "zenml", "uri": "localhost:5000", "authentication_secret": "s",
            ]
            #expect(registry.configuration == expected)
            #expect(registry.flavor == "default")
            #expect(registry.labels == [Label(key: "team", value: "ml")])
            #expect(registry.owner == "default")
            let taken = await message {
                try await store.write { writer in
                    _ = try registries.register(
                        try registries.planned("r", flavor: "aws", attributes: ["uri": uri]),
                        in: writer
                    )
                }
            }
            #expect(
                taken == "Unable to register 'container_registry' component with name 'r': Found an existing component "
                    + "with the same name and type in the same  workspace 'default'."
            )
            let name = await message {
                try await store.write { writer in
                    _ = try registries.register(
                        try registries.planned("r\tx", flavor: "aws", attributes: ["uri": uri]),
                        in: writer
                    )
                }
            }
            #expect(name == "The name `r\\tx` of the `Component` contains the following forbidden characters: `\\t`.")
        }
    }

    @Test("are updated in what is named, under the checks of their flavor")
    func update() async throws {
        try await withStore(["r1"]) { store async throws in
            let labels = [LabelChange(key: "a", value: "b"), LabelChange(key: "c", value: "d")]
            let changed = try await store.write { writer in
                _ = try registries.update("r1", attributes: ["uri": "docker.io"], labels: labels, in: writer)
                return try registries.update(
                    "r1",
                    attributes: ["default_repository": "x"],
                    labels: [LabelChange(key: "a", value: "x")],
                    in: writer
                )
            }
            #expect(changed.configuration == ["uri": "docker.io", "default_repository": "x"])
            #expect(changed.labels == [Label(key: "a", value: "x"), Label(key: "c", value: "d")])
            let extra = await message {
                try await store.write { _ = try registries.update("r1", attributes: ["nosuch": "1"], in: $0) }
            }
            #expect(
                extra == "1 validation error for AWSContainerRegistryConfig: nosuch: Extra inputs are not permitted"
            )
            let unknown = await message {
                try await store.write { _ = try registries.update("r", attributes: [:], in: $0) }
            }
            #expect(
                unknown
                    == "\"No stack_components have been found that have an ID prefix that matches the provided string 'r'.\""
            )
            let none = await message {
                try await store.write { _ = try registries.update(nil, attributes: [:], in: $0) }
            }
            #expect(
                none
                    == "'No name_id_or_prefix provided and there is no active container_registry in the current active "
                    + "stack.'"
            )
        }
    }

    @Test("lose attributes and labels, and keep what their flavor requires")
    func removal() async throws {
        try await withStore(["r1"]) { store async throws in
            let component = try await store.write { writer in
                _ = try registries.update(
                    "r1",
                    attributes: ["default_repository": "x"],
                    labels: [LabelChange(key: "a", value: "b"), LabelChange(key: "c", value: "d")],
                    in: writer
                )
                return try registries.removeAttributes(
                    ["default_repository", "nosuch"],
                    labels: ["a"],
                    from: "r1",
                    in: writer
                )
            }
            #expect(component.configuration == ["uri": uri])
            #expect(component.labels == [Label(key: "c", value: "d")])
            let refused = await message {
                try await store.write { _ = try registries.removeAttributes(["uri"], from: "r1", in: $0) }
            }
            #expect(refused?.contains("uri: Field required") == true)
        }
    }

    @Test("are renamed, copied and deleted")
    func names() async throws {
        try await withStore(["r1", "r2"]) { store async throws in
            let refused = await message {
                try await store.write { _ = try registries.rename("r1", to: "r2", in: $0) }
            }
            #expect(refused == "There are already existing components with the name 'r2'.")
            let old = try await store.write { try registries.rename("r1", to: "s1", in: $0) }
            #expect(old.name == "r1")
            let id = try await store.write { try $0.insertServiceConnector(connector("c")) }
            try await store.write { writer in
                try writer.connect(componentID: old.id, to: id, resourceID: uri)
                let labels = [LabelChange(key: "a", value: "b")]
                _ = try registries.update("s1", attributes: [:], labels: labels, in: writer)
            }
            let copy = try await store.write { try registries.copy("s", to: "s3", in: $0) }
            #expect(copy.configuration == ["uri": uri])
            #expect(copy.labels == [Label(key: "a", value: "b")])
            #expect(copy.connectorID == nil)
            let deleted = try await store.write { try registries.delete("s1", in: $0) }
            #expect(deleted.id == old.id)
            let names = try await store.read { try $0.components(ofType: "container_registry").map(\.name) }
            #expect(names == ["r2", "s3"])
        }
    }

    @Test("are described with what they are linked to, and unlinked")
    func description() async throws {
        try await withStore(["r1"]) { store async throws in
            let plain = try await store.read { try registries.describe("r", in: $0) }
            #expect(!plain.isActive)
            #expect(plain.connection == nil)
            #expect(RegistrySignIn(plain.component) == .local)
            let id = try await store.write { writer in
                let id = try writer.insertServiceConnector(connector("c"))
                try writer.connect(componentID: plain.component.id, to: id, resourceID: uri)
                let names: [StackComponentType: String] = [
                    .artifactStore: "default", .orchestrator: "default", .containerRegistry: "r1",
                ]
                _ = try Stacks.register("s", ComponentSelection(names), activates: true, in: writer)
                return id
            }
            let linked = try await store.read { try registries.describe(nil, in: $0) }
            #expect(linked.isActive)
            #expect(linked.connection?.connector.name == "c")
            #expect(linked.connection?.resourceType == "docker-registry")
            #expect(linked.connection?.resourceName == uri)
            #expect(RegistrySignIn(linked.component) == .serviceConnector(id: id, resourceID: uri))
            let unlinked = try await store.write { try registries.disconnect("r1", in: $0) }
            #expect(unlinked.connectorID == nil)
            #expect(try await store.write { try registries.disconnect("r1", in: $0) } == unlinked)
            let named = try await store.write { writer in
                try registries.update("r1", attributes: ["authentication_secret": "s"], in: writer)
            }
            #expect(RegistrySignIn(named) == .secret("s"))
            #expect(
                RegistrySignIn.missingSecret("s", of: named).description.contains(
                    "The authentication secret s referenced by the `r1` `container_registry` stack component does not exist."
                )
            )
        }
    }
}
