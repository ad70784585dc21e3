import AWSCore
import Determinism
import Dispatch
import Foundation
import Synchronization

@testable import World

/// A world whose disk stays busy with the first change until a test lets it go.
struct BusyWorld: Sendable {
    let store: WorldStore
    let disk = BusyDisk()
    let account: AccountID
    let region: Region
    var principal: Principal { .user(account, name: "alice") }

    init() throws {
        let test = try TestWorld()
        (account, region) = (test.home, test.region)
        store = WorldStore(
            world: test.store.world,
            clock: test.clock,
            randomness: .seeded("busy"),
            tokenKey: [UInt8](repeating: 1, count: 32),
            keeper: ChangeKeeper(record: { [disk] in try disk.write($0.count) }, post: { _ in })
        )
    }

    /// The key ID of a new session.
    func issue() throws -> String {
        try store.issueSession(SessionGrant(kind: .sessionToken, principal: principal, seconds: 900)).accessKeyID.value
    }

    func create(_ name: String) throws -> Bool {
        try store.createRepository(
            Repository(name: name, account: account, region: region, createdAt: store.clock.now)
        )
    }

    /// Runs a verb on a thread of its own.
    func start<Answer: Sendable>(_ verb: @escaping @Sendable () throws -> Answer) -> RunningVerb<Answer> {
        RunningVerb(verb)
    }

    /// Returns once this many changes are made that are not kept yet.
    func waitForPending(_ count: Int) {
        while store.changing.withLock({ $0.pending.count }) < count { sched_yield() }
    }
}

/// A verb that runs on a thread of its own.
final class RunningVerb<Answer: Sendable>: Sendable {
    private let answer = Mutex<Result<Answer, any Error>?>(nil)
    private let isDone = DispatchSemaphore(value: 0)

    fileprivate init(_ verb: @escaping @Sendable () throws -> Answer) {
        Thread.detachNewThread { [self] in
            let result = Result { try verb() }
            answer.withLock { $0 = result }
            isDone.signal()
        }
    }

    /// What the verb answered, once it has.
    func result() throws -> Answer {
        isDone.wait()
        defer { isDone.signal() }
        guard let result = answer.withLock({ $0 }) else { throw CancellationError() }
        return try result.get()
    }
}

/// Notes the size of each batch that is written.
final class BusyDisk: Sendable {
    struct Full: Error {}

    private let state = Mutex<(batches: [Int], fails: Bool)>(([], false))
    private let isBusy = DispatchSemaphore(value: 0)
    private let isFree = DispatchSemaphore(value: 0)

    /// The sizes of the batches that were kept.
    var batches: [Int] { state.withLock { $0.batches } }

    func write(_ count: Int) throws {
        let isFirst = try state.withLock { state in
            if state.fails {
                state.fails = false
                throw Full()
            }
            state.batches.append(count)
            return state.batches.count == 1
        }
        guard isFirst else { return }
        isBusy.signal()
        isFree.wait()
    }

    func waitUntilBusy() { isBusy.wait() }
    func letGo() { isFree.signal() }
    func failNext() { state.withLock { $0.fails = true } }
}
