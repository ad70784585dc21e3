import Foundation
import Scenarios
import Testing

/// `drydock record` as a process on a terminal, where somebody types.
@Suite("drydock record on a terminal")
struct RecordingAtTerminalTests {
    /// Runs a command on a pseudo-terminal. The first argument has pairs of what is waited for and what is then typed, or
    /// the name of a signal that is sent. Prints how it ended, and what it had shown.
    private static let program = #"""
        import json, os, pty, signal, sys
        pid, terminal = pty.fork()
        if pid == 0:
            os.execvp(sys.argv[2], sys.argv[2:])
        shown, rest = b"", b""
        def more():
            global shown, rest
            try:
                part = os.read(terminal, 4096).replace(b"\r", b"")
            except OSError:
                part = b""
            shown, rest = shown + part, rest + part
            return part
        for expected, keys in json.loads(sys.argv[1]):
            while expected.encode() not in rest:
                if not more(): sys.exit("it ended before it showed %r:\n%s" % (expected, shown.decode()))
            rest = rest[rest.index(expected.encode()) + len(expected.encode()):]
            if keys.startswith("SIG"):
                os.kill(pid, getattr(signal, keys))
            else:
                os.write(terminal, keys.encode())
        while more(): pass
        print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
        print(shown.decode())
        """#

    private struct Recorded {
        let status: String
        let shown: String
        /// Nil where there is none.
        let page: String?
        /// What `drydock test` says of the page.
        let replay: String
        /// What is left in the folder for temporary files.
        let temporary: [String]
    }

    private func record(
        _ typed: [(String, String)],
        options: String = "",
        page: String = "page.md",
        files: [String: String] = [:]
    ) async throws -> Recorded {
        try await withTemporaryFolder { folder in
            for name in ["tmp", "pages", "worlds"] {
                try FileManager.default.createDirectory(atPath: folder + "/" + name, withIntermediateDirectories: false)
            }
            for (name, text) in files {
                try text.write(toFile: folder + "/" + name, atomically: true, encoding: .utf8)
            }
            try Self.program.write(toFile: folder + "/type.py", atomically: true, encoding: .utf8)
            let keys = String(decoding: try JSONEncoder().encode(typed.map { [$0.0, $0.1] }), as: UTF8.self)
            try keys.write(toFile: folder + "/keys.json", atomically: true, encoding: .utf8)
            let path = BuiltPrograms.folder + ":" + (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin")
            func run(_ command: String) async throws -> String {
                try await ShellProcess(
                    command: command,
                    variables: [
                        "PATH": path, "HOME": folder, "LANG": "C.UTF-8", "TMPDIR": folder + "/tmp", "TERM": "xterm",
                        "NO_COLOR": "1",
                    ],
                    workingDirectory: folder
                ).run().output
            }
            let output = try await run("python3 type.py \"$(cat keys.json)\" drydock record \(options) \(page)")
            return Recorded(
                status: output.split(separator: "\n").first.map(String.init) ?? "",
                shown: output,
                page: try? String(contentsOfFile: folder + "/" + page, encoding: .utf8),
                replay: PagesScript.withoutTimes(try await run("drydock test \(page)")),
                temporary: try FileManager.default.contentsOfDirectory(atPath: folder + "/tmp")
            )
        }
    }

    @Test("writes answers behind their prompts, corrected keys gone, and gives a step a terminal where it needs one")
    func answers() async throws {
        let recorded = try await record(
            [
                ("$ ", "zenml service-connector register --type aws -i -n\r"),
                ("connector: ", "aws-one\r"), ("[]: ", "The team's\r"), ("[aws]: ", "\r"),
                ("[]: ", "docker-registry\r"), ("[y/N]: ", "y\r"), ("[auto]: ", "\r"),
                ("$ ", "printf 'Name: '; read name; echo \"Hello, $name\"; cat\r"),
                ("\nName: ", "Aé\u{7F}xx\u{15}Ann\r"), ("Hello, Ann\n", "more\r"), ("more\n", "\u{4}"),
                ("$ ", "zenml service-connector list | wc -l | grep -c .\r"), ("$ ", "false\r"),
                ("$ ", "[ -t 1 ] && echo a terminal\r"), ("$ ", "date +%s%N\r"), ("$ ", "exit\r"),
            ],
            options: "--identity developer --region us-east-1"
        )
        let page = try #require(recorded.page)
        #expect(recorded.status == "0", "\(recorded.shown)")
        #expect(recorded.replay.hasPrefix("passed   page.md (6 steps)\n"), "\(recorded.replay)\n\(page)")
        #expect(page.contains("```console tty\n$ zenml service-connector register --type aws -i -n\n"))
        #expect(page.contains("description for the service connector []: «The team's»\n"))
        #expect(page.contains("type (aws) [aws]: «»\n"))
        let answered = """
            $ printf 'Name: '; read name; echo "Hello, $name"; cat
            Name: «Ann»
            Hello, Ann
            «more»
            more
            ```

            ```console
            $ zenml service-connector list | wc -l | grep -c .
            1
            $ false
            [exit 1]
            ```

            ```console tty
            $ [ -t 1 ] && echo a terminal
            a terminal
            ```

            ```console
            $ date +%s%N
            [..]
            ```

            """
        #expect(page.hasSuffix(answered), "\(page)")
        #expect(recorded.temporary == [])
    }

    @Test("Ctrl-C ends a command, which is left out, and drops a line at the prompt; Ctrl-D ends the recording")
    func interrupted() async throws {
        let recorded = try await record([
            ("$ ", "echo so; read x\r"), ("\nso\n", "\u{3}"), ("$ ", "echo dropped\u{3}"), ("\n$ ", "echo \\\r"),
            ("> ", "\u{3}"), ("\n$ ", "echo \\\r"), ("> ", "kept\r"), ("\nkept\n$ ", "\u{4}"),
        ])
        #expect(recorded.status == "0", "\(recorded.shown)")
        #expect(
            recorded.shown.contains(
                "`echo so; read x` is not on the page: it was interrupted, and a page has no key for that\n"
            )
        )
        #expect(recorded.page == "# page\n\n```console\n$ echo \\\nkept\nkept\n```\n")
        #expect(recorded.replay.hasPrefix("passed   page.md (1 step)\n"))
    }

    @Test("what is typed unseen is on the page by a name, where a command has shown it before, and else refused")
    func hidden() async throws {
        let ask = "stty -echo; printf 'Key: '; read k; stty echo; echo; echo \"it is $k\""
        let recorded = try await record([
            ("$ ", ask + "\r"), ("\nKey: ", "unknown-key\r"), ("$ ", "printf '%s-%s\\n' secret key\r"),
            ("\nsecret-key\n$ ", ask + "\r"), ("\nKey: ", "secret-key\r"), ("\nit is secret-key\n$ ", "exit\r"),
        ])
        #expect(recorded.status == "0", "\(recorded.shown)")
        #expect(recorded.shown.contains("is not on the page: it asked for something that is not shown"))
        #expect(
            recorded.page == """
                ---
                captures: [typed-1]
                ---
                # page

                ```console
                $ printf '%s-%s\\n' secret key
                <typed-1>
                ```

                ```console tty
                $ \(ask)
                Key: «<typed-1>»
                it is <typed-1>
                ```

                """
        )
        #expect(!recorded.shown.contains("unknown-key"))
        #expect(recorded.replay.hasPrefix("passed   page.md (2 steps)\n"), "\(recorded.replay)")
    }

    @Test(
        "a signal writes what was recorded by then and leaves no sandbox, at the prompt as well as in a command",
        arguments: [("SIGTERM", "143", "echo two; read x\r", "\ntwo\n"), ("SIGHUP", "129", "", "")]
    )
    func signalled(name: String, status: String, command: String, shown: String) async throws {
        let recorded = try await record([
            ("$ ", "echo one\r"), ("\none\n$ ", command), (shown, name),
        ])
        #expect(recorded.status == status, "\(recorded.shown)")
        #expect(recorded.shown.contains("recorded  page.md, which was not replayed: the recording was ended\n"))
        #expect(recorded.page == "# page\n\n```console\n$ echo one\none\n```\n")
        #expect(recorded.temporary == [])
    }

    @Test("the page names its world as it is reached from there")
    func world() async throws {
        let world = """
            accounts:
              "111122223333":
                users:
                  ann:
                    access_keys: [{id: AKIAIOSFODNN7EXAMPLE, secret: wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY}]
            """
        let recorded = try await record(
            [("$ ", "grep -c AKIAIOSFODNN7EXAMPLE .aws/credentials\r"), ("$ ", "exit\r")],
            options: "--world worlds/one.yaml --identity ann",
            page: "pages/page.md",
            files: ["worlds/one.yaml": world]
        )
        #expect(recorded.status == "0", "\(recorded.shown)")
        #expect(recorded.page?.hasPrefix("---\nworld: '../worlds/one.yaml'\nidentity: 'ann'\n---\n") == true)
        #expect(recorded.replay.hasPrefix("passed   pages/page.md (1 step)\n"))
    }
}
