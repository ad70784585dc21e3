import ClientStore
import Determinism
import Foundation
import Testing

@Suite("Stored components and stacks")
struct ComponentChangeTests {
    @Test("keep the order in which attributes were given")
    func order() async throws {
        let home = try TemporaryHome()
        let store = try home.open()
        defer { store.close() }
        let id = try await store.write { writer in
            try writer.insertComponent(
                StackComponentValues(
                    name: "r",
                    type: "container_registry",
                    flavor: "aws",
                    configuration: ["uri": "u", "default_repository": "d", "authentication_secret": "s"]
                )
            )
        }
        let names = try await store.read { try $0.component(id: id)?.configuration.map(\.name) }
        #expect(names == ["uri", "default_repository", "authentication_secret"])
        let changed = try await store.write { writer in
            try writer.updateComponent(id: id) { component in
                component.configuration["default_repository"] = nil
                component.configuration["uri"] = "v"
                component.configuration["default_repository"] = "e"
            }
        }
        #expect(changed.configuration == ["uri": "v", "authentication_secret": "s", "default_repository": "e"])
        #expect(try await store.read { try $0.component(id: id) } == changed)
    }

    @Test("are linked to a connector that is there, and unlinked")
    func links() async throws {
        let home = try TemporaryHome()
        let store = try home.open()
        defer { store.close() }
        let (connector, component) = try await store.write { writer in
            (try writer.insertServiceConnector(sampleConnector()), try writer.insertComponent(sampleRegistry()))
        }
        await #expect(throws: StoreConflict.serviceConnectorGone(id: "gone")) {
            try await store.write { try $0.connect(componentID: component, to: "gone", resourceID: "x") }
        }
        let unlinked = try await store.read { try $0.component(id: component) }
        try await store.write { try $0.connect(componentID: component, to: connector, resourceID: "x") }
        let linked = try await store.read { try $0.components(ofConnector: connector) }
        #expect(linked.map(\.id) == [component])
        #expect(linked.first?.connectorResourceID == "x")
        await #expect(throws: StoreConflict.componentChanged(name: "r")) {
            try await store.write { writer in
                try writer.connect(componentID: component, asRead: unlinked, to: connector, resourceID: "y")
            }
        }
        try await store.write { _ = try $0.disconnect(componentID: component) }
        #expect(try await store.read { try $0.component(id: component)?.connectorID } == nil)
    }

    @Test("are renamed and deleted, unless a name is taken or a stack holds them")
    func components() async throws {
        let home = try TemporaryHome()
        let store = try home.open()
        defer { store.close() }
        let (a, b) = try await store.write { writer in
            (try writer.insertComponent(sampleRegistry("a")), try writer.insertComponent(sampleRegistry("b")))
        }
        await #expect(throws: StoreConflict.componentExists(type: "container_registry", name: "b")) {
            try await store.write { _ = try $0.updateComponent(id: a) { $0.name = "b" } }
        }
        let stack = try await store.write { try $0.insertStack(name: "s", labels: [], componentIDs: [a]) }
        let refusal = StoreConflict.componentInStacks(type: "container_registry", name: "a", stacks: 1)
        await #expect(throws: refusal) { try await store.write { _ = try $0.deleteComponent(id: a) } }
        #expect(
            refusal.description == "Stack Component `a` of type `container_registry cannot be deleted as it is part of "
                + "1 stacks. Before deleting this stack component, make sure to remove it from all stacks."
        )
        try await store.write { writer in
            try writer.deleteComponent(id: b)
            try writer.updateComponent(id: a) { $0.name = "b" }
            try writer.updateStack(id: stack, componentIDs: [])
            try writer.deleteComponent(id: a)
        }
        #expect(try await store.read { try $0.components(ofType: "container_registry") } == [])
        await #expect(throws: StoreConflict.componentGone(id: a)) {
            try await store.write { _ = try $0.deleteComponent(id: a) }
        }
    }

    @Test("that came with the store stay as they are")
    func builtIn() async throws {
        let home = try TemporaryHome()
        let store = try home.open()
        defer { store.close() }
        let before = try await store.read { try $0.state() }
        let stack = try await store.read { try $0.activeStack() }
        for component in stack.components {
            await #expect(throws: StoreConflict.builtInComponent(type: component.type, .modify)) {
                try await store.write { _ = try $0.updateComponent(id: component.id) { $0.name = "x" } }
            }
            await #expect(throws: StoreConflict.builtInComponent(type: component.type, .delete)) {
                try await store.write { _ = try $0.deleteComponent(id: component.id) }
            }
        }
        await #expect(throws: StoreConflict.builtInStack(.modify)) {
            try await store.write { try $0.updateStack(id: stack.id) { $0.name = "x" } }
        }
        await #expect(throws: StoreConflict.stackActive(name: "default")) {
            try await store.write { _ = try $0.deleteStack(id: stack.id) }
        }
        await #expect(throws: StoreConflict.builtInStack(.delete)) {
            try await store.write { writer in
                try writer.activateStack(id: try writer.insertStack(name: "s", labels: [], componentIDs: []))
                try writer.deleteStack(id: stack.id)
            }
        }
        #expect(try await store.read { try $0.state() } == before)
    }

    @Test("that are stacks are renamed, get other components, and are deleted, alone or with what only they hold")
    func stacks() async throws {
        let home = try TemporaryHome()
        let store = try home.open()
        defer { store.close() }
        let builtIn = try await store.read { try $0.activeStack().components.map(\.id) }
        let (own, shared, first, second) = try await store.write { writer in
            let own = try writer.insertComponent(sampleRegistry("own"))
            let shared = try writer.insertComponent(sampleRegistry("shared"))
            let first = try writer.insertStack(name: "s1", labels: [], componentIDs: builtIn + [own])
            let second = try writer.insertStack(name: "s2", labels: [], componentIDs: [shared])
            return (own, shared, first, second)
        }
        let before = try #require(try await store.read { try $0.stack(id: first) })
        home.clock.advance(by: 60)
        try await store.write { try $0.updateStack(id: first, componentIDs: builtIn + [own]) }
        #expect(try await store.read { try $0.stack(id: first) } == before)
        try await store.write { try $0.updateStack(id: first, componentIDs: builtIn + [own, shared]) }
        let after = try #require(try await store.read { try $0.stack(id: first) })
        #expect(after.components.map(\.id) == (builtIn + [own, shared]).sorted())
        #expect(after.updated == before.updated.addingTimeInterval(60))
        await #expect(throws: StoreConflict.stackExists("s2")) {
            try await store.write { try $0.updateStack(id: first) { $0.name = "s2" } }
        }
        await #expect(throws: StoreConflict.componentGone(id: "gone")) {
            try await store.write { try $0.updateStack(id: first, componentIDs: ["gone"]) }
        }
        let deleted = try await store.write { try $0.deleteStack(id: first, recursively: true) }
        #expect(deleted.stack == after)
        #expect(deleted.components.map(\.id) == [own])
        #expect(try await store.read { try $0.components(ofType: "container_registry").map(\.id) } == [shared])
        let alone = try await store.write { try $0.deleteStack(id: second) }
        #expect(alone.components.isEmpty)
        #expect(try await store.read { try $0.stacks().map(\.name) } == ["default"])
        #expect(try await store.read { try $0.component(id: shared) } != nil)
        await #expect(throws: StoreConflict.stackGone(id: second)) {
            try await store.write { try $0.activateStack(id: second) }
        }
    }
}
