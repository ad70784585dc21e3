import Synchronization
import TerminalUI
import Testing

@testable import Scenarios

@Suite("What a command in the runner's process writes")
struct EventListTests {
    @Test("is kept up to a limit, whichever stream it goes to; at the first byte beyond it the command is told")
    func limit() {
        let told = Mutex(0)
        let events = EventList(limit: 10)
        events.whenFull { told.withLock { $0 += 1 } }
        for event in [TerminalEvent.output("1234"), .spinner("56"), .spinnerEnded, .error("7890")] {
            events.append(event)
        }
        #expect(!events.isFull)
        events.append(.output("x"))
        events.append(.output("y"))
        #expect(events.isFull)
        #expect(told.withLock { $0 } == 1)
        #expect(events.all == [.output("1234"), .spinner("56"), .spinnerEnded, .error("7890"), .output("")])
        #expect(events.beginning(of: 5) == [.output("1234"), .spinner("5")])
    }

    @Test("one text that is too long is cut")
    func longText() {
        let events = EventList(limit: 3)
        events.append(.output("12345"))
        #expect(events.isFull)
        #expect(events.all == [.output("123")])
        let told = Mutex(false)
        events.whenFull { told.withLock { $0 = true } }
        #expect(told.withLock { $0 })
    }
}
