import Glibc
import StandardStreams
import Synchronization
import TerminalUI
import Testing

/// A keyboard on a terminal that is none's: its other end is this test's.
@Suite("The keyboard")
struct KeyboardTests {
    private struct Ends {
        let typist: Int32
        let terminal: Int32

        init() throws {
            typist = open("/dev/ptmx", O_RDWR | O_NOCTTY)
            try #require(typist >= 0)
            // Linux's own names for what the C library's functions for pseudo-terminals do: TIOCSPTLCK and TIOCGPTN.
            var lock: Int32 = 0
            var number: UInt32 = 0
            try #require(ioctl(typist, 0x4004_5431, &lock) == 0 && ioctl(typist, 0x8004_5430, &number) == 0)
            terminal = open("/dev/pts/\(number)", O_RDWR | O_NOCTTY)
            try #require(terminal >= 0)
        }

        func type(_ text: String) {
            let bytes = Array(text.utf8)
            _ = write(typist, bytes, bytes.count)
        }

        /// The flags of lines, echo and signals that are set.
        var flags: tcflag_t {
            var modes = termios()
            tcgetattr(terminal, &modes)
            return modes.c_lflag & tcflag_t(ICANON | ECHO | ISIG)
        }

        func close() {
            Glibc.close(typist)
            Glibc.close(terminal)
        }
    }

    private static let all = tcflag_t(ICANON | ECHO | ISIG)

    private func terminal(_ input: TerminalInput, _ shown: @escaping @Sendable (String) -> Void) -> Terminal {
        Terminal(width: 80, isInteractive: true, usesColour: false, input: input) { event in
            if case .output(let text) = event { shown(text) }
        }
    }

    /// The keyboard at `ends`, on which `text` is typed as soon as it is waited for: what is typed before the modes are
    /// set means something else.
    private func source(at ends: Ends, typing text: String, _ look: @escaping @Sendable () -> Void = {}) -> ByteSource {
        let source = Keyboard(descriptor: ends.terminal).source
        return ByteSource(
            read: {
                look()
                ends.type(text)
                return await source.read()
            },
            setMode: source.setMode
        )
    }

    @Test("keys come one by one while a question is asked, and the terminal's modes are set back afterwards")
    func keys() async throws {
        let ends = try Ends()
        defer { ends.close() }
        let flags = Mutex<tcflag_t?>(nil)
        let source = source(at: ends, typing: "ac\u{1B}[Db\r") { flags.withLock { $0 = ends.flags } }
        #expect(try await terminal(.edited(source)) { _ in }.ask(.text("Name")) == "abc")
        #expect(flags.withLock { $0 } == 0)
        #expect(ends.flags == Self.all)
    }

    @Test("Ctrl-C and Ctrl-D abort a question, with the terminal's modes set back", arguments: ["x\u{3}", "\u{4}"])
    func aborted(keys: String) async throws {
        let ends = try Ends()
        defer { ends.close() }
        let terminal = terminal(.edited(source(at: ends, typing: keys))) { _ in }
        await #expect(throws: PromptAborted(endsLine: true)) { try await terminal.ask(.text("Name", isHidden: true)) }
        #expect(ends.flags == Self.all)
    }

    @Test("where the terminal edits its lines, a hidden answer is not echoed, and the modes are set back")
    func hiddenLine() async throws {
        let ends = try Ends()
        defer { ends.close() }
        let flags = Mutex<tcflag_t?>(nil)
        let source = source(at: ends, typing: "secret\n") { flags.withLock { $0 = ends.flags } }
        let terminal = terminal(.lines(of: source, isTerminal: true)) { #expect(!$0.contains("secret")) }
        #expect(try await terminal.ask(.text("Key", isHidden: true)) == "secret")
        #expect(flags.withLock { $0 } == tcflag_t(ICANON | ISIG))
        #expect(ends.flags == Self.all)
    }

    @Test("a process that ends meanwhile sets the modes back")
    func restored() throws {
        let ends = try Ends()
        defer { ends.close() }
        let keyboard = Keyboard(descriptor: ends.terminal)
        keyboard.source.setMode(.keys)
        #expect(ends.flags == 0)
        keyboard.source.setMode(.keys)
        keyboard.restore()
        #expect(ends.flags == Self.all)
    }

    @Test("a pipe is read to its end")
    func pipe() async throws {
        var descriptors: [Int32] = [0, 0]
        try #require(Glibc.pipe(&descriptors) == 0)
        _ = write(descriptors[1], "one\ntwo", 7)
        close(descriptors[1])
        defer { close(descriptors[0]) }
        let keyboard = Keyboard(descriptor: descriptors[0])
        #expect(!keyboard.isTerminal)
        let terminal = terminal(.lines(of: keyboard.source, isTerminal: false)) { _ in }
        #expect(try await terminal.ask(.text("First")) == "one")
        #expect(try await terminal.ask(.text("Second")) == "two")
        await #expect(throws: PromptAborted(endsLine: false)) { try await terminal.ask(.text("Third")) }
    }
}
