import Foundation
import TestSupport
import Testing

/// `drydock test` as a process.
@Suite("drydock test")
struct TestCommandTests {
    private static let signals: [(name: String, status: Int32)] = [("INT", 130), ("TERM", 143), ("HUP", 129)]

    private func run(_ script: String, pages: [String: String]) async throws -> PagesScript.Result {
        try await PagesScript.run(script, pages: pages)
    }

    private func page(_ steps: String) -> String { "# Page\n\n```console\n\(steps)\n```\n" }

    /// A page that passes, one whose step tells that it has begun and goes on for long, with a process that put itself
    /// elsewhere, and one more.
    private var pages: [String: String] {
        let long = "echo $$ > FOLDER/pids; setsid sh -c 'echo $$ >> FOLDER/pids; echo > FOLDER/begun; exec sleep 600'"
        return ["1.md": page("$ echo so\nso"), "2.md": page("$ " + long), "3.md": page("$ true")]
    }

    /// Starts `drydock test` as the leader of a group of its own, and goes on when the long step has begun.
    private static let begin = """
        mkfifo begun
        setsid drydock test --jobs 1 1.md 2.md 3.md > report 2>&1 & test=$!
        read line < begun
        """
    /// Waits until the processes of the long step are gone; where they stay, the script's time runs out.
    private static let gone = "for pid in $(cat pids); do while kill -0 $pid 2> /dev/null; do :; done; done"

