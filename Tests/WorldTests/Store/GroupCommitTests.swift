import AWSCore
import Determinism
import Foundation
import Testing
import World

@Suite("Changes that come while the disk is busy")
struct GroupCommitTests {
    @Test("Sessions that are asked for while one comes to the disk come to it together")
    func sessions() throws {
        let world = try BusyWorld()
        let first = world.start { try world.issue() }
        world.disk.waitUntilBusy()
        let others = (0..<8).map { _ in world.start { try world.issue() } }
        world.waitForPending(9)
        #expect(world.disk.batches == [1])
        world.disk.letGo()
        let keys = try ([first] + others).map { try $0.result() }
        #expect(Set(keys).count == 9)
        #expect(world.disk.batches == [1, 8])
        #expect(keys.allSatisfy { world.store.knownKey($0) != nil })
    }

    @Test("Where they cannot be kept, none is there and each hears of it, and those that come later are kept")
    func failure() throws {
        let world = try BusyWorld()
        let first = world.start { try world.issue() }
        world.disk.waitUntilBusy()
        let others = (0..<4).map { _ in world.start { try world.issue() } }
        world.waitForPending(5)
        world.disk.failNext()
        world.disk.letGo()
        let kept = try first.result()
        for other in others { #expect(throws: BusyDisk.Full.self) { try other.result() } }
        #expect(world.store.knownKey(kept) != nil)
        let later = try world.issue()
        #expect(world.store.knownKey(later) != nil)
        #expect(world.disk.batches == [1, 1])
        #expect(world.store.changesSinceLoading().count == 3)
    }

    @Test("Nobody is told of a session before it is kept")
    func notYetKept() throws {
        let world = try BusyWorld()
        let first = world.start { try world.issue() }
        world.disk.waitUntilBusy()
        #expect(world.store.latestSession(of: world.store.arn(of: world.principal)) == nil)
        world.disk.letGo()
        let key = try first.result()
        #expect(world.store.latestSession(of: world.store.arn(of: world.principal))?.accessKeyID.value == key)
    }

    @Test("Of two who make one repository at once one makes it", arguments: [false, true])
    func repositories(firstFails: Bool) throws {
        let world = try BusyWorld()
        let busy = world.start { try world.issue() }
        world.disk.waitUntilBusy()
        let first = world.start { try world.create("new") }
        world.waitForPending(2)
        let second = world.start { try world.create("new") }
        if firstFails { world.disk.failNext() }
        world.disk.letGo()
        _ = try busy.result()
        let made = [first, second].map { try? $0.result() }
        #expect(made.count { $0 == true } == 1)
        #expect(made.count { $0 == nil } == (firstFails ? 1 : 0))
        #expect(world.store.repository(world.account, world.region, "new") != nil)
    }

    @Test("A change that others depend on waits for what was asked before it")
    func alone() throws {
        let world = try BusyWorld()
        let busy = world.start { try world.issue() }
        world.disk.waitUntilBusy()
        let session = world.start { try world.issue() }
        world.waitForPending(2)
        let ended = world.start { try world.store.expireSessions(of: nil) }
        world.disk.letGo()
        let keys = try [busy, session].map { try $0.result() }
        #expect(try ended.result() == 2)
        #expect(keys.allSatisfy { (world.store.knownKey($0)?.expiration ?? .distantFuture) <= world.store.clock.now })
        #expect(world.disk.batches == [1, 1, 1])
    }
}
