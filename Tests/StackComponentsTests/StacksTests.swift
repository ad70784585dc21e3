import ClientStore
import Determinism
import Foundation
import ServiceConnectors
import StackComponents
import Testing

@Suite("Stacks")
struct StacksTests {
    private static let names: [StackComponentType: String] = [.artifactStore: "default", .orchestrator: "default"]

    /// Runs `body` with a new store that holds two registries.
    private func withStore(_ body: (ClientStore) async throws -> Void) async throws {
        let home = FileManager.default.temporaryDirectory.appending(path: "drydock-stacks-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: home) }
        let store = try ClientStore.open(
            StoreLocation(variables: [:], home: home),
            clock: .standing(at: Date(timeIntervalSince1970: 0)),
            randomness: .system()
        )
        defer { store.close() }
        let registry = try AWSContainerRegistry(
            flavor: "aws",
            attributes: [("uri", "123456789012.dkr.ecr.us-east-1.amazonaws.com/")]
        )
        try await store.write { writer in
            for name in ["r1", "r2"] {
                try ContainerRegistries.register(name, registry, labels: [], link: nil, in: writer)
            }
        }
        try await body(store)
    }

    private func register(_ name: String, _ registry: String, activates: Bool, _ store: ClientStore) async throws {
        let selection = ComponentSelection(Self.names.merging([.containerRegistry: registry]) { $1 })
        _ = try await store.write { try Stacks($0).register(name, selection, activates: activates) }
    }

    private func registryName(of name: String, _ store: ClientStore) async throws -> String? {
        let stack = try await store.read { try $0.stacks().first { $0.name == name } }
        return stack?.components.first { $0.type == "container_registry" }?.name
    }

    @Test("are updated in the types that are named, the active one where none is named")
    func update() async throws {
        try await withStore { store in
            try await register("s1", "r1", activates: true, store)
            try await register("s2", "r1", activates: false, store)
            let selection = ComponentSelection([.containerRegistry: "r2"])
            #expect(try await store.write { try Stacks($0).update(nil, selection) } == "s1")
            #expect(try await registryName(of: "s1", store) == "r2")
            #expect(try await registryName(of: "s2", store) == "r1")
            let types = try await store.read { try $0.activeStack().components.map(\.type).sorted() }
            #expect(types == ["artifact_store", "container_registry", "orchestrator"])
            #expect(try await store.write { try Stacks($0).update("s2", selection) } == "s2")
            #expect(try await registryName(of: "s2", store) == "r2")
        }
    }

    @Test("that are built in cannot be changed")
    func builtIn() async throws {
        try await withStore { store in
            let selection = ComponentSelection([.containerRegistry: "r1"])
            await #expect(throws: StackError("The default stack cannot be modified.")) {
                _ = try await store.write { try Stacks($0).update(nil, selection) }
            }
            let registry = try await registryName(of: "default", store)
            #expect(registry == nil)
        }
    }

    @Test("are not registered in part")
    func failures() async throws {
        try await withStore { store in
            await #expect(throws: LookupError.self) { try await register("s1", "nosuch", activates: true, store) }
            await #expect(throws: LookupError.self) { try await register("s1", "r", activates: true, store) }
            #expect(try await store.read { try $0.stacks().map(\.name) } == ["default"])
            #expect(try await store.read { try $0.activeStack().name } == "default")
            try await register("s1", "r1", activates: false, store)
            await #expect(throws: StackError("A stack with name `s1` already exists, please use a different name.")) {
                try await register("s1", "r2", activates: true, store)
            }
            #expect(try await registryName(of: "s1", store) == "r1")
        }
    }

    @Test("give a command its registry where it names none")
    func activeRegistry() async throws {
        try await withStore { store in
            let sentence =
                "'No name_id_or_prefix provided and there is no active container_registry in the current active stack.'"
            await #expect(throws: StackError(sentence)) {
                _ = try await store.read { try ContainerRegistries.find(nil, in: $0) }
            }
            try await register("s1", "r2", activates: true, store)
            let found = try await store.read { try ContainerRegistries.find(nil, in: $0) }
            #expect(found.name == "r2")
            #expect(found.configuration == ["uri": "123456789012.dkr.ecr.us-east-1.amazonaws.com"])
        }
    }
}
