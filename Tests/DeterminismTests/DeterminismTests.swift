import Determinism
import Foundation
import TestSupport
import Testing

@Suite("Randomness")
struct RandomnessTests {
    @Test("one seed gives one sequence, another seed another")
    func seeded() {
        func draw(_ seed: String) -> [UInt64] {
            let randomness = Randomness.seeded(seed)
            return (0..<4).flatMap { _ -> [UInt64] in
                var stream = randomness.stream("session")
                return [stream.next(), stream.next()]
            }
        }
        #expect(draw("a") == draw("a"))
        #expect(draw("a") != draw("b"))
        #expect(Set(draw("a")).count == 8)
        // Pinned: scenarios print what comes of these.
        var stream = Randomness.seeded("pinned").stream("uuid")
        let first = stream.uuid()
        var again = Randomness.seeded("pinned").stream("uuid")
        #expect(again.uuid() == first)
    }

    @Test("a name's streams do not depend on what others drew")
    func independent() {
        let quiet = Randomness.seeded("s")
        let busy = Randomness.seeded("s")
        for _ in 0..<10 { _ = busy.stream("other") }
        var one = quiet.stream("session")
        var other = busy.stream("session")
        #expect(one.bytes(32) == other.bytes(32))
    }

    @Test("streams that are taken at the same time are the same set")
    func concurrent() async {
        func first(_ randomness: Randomness) -> UInt64 {
            var stream = randomness.stream("x")
            return stream.next()
        }
        let shared = Randomness.seeded("s")
        let drawn = await withTaskGroup(of: UInt64.self) { group in
            for _ in 0..<64 { group.addTask { first(shared) } }
            return await group.reduce(into: Set<UInt64>()) { $0.insert($1) }
        }
        let sequential = Randomness.seeded("s")
        #expect(drawn == Set((0..<64).map { _ in first(sequential) }))
        #expect(drawn.count == 64)
    }

    @Test("identifiers have AWS's forms")
    func identifiers() {
        var stream = Randomness.seeded("ids").stream("x")
        #expect(stream.awsUniqueID("AKIA").wholeMatch(of: /AKIA[A-Z2-7]{16}/) != nil)
        #expect(stream.awsUniqueID("AIDA").wholeMatch(of: /AIDA[A-Z2-7]{17}/) != nil)
        #expect(stream.secretAccessKey().wholeMatch(of: /[A-Za-z0-9+\/]{40}/) != nil)
        for _ in 0..<100 {
            #expect(
                stream.uuid().wholeMatch(of: /[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/)
                    != nil
            )
        }
        #expect(stream.bytes(0) == [] && stream.bytes(13).count == 13)
    }

    @Test("a derived stream depends on its name alone")
    func derived() {
        var one = RandomStream(derivedFrom: "arn:aws:iam::1:user/a")
        var same = RandomStream(derivedFrom: "arn:aws:iam::1:user/a")
        var other = RandomStream(derivedFrom: "arn:aws:iam::1:user/b")
        let id = one.awsUniqueID("AIDA")
        #expect(same.awsUniqueID("AIDA") == id)
        #expect(other.awsUniqueID("AIDA") != id)
    }

    @Test("the system's streams repeat nothing and say that they cannot be predicted")
    func system() {
        let randomness = Randomness.system()
        #expect(!randomness.isPredictable && Randomness.seeded("").isPredictable)
        var stream = randomness.stream("x")
        var other = randomness.stream("x")
        #expect(stream.bytes(16) != other.bytes(16))
    }
}

@Suite("World clock")
struct WorldClockTests {
    private let start = Date(timeIntervalSince1970: 1_715_679_000)

    @Test("a standing clock moves only when it is advanced, and back only to where it began")
    func standing() {
        let clock = WorldClock.standing(at: start)
        #expect(clock.isStanding && clock.now == start && clock.now == start)
        clock.advance(by: 3_600)
        clock.advance(by: -7_200)
        clock.advance(by: .nan)
        #expect(clock.now == start + 3_600)
        #expect(clock.ahead == 3_600)
        clock.set(ahead: 0)
        #expect(clock.now == start && clock.ahead == 0)
    }

    @Test("a standing clock is its clients' too")
    func standingClients() {
        let clock = WorldClock.standing(at: start)
        clock.advance(by: 3_600)
        #expect(clock.time == WorldTime(now: start + 3_600))
        #expect(clock.time.clientNow == start + 3_600)
        #expect(clock.ofClients === clock)
        #expect(clock.now(forWhatWasMadeAt: start) == start + 3_600)
    }

    @Test("a running clock's clients live by the machine's, whatever the world does")
    func running() {
        let machine = MachineTime(start)
        let clock = WorldClock.running { machine.now }
        #expect(!clock.isStanding && clock.time == WorldTime(now: start))
        clock.advance(by: 86_400)
        machine.wait(60)
        let time = clock.time
        #expect(time == WorldTime(now: start + 86_460, lead: 86_400))
        #expect(time.clientNow == start + 60)
        // What ends in an hour, by the world, ends in an hour for clients.
        #expect(time.forClients(time.now + 3_600) == start + 3_660)
        #expect(clock.ofClients.now == start + 60)
        clock.set(ahead: 0)
        #expect(clock.time == WorldTime(now: start + 60))
    }

    @Test("moving a running clock ages what clients had made before, and nothing that they make afterwards")
    func aging() {
        let machine = MachineTime(start)
        let clock = WorldClock.running { machine.now }
        func age(_ date: Date) -> TimeInterval { clock.now(forWhatWasMadeAt: date).timeIntervalSince(date) }
        machine.wait(10)
        clock.advance(by: 3_600)
        machine.wait(10)
        clock.advance(by: 600)
        machine.wait(10)
        #expect(age(start) == 4_230)
        #expect(age(start + 15) == 615)
        #expect(age(start + 25) == 5)
        #expect(age(start + 100) == -70)
        // As if it had always been ahead.
        clock.set(ahead: 4_200)
        #expect(age(start) == 30)
    }

    @Test("what is made in the second of a move is older or younger than it, as it was made before or after")
    func second() {
        let machine = MachineTime(start + 0.25)
        let clock = WorldClock.running { machine.now }
        let before = clock.clientSecond
        clock.advance(by: 7_200)
        machine.wait(0.25)
        let after = clock.clientSecond
        #expect(before == start && after == start + 1)
        #expect(clock.now(forWhatWasMadeAt: before) == start + 7_200.5)
        #expect(clock.now(forWhatWasMadeAt: after) == start + 0.5)
        machine.wait(3)
        #expect(clock.clientSecond == start + 3)
    }

    @Test("a running clock is the machine's")
    func machine() {
        let before = Date()
        #expect(WorldClock.running().now >= before)
    }

    @Test("of many advances the latest are remembered")
    func many() {
        let clock = WorldClock.running { [start] in start }
        for _ in 0..<1_500 { clock.advance(by: 1) }
        #expect(clock.ahead == 1_500)
        #expect(clock.now(forWhatWasMadeAt: start - 1) == start + 1_000)
    }

    @Test("advances from many tasks all count")
    func concurrent() async {
        let clock = WorldClock.standing(at: start)
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<100 { group.addTask { clock.advance(by: 1) } }
        }
        #expect(clock.now == start + 100)
    }
}
