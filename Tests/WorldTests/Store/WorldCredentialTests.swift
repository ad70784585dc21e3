import AWSCore
import Foundation
import Testing
import World

@Suite("Keys and devices that change")
struct WorldCredentialTests {
    private let world: TestWorld
    private var store: WorldStore { world.store }
    private let device: MultiFactorDevice

    init() throws {
        world = try TestWorld()
        let serial = "arn:aws:iam::123456789012:mfa/phone"
        let device = MultiFactorDevice(serial: serial, seed: Array("12345678901234567890".utf8))
        try world.store.update(user: "alice", in: world.home) { $0.multiFactorDevices = [device] }
        self.device = device
    }

    private func newKey(of user: String, in world: TestWorld) throws -> AccessKey {
        let key = try world.store.editIdentities(of: world.home) { edit in edit.newAccessKey() }
        try world.store.update(user: user, in: world.home) { $0.accessKeys.append(key) }
        return key
    }

    @Test("A new key is of chance, is known at once, and the same seed makes the same")
    func newKeys() throws {
        let key = try newKey(of: "bob", in: world)
        #expect(key.id.value.hasPrefix("AKIA") && key.id.value.count == 20 && key.secret.count == 40 && key.isActive)
        #expect(store.knownKey(key.id.value)?.principal == .user(world.home, name: "bob"))
        #expect(store.knownKey(key.id.value)?.secret == key.secret)
        let other = try newKey(of: "bob", in: world)
        #expect(other.id != key.id && other.secret != key.secret)
        #expect(try newKey(of: "bob", in: TestWorld()) == key)
        #expect(store.knownAccount(ofKey: key.id.value) == world.home && store.knownAccount(ofKey: "NONE") == nil)
    }

    @Test("A key that is switched off is known as such, and a deleted key is not known")
    func changedKeys() throws {
        try store.update(user: "alice", in: world.home) { user in
            for index in user.accessKeys.indices { user.accessKeys[index].isActive = false }
        }
        #expect(store.knownKey("ALICE")?.isActive == false && store.knownKey("ALICE")?.secret == "alice-secret")
        try store.update(user: "alice", in: world.home) { $0.accessKeys.removeAll { $0.id.value == "ALICE" } }
        #expect(store.knownKey("ALICE") == nil && store.knownKey("OLD") != nil)
        try store.editIdentities(of: world.home) { edit in edit.putRoot(accessKeys: []) }
        #expect(store.knownKey("ROOT") == nil)
    }

    @Test("A one-time code can be used once, and none before it")
    func oneTimeCodes() throws {
        #expect(try store.useOneTimeCode(serial: device.serial, step: 100))
        #expect(try !store.useOneTimeCode(serial: device.serial, step: 100))
        #expect(try !store.useOneTimeCode(serial: device.serial, step: 99))
        #expect(try store.useOneTimeCode(serial: device.serial, step: 101))
        #expect(try !store.useOneTimeCode(serial: "arn:aws:iam::123456789012:mfa/none", step: 1))
        let other = MultiFactorDevice(serial: device.serial + "2", seed: device.seed)
        try store.editIdentities(of: world.home) { edit in edit.putRoot(devices: [other]) }
        #expect(try store.useOneTimeCode(serial: other.serial, step: 100))
        #expect(!"\(device)".contains("49"))
    }

    @Test("Two who use one code at once: one of them may")
    func concurrentCodes() async throws {
        let (store, device) = (store, device)
        let uses = try await withThrowingTaskGroup(of: Bool.self) { group in
            for _ in 0..<32 { group.addTask { try store.useOneTimeCode(serial: device.serial, step: 7) } }
            return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(uses == 1)
    }
}
