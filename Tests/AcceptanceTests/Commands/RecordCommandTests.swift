import Foundation
import Scenarios
import Testing

/// `drydock record` as a process, with commands piped to it.
@Suite("drydock record")
struct RecordCommandTests {
    private func run(_ script: String) async throws -> ShellProcess.Result {
        try await withTemporaryFolder { folder in
            try FileManager.default.createDirectory(atPath: folder + "/tmp", withIntermediateDirectories: false)
            let path = BuiltPrograms.folder + ":" + (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin")
            return try await ShellProcess(
                command: script,
                variables: ["PATH": path, "HOME": folder, "LANG": "C.UTF-8", "TMPDIR": folder + "/tmp"],
                workingDirectory: folder
            ).run()
        }
    }

    @Test("writes a page that passes: statuses, lines that mean something on a page, what changes, and no secret")
    func replays() async throws {
        let result = try await run(
            #"""
            cat > commands <<'END'
            echo 'two words' \
              'on a line'

            printf '$ a\n...\n[..]\n⠸ b\nName: «c»\n[exit 1]\n````\n'; exit 3
            cat /proc/sys/kernel/random/uuid; date +%s%N
            zenml service-connector register one --type aws --resource-type docker-registry --auto-configure
            grep secret ~/.aws/credentials
            exit
            echo not this
            END
            drydock record --identity developer --region us-east-1 page.md < commands > log; echo "status $?"
            tail -n 1 log
            cat page.md
            drydock test page.md
            ls tmp
            """#
        )
        let output = PagesScript.withoutTimes(result.output)
        #expect(
            output.hasPrefix(
                "status 0\nrecorded  page.md\n---\nidentity: 'developer'\nregion: 'us-east-1'\n---\n# page\n"
            )
        )
        #expect(
            output.hasSuffix("passed   page.md (5 steps)\n1 scenario: 1 passed, 0 failed, 0 skipped\n"),
            "\(output)"
        )
        #expect(output.contains("$ echo 'two words' \\\n  'on a line'\ntwo words on a line\n"))
        #expect(output.contains("\n\\$ a\n\\...\n\\[..]\n[..] b\nName: «c[..]\n[..]exit 1]\n````\n[exit 3]\n"))
        #expect(output.contains("\naws_secret_access_key = [..]\n"))
        #expect(!output.contains("not this"))
    }

    @Test("refuses a page that exists, one that is not a page, an empty recording, and a folder that is not there")
    func refused() async throws {
        let result = try await run(
            """
            echo kept > page.md
            echo true | drydock record page.md; echo "status $?"; cat page.md
            echo true | drydock record page.txt; echo "status $?"
            drydock record new.md < /dev/null; echo "status $?"
            echo true | drydock record no/folder.md; echo "status $?"; ls
            """
        )
        #expect(
            result.output == """
                Error: page.md exists; name another page, or remove it
                status 2
                kept
                Error: the page's name 'page.txt' does not end in .md
                status 2
                Error: nothing was recorded, so there is no page
                status 2
                Error: no/folder.md cannot be written; check its folder
                status 2
                page.md
                tmp

                """
        )
    }
}
