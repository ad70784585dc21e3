import ClientStore
import Foundation
import ServiceConnectors
import StackComponents
import Testing

@Suite("Stacks")
struct StacksTests {
    private static let names: [StackComponentType: String] = [.artifactStore: "default", .orchestrator: "default"]

    private func register(_ name: String, _ registry: String, activates: Bool, _ store: ClientStore) async throws {
        let selection = ComponentSelection(Self.names.merging([.containerRegistry: registry]) { $1 })
        _ = try await store.write { try Stacks.register(name, selection, activates: activates, in: $0) }
    }

    private func registryName(of name: String, _ store: ClientStore) async throws -> String? {
        let stack = try await store.read { try $0.stacks().first { $0.name == name } }
        return stack?.component(of: .containerRegistry)?.name
    }

    @Test("are updated in the types that are named, the active one where none is named")
    func update() async throws {
        try await withStore(["r1", "r2"]) { store async throws in
            try await register("s1", "r1", activates: true, store)
            try await register("s2", "r1", activates: false, store)
            let selection = ComponentSelection([.containerRegistry: "r2"])
            #expect(try await store.write { try Stacks.update(nil, selection, in: $0).name } == "s1")
            #expect(try await registryName(of: "s1", store) == "r2")
            #expect(try await registryName(of: "s2", store) == "r1")
            let types = try await store.read { try $0.activeStack().components.map(\.type).sorted() }
            #expect(types == ["artifact_store", "container_registry", "orchestrator"])
            #expect(try await store.write { try Stacks.update("s2", selection, in: $0).name } == "s2")
            #expect(try await registryName(of: "s2", store) == "r2")
        }
    }

    @Test("that are built in cannot be changed")
    func builtIn() async throws {
        try await withStore(["r1"]) { store async throws in
            let selection = ComponentSelection([.containerRegistry: "r1"])
            let changes: [@Sendable (StoreWriter) throws -> Void] = [
                { _ = try Stacks.update(nil, selection, in: $0) },
                { _ = try Stacks.rename("default", to: "x", in: $0) },
                { _ = try Stacks.removeComponents([.containerRegistry], from: nil, in: $0) },
            ]
            for change in changes {
                await #expect(throws: StoreConflict.builtInStack(.modify)) { try await store.write(change) }
            }
            #expect(StoreConflict.builtInStack(.modify).description == "The default stack cannot be modified.")
            let registry = try await registryName(of: "default", store)
            let owner = try await store.read { try $0.activeStack().owner }
            #expect(registry == nil)
            #expect(owner == nil)
        }
    }

    @Test("are not registered in part")
    func failures() async throws {
        try await withStore(["r1", "r2"]) { store async throws in
            await #expect(throws: LookupError.self) { try await register("s1", "nosuch", activates: true, store) }
            await #expect(throws: LookupError.self) { try await register("s1", "r", activates: true, store) }
            #expect(try await store.read { try $0.stacks().map { $0.name } } == ["default"])
            #expect(try await store.read { try $0.activeStack().name } == "default")
            try await register("s1", "r1", activates: false, store)
            await #expect(throws: StackError("A stack with name `s1` already exists, please use a different name.")) {
                try await register("s1", "r2", activates: true, store)
            }
            #expect(try await registryName(of: "s1", store) == "r1")
        }
    }

    @Test("are activated by the beginning of a name, unless none or several are meant")
    func activation() async throws {
        try await withStore(["r1"]) { store async throws in
            try await register("s1", "r1", activates: false, store)
            try await register("s2", "r1", activates: false, store)
            #expect(try await store.write { try Stacks.activate("S1", in: $0).name } == "s1")
            #expect(try await store.read { try Stacks.find(nil, allowsNamePrefix: true, in: $0).name } == "s1")
            for name in ["nosuch", "s"] {
                #expect(
                    await message { try await store.write { _ = try Stacks.activate(name, in: $0) } }
                        == "\"Stack '\(name)' cannot be activated since it is not registered yet. Please register it "
                        + "first.\""
                )
            }
        }
    }

    @Test("are renamed and copied, without their labels")
    func names() async throws {
        try await withStore(["r1"]) { store async throws in
            try await register("s3", "r1", activates: true, store)
            let copy = try await store.write { try Stacks.copy("s", to: "s4", in: $0) }
            #expect(copy.labels == [])
            #expect(copy.component(of: .containerRegistry)?.name == "r1")
            #expect(
                await message { try await store.write { _ = try Stacks.copy("s3", to: "s4", in: $0) } }
                    == "Unable to register stack with name 's4': Found an existing stack with the same name in the active "
                    + "workspace, 'default'."
            )
            #expect(try await store.write { try Stacks.rename("s4", to: "s5", in: $0).name } == "s4")
            #expect(
                await message { try await store.write { _ = try Stacks.rename("s5", to: "s3", in: $0) } }
                    == "There are already existing stacks with the name 's3'."
            )
            #expect(
                await message { try await store.write { _ = try Stacks.rename("nosuch", to: "s6", in: $0) } }
                    == "\"No stacks have been found that have an ID prefix that matches the provided string 'nosuch'.\""
            )
        }
    }

    @Test("lose components, and are deleted with those that only they hold")
    func deletion() async throws {
        try await withStore(["r1", "r2"]) { store async throws in
            try await register("s1", "r1", activates: false, store)
            try await register("s2", "r2", activates: false, store)
            try await register("s3", "r2", activates: true, store)
            let stripped = try await store.write { writer in
                try Stacks.removeComponents([.containerRegistry, .alerter], from: nil, in: writer)
            }
            #expect(stripped.name == "s3")
            #expect(stripped.components.map(\.type).sorted() == ["artifact_store", "orchestrator"])
            #expect(
                await message { try await store.write { _ = try Stacks.delete("s3", recursively: false, in: $0) } }
                    == "Unable to deregister active stack 's3'. Make sure to designate a new active stack before deleting "
                    + "this one."
            )
            let (stack, components) = try await store.write { try Stacks.delete("s1", recursively: true, in: $0) }
            #expect(stack.name == "s1")
            #expect(components.map(\.name) == ["r1"])
            #expect(try await store.write { try Stacks.delete("s2", recursively: false, in: $0).components } == [])
            #expect(try await store.read { try $0.components(ofType: "container_registry").map(\.name) } == ["r2"])
        }
    }

    @Test("give a command its registry where it names none")
    func activeRegistry() async throws {
        try await withStore(["r1", "r2"]) { store async throws in
            let registries = Components.containerRegistries
            let sentence =
                "'No name_id_or_prefix provided and there is no active container_registry in the current active stack.'"
            for name in [nil, ""] {
                await #expect(throws: StackError(sentence)) {
                    _ = try await store.read { try registries.find(name, allowsNamePrefix: true, in: $0) }
                }
            }
            try await register("s1", "r2", activates: true, store)
            let found = try await store.read { try registries.find(nil, allowsNamePrefix: true, in: $0) }
            #expect(found.name == "r2")
            #expect(found.configuration == ["uri": uri])
        }
    }
}
