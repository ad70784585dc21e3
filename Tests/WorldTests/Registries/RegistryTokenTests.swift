import AWSCore
import Determinism
import Foundation
import Testing
import World

@Suite("Registry tokens")
struct RegistryTokenTests {
    private let world: TestWorld

    init() throws {
        world = try TestWorld()
    }

    @Test("A token says who it is for, where and until when, at ECR's length")
    func contents() throws {
        let session = try #require(AccessKeyID("ASIAEXAMPLE"))
        for principal in [world.alice, world.session, world.federated, .root(world.home)] {
            let expiresAt = world.clock.now + 43_200.25
            let password = world.store.registryToken(
                for: principal,
                session: session,
                in: world.region,
                issuedAt: world.clock.now,
                expiresAt: expiresAt
            )
            #expect((1_400...1_800).contains(password.count))
            #expect(password.utf8.allSatisfy { $0.isWordCharacter || $0 == 0x2B || $0 == 0x2F })
            let token = try #require(world.store.openRegistryToken(password))
            #expect(token.principal == principal)
            #expect(token.uniqueID == world.store.uniqueID(of: principal))
            #expect(token.account == world.home && token.region == world.region)
            #expect(token.issuedAt == world.clock.now && token.expiresAt == expiresAt)
            #expect(token.session == session)
        }
        #expect(world.store.openRegistryToken(world.token(for: world.alice))?.session == nil)
    }

    @Test("The longest names fit, and two tokens are never the same text")
    func longNames() throws {
        let long = String(repeating: "ü", count: 1_000)
        let principal = Principal.roleSession(world.home, role: "deployer", session: long)
        #expect(world.store.openRegistryToken(world.token(for: principal))?.principal == principal)
        #expect(world.token(for: world.alice) != world.token(for: world.alice))
    }

    @Test("Under one seed and key the tokens of two runs are the same; a token lives through a restart with its key")
    func deterministic() throws {
        let password = world.token(for: world.alice)
        #expect(try TestWorld().token(for: world.alice) == password)
        #expect(try TestWorld(seed: "other").token(for: world.alice) != password)
        #expect(try TestWorld(seed: "other").isGood(password) == true)
    }

    @Test("A change of any one character is noticed")
    func tampered() {
        let password = Array(world.token(for: world.alice).utf8)
        for index in password.indices {
            for replacement in [UInt8(ascii: "="), password[index] ^ 1] {
                guard replacement != password[index] else { continue }
                var changed = password
                changed[index] = replacement
                #expect(world.isGood(String(decoding: changed, as: UTF8.self)) == nil, "character \(index)")
            }
        }
    }

    @Test("A change of any one byte of what it says is noticed")
    func tamperedBytes() throws {
        let bytes = try #require(Data(base64Encoded: world.token(for: world.alice)))
        for index in bytes.indices {
            for change: UInt8 in [1 << (index % 8), 0xFF] {
                var changed = bytes
                changed[index] ^= change
                #expect(world.isGood(changed.base64EncodedString()) == nil, "byte \(index)")
            }
        }
    }

    @Test("Cut short, made longer, or put together from two, it is not a token")
    func resized() throws {
        let password = world.token(for: world.alice)
        for count in 0..<password.count { #expect(world.isGood(String(password.prefix(count))) == nil) }
        for count in 1...64 { #expect(world.isGood(String(password.dropFirst(count))) == nil) }
        for more in ["A", "AAAA", "=", "====", "\n", " ", "\0", password, String(repeating: "A", count: 1 << 20)] {
            #expect(world.isGood(password + more) == nil)
            #expect(world.isGood(more + password) == nil)
        }
        let other = world.token(for: world.session)
        for cut in stride(from: 4, to: password.count, by: 4) {
            let mixed = String(password.prefix(cut) + other.dropFirst(cut))
            // All tokens of a key begin alike.
            if mixed != other { #expect(world.isGood(mixed) == nil) }
        }
    }

    @Test("Random passwords open nothing")
    func random() {
        var stream = RandomStream(derivedFrom: "passwords")
        for index in 0..<10_000 {
            let bytes = stream.bytes(index.isMultiple(of: 2) ? 1_200 : index % 1_500)
            #expect(world.isGood(Data(bytes).base64EncodedString()) == nil)
        }
        for text in ["", "password", "ä", "IQoJ", String(repeating: "=", count: 1_600)] {
            #expect(world.isGood(text) == nil)
        }
    }

    @Test("Another key, another epoch: not this world's")
    func otherKeyAndEpoch() throws {
        let password = world.token(for: world.alice)
        #expect(try TestWorld(tokenKey: [UInt8](repeating: 2, count: 32)).isGood(password) == nil)
        try world.store.reset()
        #expect(world.isGood(password) == nil)
        #expect(world.isGood(world.token(for: world.alice)) == true)
    }

    @Test("A token ends with its principal, and does not open for another of the same name")
    func principalGone() throws {
        let password = world.token(for: world.alice)
        func other(_ yaml: String) throws -> WorldStore {
            WorldStore(
                world: try World.load(yaml: yaml, fileName: "w"),
                clock: world.clock,
                randomness: .seeded("x"),
                tokenKey: [UInt8](repeating: 1, count: 32)
            )
        }
        let region = "regions: {us-east-1: {}}"
        #expect(
            try other("accounts: {\"123456789012\": {users: {alice: {}}, \(region)}}").openRegistryToken(password)
                != nil
        )
        #expect(
            try other("accounts: {\"123456789012\": {users: {carol: {}}, \(region)}}").openRegistryToken(password)
                == nil
        )
        #expect(
            try other("seed: anew\naccounts: {\"123456789012\": {users: {alice: {}}, \(region)}}")
                .openRegistryToken(password) == nil
        )
    }

    @Test("Tokens issued so far are expired for those who are named; new ones are good, in the same second")
    func expiring() throws {
        let alice = world.token(for: world.alice)
        let federated = world.token(for: world.federated)
        let session = world.token(for: world.session)
        let root = world.token(for: .root(world.home))
        #expect(try world.store.expireTokens(of: "arn:aws:sts::123456789012:assumed-role/deployer/s-1") == 1)
        #expect([alice, federated, session, root].map(world.isGood) == [true, true, false, true])
        // Users of this name are in two accounts; a federated user's tokens end with its issuer's.
        #expect(try world.store.expireTokens(of: "alice") == 2)
        #expect([alice, federated, session, root].map(world.isGood) == [false, false, false, true])
        let fresh = world.token(for: world.alice)
        #expect(world.isGood(fresh) == true)
        #expect(try world.store.expireTokens(of: nil) == 6)
        #expect([alice, federated, session, root, fresh].map(world.isGood) == [false, false, false, false, false])
        #expect(world.isGood(world.token(for: world.session)) == true)
        world.clock.advance(by: 43_200)
        #expect(world.isGood(fresh) == false)
    }
}