    @Test(
        "a signal, to the process or to its group, ends the step with all that it started, and the report is printed",
        arguments: signals,
        ["$test", "-$test"]
    )
    func interrupted(signal: (name: String, status: Int32), receiver: String) async throws {
        let result = try await run(
            """
            \(Self.begin)
            kill -s \(signal.name) -- \(receiver)
            wait $test; echo "status $?"
            for pid in $(cat pids); do kill -0 $pid 2> /dev/null && echo "$pid is there"; done
            ls tmp
            sed 's/: .*//' report
            tail -n 2 report
            """,
            pages: pages
        )
        #expect(
            result.output == """
                status \(signal.status)
                passed   1.md (1 step)
                stopped  2.md:4
                3 scenarios
                Interrupted
                3 scenarios: 1 passed, 0 failed, 0 skipped, 2 not played to the end
                Interrupted: what had not been played by then is not in this report.

                """
        )
    }

    @Test("a second signal ends it at once, the steps all the same, and the next run removes what is left")
    func interruptedTwice() async throws {
        let result = try await run(
            """
            \(Self.begin)
            kill -TERM $test; kill -INT $test
            wait $test; status=$?
            [ $status = 143 ] || [ $status = 130 ] || echo "status $status"
            \(Self.gone)
            drydock test 1.md
            ls tmp
            """,
            pages: pages
        )
        #expect(result.output == "passed   1.md (1 step)\n1 scenario: 1 passed, 0 failed, 0 skipped\n")
    }

    @Test(
        "of a killed one the steps end all the same, and the next run removes what is left",
        arguments: ["$test", "-$test"]
    )
    func killed(receiver: String) async throws {
        let result = try await run(
            """
            \(Self.begin)
            kill -s KILL -- \(receiver)
            wait $test 2> /dev/null; echo "status $?"
            \(Self.gone)
            ls tmp | sed 's/-[^-]*$//' | sort -u
            drydock test 1.md
            ls tmp
            """,
            pages: pages
        )
        let report = "passed   1.md (1 step)\n1 scenario: 1 passed, 0 failed, 0 skipped\n"
        #expect(result.output == "status 137\ndrydock-test\n" + report)
    }

    @Test("a signal that was ignored from the start is ignored: nohup")
    func ignored() async throws {
        let result = try await run(
            """
            mkfifo begun go
            nohup drydock test 1.md > report 2> /dev/null & test=$!
            read line < begun
            kill -HUP $test; echo > go
            wait $test; echo "status $?"
            """,
            pages: ["1.md": page("$ echo > FOLDER/begun; read line < FOLDER/go")]
        )
        #expect(result.output == "status 0\n")
    }

    @Test("a step that writes without end fails, is ended, and an update leaves its page as it is")
    func endlessOutput() async throws {
        let result = try await run(
            "drydock test --update 1.md; echo \"status $?\"; ls tmp; cat 1.md",
            pages: ["1.md": page("$ yes")]
        )
        let lines = result.output.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        #expect(
            lines.prefix(3) == [
                "FAILED   1.md:4: $ yes",
                "    it wrote more than 16 MB, standard output and error together, and was stopped",
                "      ⋮ (32748 more lines)",
            ]
        )
        #expect(lines.dropFirst(3).prefix(20).allSatisfy { $0 == "      y" })
        #expect(
            lines.dropFirst(23) == [
                "1 scenario: 0 passed, 1 failed, 0 skipped", "left as is  1.md:4: the step was not run to its end",
                "status 1", "# Page", "", "```console", "$ yes", "```", "",
            ]
        )
    }

    @Test("a file is not written through a link that the page made; page, line and name are said")
    func fileThroughLink() async throws {
        let steps = page("$ ln -s FOLDER/outside link; ln -s FOLDER/outside/other.txt new.txt")
        for name in ["link/new.txt", "new.txt"] {
            let result = try await run(
                "mkdir outside; drydock test 1.md; echo \"status $?\"; ls outside tmp/drydock-test* 2> /dev/null",
                pages: ["1.md": steps + "\n```text file=\(name)\nx\n```\n"]
            )
            let link = name == "new.txt" ? "home/new.txt" : "home/link"
            #expect(
                result.output == """
                    wrong    1.md:7:1: file=\(name) cannot be written into the sandbox's home: \(link) is a symbolic link or \
                    no folder, and nothing is written through one
                    1 scenario: 0 passed, 0 failed, 0 skipped, 1 wrong
                    status 2
                    outside:

                    """
            )
        }
    }

    @Test("a signal ends a command that runs in the runner's own process, too: one that waits for an answer of AWS's")
    func interruptedInProcess() async throws {
        let listener = """
            import socket
            server = socket.create_server(("127.0.0.1", 0))
            open("port", "w").write("%d\\n" % server.getsockname()[1])
            connection, _ = server.accept()
            open("begun", "w").write("\\n")
            while connection.recv(65536): pass
            """
        let register =
            "zenml service-connector register one --type aws --resource-type docker-registry --auto-configure"
        let file = "```ini file=.aws/config\n[default]\nregion = us-east-1\nendpoint_url = http://127.0.0.1:PORT\n```\n"
        let world = ProjectFolder.path("fixtures/ml-team.yaml")
        let result = try await run(
            """
            mkfifo begun port
            python3 listener.py & listener=$!
            read number < port
            sed -i "s/PORT/$number/" 1.md
            setsid drydock test 1.md > report 2>&1 & test=$!
            read line < begun
            kill -s INT $test
            wait $test; echo "status $?"
            wait $listener
            ls tmp
            sed 's/: .*//' report
            """,
            pages: [
                "1.md": "---\nworld: \(world)\nidentity: stefan\n---\n" + file + page("$ " + register),
                "listener.py": listener,
            ]
        )
        #expect(
            result.output == """
                status 130
                stopped  1.md:13
                1 scenario
                Interrupted

                """
        )
    }

    /// A client that is not ours: a script that says how it was run, and asks a name.
    private static let client = """
        #!/bin/sh
        if [ "$*" = "stack get" ]; then echo "Initializing" | tee -a "$HOME/log"; exit 0; fi
        echo "$# $2 in $HOME, $COLUMNS wide"
        [ -f "$AWS_CA_BUNDLE" ] && echo "through $HTTPS_PROXY"
        printf 'Name: '; read -r name; echo "Hello, $name"
        [ "$2" != fail ] || exit 3

        """

    @Test(
        "another program is the client: in the sandbox, with its proxy and CA, in shells too, and after its first run"
    )
    func otherClient() async throws {
        let steps = """
            $ zenml ask 'two words'
            2 two words in /home/user, 170 wide
            through http://[..]
            Name: «Stefan»
            Hello, Stefan
            $ zenml ask more | head -n 1
            2 more in /home/user, 170 wide
            $ cat log
            Initializing
            $ zenml ask fail
            ...
            [exit 3]
            $ drydock events
            """
        let result = try await run(
            "chmod +x client; drydock test --client zenml=client 1.md; echo \"status $?\"; ls tmp",
            pages: ["1.md": page(steps), "client": Self.client]
        )
        #expect(
            result.output == "passed   1.md (5 steps)\n1 scenario: 1 passed, 0 failed, 0 skipped\nstatus 0\n"
        )
    }

    @Test("a page with a clock is not for another client; the line of its first command is named")
    func otherClientWithClock() async throws {
        let clock = "---\nclock: 2024-05-14T09:30:00Z\n---\n"
        let result = try await run(
            "chmod +x client; drydock test --client zenml=FOLDER/client 1.md; echo \"status $?\"; drydock test 1.md"
                .replacing("FOLDER", with: "$HOME"),
            pages: ["1.md": clock + page("$ drydock events\n$ zenml --version\n..."), "client": Self.client]
        )
        #expect(
            result.output == """
                wrong    1.md:8:1: `zenml --version` is run by the program that --client names, which lives in real time: \
                take `clock:` out of the front matter, or the step away
                1 scenario: 0 passed, 0 failed, 0 skipped, 1 wrong
                status 2
                passed   1.md (2 steps)
                1 scenario: 1 passed, 0 failed, 0 skipped

                """
        )
    }

    @Test(
        "a client that is not a program is refused",
        arguments: ["zenml", "zenml=nowhere", "zenml=tmp", "../zenml=client", "=client"]
    )
    func noClient(option: String) async throws {
        let result = try await run(
            "chmod +x client; drydock test --client \(option) 1.md; echo \"status $?\"",
            pages: ["1.md": page("$ true"), "client": Self.client]
        )
        #expect(
            result.output == """
                Error: --client \(option) names no program: write NAME=PATH, such as zenml=PATH, where PATH is a file \
                that can be run
                status 2

                """
        )
    }

    @Test("an answer that nothing asks for, and a prompt without an answer, fail their step with the reason")
    func answers() async throws {
        let result = try await run(
            "drydock test 1.md | head -n 2",
            pages: ["1.md": page("$ zenml --version\nzenml, version 0.63.0\nSure? «y»")]
        )
        #expect(
            result.output == """
                FAILED   1.md:4: $ zenml --version
                    the answer of line 6 was not read: nothing asked for it

                """
        )
    }
}
