import Foundation
import TestSupport
import Testing

/// The options of `drydock test` that say how often, in which order and with which programs pages are played.
@Suite("drydock test: its runs")
struct RunOptionsTests {
    private func page(_ steps: String) -> String { "# Page\n\n```console\n\(steps)\n```\n" }

    /// Fails the first time that it is played, and passes from then on.
    private var flaky: String {
        page("$ if [ -e FOLDER/once ]; then echo fine; else touch FOLDER/once; echo no; fi\nfine")
    }

    @Test("a page that passes when it is tried again is flaky: that is not a failure unless the run says so")
    func retries() async throws {
        let script = """
            for option in "" --fail-flaky; do
                rm -f once; drydock test a.md --retries 2 $option; echo "status $?"
            done
            """
        let result = try await PagesScript.run(script, pages: ["a.md": flaky])
        let run = """
            FLAKY    a.md (1 step): failed once before
            1 scenario: 0 passed, 0 failed, 0 skipped, 1 flaky

            """
        #expect(result.output == run + "status 0\n" + run + "status 1\n")
    }

    @Test("a page that fails every time was tried as often as it may be")
    func retriesInVain() async throws {
        let result = try await PagesScript.run(
            "drydock test a.md --retries 2 | tail -n 1; wc -l < log",
            pages: ["a.md": page("$ echo >> FOLDER/log; false")]
        )
        #expect(result.output == "1 scenario: 0 passed, 1 failed, 0 skipped\n3\n")
    }

    @Test("nothing is begun after a failure where the run ends at the first")
    func failFast() async throws {
        let pages = ["1.md": page("$ true"), "2.md": page("$ false"), "3.md": page("$ touch FOLDER/played")]
        let result = try await PagesScript.run(
            "drydock test --jobs 1 --fail-fast 1.md 2.md 3.md | tail -n 1; ls",
            pages: pages
        )
        #expect(
            result.output
                == "3 scenarios: 1 passed, 1 failed, 0 skipped, 1 not begun\n1.md\n2.md\n3.md\ntmp\n"
        )
    }

    @Test("--failed plays what failed last, until nothing does")
    func failed() async throws {
        let result = try await PagesScript.run(
            """
            drydock test --failed a.md b.md; echo "status $?"
            drydock test a.md b.md > /dev/null; echo "status $?"
            drydock test --failed a.md b.md
            drydock test --failed a.md b.md; echo "status $?"
            """,
            pages: ["a.md": page("$ true"), "b.md": flaky]
        )
        #expect(
            result.output == """
                Error: --failed finds no earlier run of this folder; leave it out once
                status 2
                status 1
                passed   b.md (1 step)
                1 scenario: 1 passed, 0 failed, 0 skipped
                No page failed when it was played last.
                status 0

                """
        )
    }

    @Test("pages are repeated in an order that a seed decides, and the seed is said")
    func shuffled() async throws {
        let script = """
            drydock test --jobs 1 --shuffle --repeat 3 1.md 2.md 3.md > first
            seed=$(sed -n 's/.*--seed \\([0-9]*\\) .*/\\1/p' first)
            mv log order; drydock test --jobs 1 --shuffle --seed $seed --repeat 3 1.md 2.md 3.md | tail -n 1
            cmp log order && sort log | uniq -c
            """
        let pages = (1...3).map { ("\($0).md", page("$ echo \($0) >> FOLDER/log")) }
        let result = try await PagesScript.run(script, pages: Dictionary(uniqueKeysWithValues: pages))
        let lines = result.output.split(separator: "\n").map { $0.drop { $0 == " " } }
        #expect(lines == ["9 scenarios: 9 passed, 0 failed, 0 skipped", "3 1", "3 2", "3 3"])
    }

    @Test("a page is played again when it, a page's world or a new page changes, until a signal comes")
    func watch() async throws {
        let script = """
            mkfifo told; mkdir pages; mv 1.md 2.md pages
            drydock test --jobs 1 --watch pages > told & test=$!
            exec 3< told
            next() { while read -r line <&3; do
                case "$line" in Watching*) echo "$line"; return;; "") ;; *) echo "$line";; esac
            done; }
            next
            sed -i 's/so/so/' pages/1.md; next
            echo '# a comment' >> world.yaml; next
            cp pages/1.md pages/3.md; next
            kill -INT $test; wait $test; echo "status $?"; ls tmp
            """
        let pages = [
            "1.md": page("$ echo so\nso"), "2.md": "---\nworld: ../world.yaml\n---\n" + page("$ true"),
            "world.yaml": "accounts:\n",
        ]
        let world = ProjectFolder.url.appending(path: "fixtures/ml-team.yaml")
        let text = try String(contentsOf: world, encoding: .utf8)
        let result = try await PagesScript.run(script, pages: pages.merging(["world.yaml": text]) { _, other in other })
        let one = "1 scenario: 1 passed, 0 failed, 0 skipped\n"
        #expect(
            result.output == """
                passed   pages/1.md (1 step)
                passed   pages/2.md (1 step)
                2 scenarios: 2 passed, 0 failed, 0 skipped
                Watching 3 files; Ctrl-C ends it.
                passed   pages/1.md (1 step)
                \(one)Watching 3 files; Ctrl-C ends it.
                passed   pages/2.md (1 step)
                \(one)Watching 3 files; Ctrl-C ends it.
                passed   pages/3.md (1 step)
                \(one)Watching 4 files; Ctrl-C ends it.
                status 130

                """
        )
    }

    @Test("any program can be replaced, in shells too; the emulator's own cannot")
    func programs() async throws {
        let result = try await PagesScript.run(
            """
            chmod +x other; drydock test --client aws=other --client crane=other 1.md; echo "status $?"
            drydock test --client drydock=other 1.md; echo "status $?"
            drydock test --client aws=other --client aws=other 1.md; echo "status $?"
            """,
            pages: [
                "1.md": "---\nrequires: crane\n---\n" + page("$ aws one | cat\nother one\n$ crane two\nother two"),
                "other": "#!/bin/sh\necho other $*\n",
            ]
        )
        #expect(
            result.output == """
                passed   1.md (2 steps)
                1 scenario: 1 passed, 0 failed, 0 skipped
                status 0
                Error: --client drydock=other: drydock looks into the emulator, and nothing can stand in for it
                status 2
                Error: --client names aws twice; leave one of them out
                status 2

                """
        )
    }

    @Test("a page passes with the least privilege of its identity, and not with any less")
    func leastPrivilege() async throws {
        let world = """
            accounts:
              "715803424590":
                users:
                  ravi:
                    policies: [AdministratorAccess]
                    access_keys: [{id: AKIADRYDOCKLEASTRAVI, secret: drydock/EXAMPLE/secret/key/of/ravi/}]
                regions: {us-east-1: {repositories: {app: {}}}}

            """
        let front = "---\nworld: world.yaml\nidentity: ravi\nregion: us-east-1\n---\n"
        let connector =
            "$ zenml service-connector register c --type aws --auth-method secret-key "
            + "--resource-type docker-registry --auto-configure\n...\nSuccessfully [..]\n...\n"
        let result = try await PagesScript.run(
            """
            drydock test --least-privilege ravi 1.md 2.md; echo "status $?"
            drydock test --least-privilege ravi 3.md | head -n 1
            drydock test --least-privilege eve 2.md; echo "status $?"
            drydock test --least-privilege ravi --update 1.md; echo "status $?"
            """,
            pages: [
                "world.yaml": world, "1.md": front + page(connector + "$ drydock images app\n..."),
                "2.md": front + page("$ drydock images app\n..."), "3.md": front + page("$ echo no\nyes"),
            ]
        )
        #expect(
            result.output == """
                proven   1.md (1 statement)
                    {
                      "Version": "2012-10-17",
                      "Statement": [
                        {
                          "Effect": "Allow",
                          "Action": "ecr:DescribeRepositories",
                          "Resource": "arn:aws:ecr:us-east-1:715803424590:repository/*"
                        }
                      ]
                    }
                    without ecr:DescribeRepositories on arn:aws:ecr:us-east-1:715803424590:repository/* it fails: \
                1.md:9: $ zenml service-connector register c --type aws --auth-method secret-key --resource-type docker-registry --auto-configure
                unused   2.md needs no policy of ravi's
                2 scenarios with the least privilege of ravi: 2 passed, 0 failed
                status 0
                FAILED   3.md: 3.md:9: $ echo no
                FAILED   2.md: the world has no user or role 'eve'; see what it has with drydock iam show
                1 scenario with the least privilege of eve: 0 passed, 1 failed
                status 2
                Error: --least-privilege and --update do not go together; leave one of them out
                status 2

                """
        )
    }

    @Test("a page is played with both programs, and each step that they show differently is told")
    func compare() async throws {
        let other = """
            #!/bin/sh
            [ "$1" = stack ] && exit 0
            [ "$1" = --version ] && { echo "zenml, version 0.63.0"; exit 0; }
            echo "no"; exit 3

            """
        let result = try await PagesScript.run(
            """
            chmod +x other; drydock test --jobs 1 --compare zenml=other 1.md 2.md 3.md; echo "status $?"
            drydock test --compare zenml=other --watch 1.md; echo "status $?"
            """,
            pages: [
                "1.md": page("$ zenml --version\nzenml, version 0.63.0"),
                "2.md": page("$ zenml --version\n...\n$ zenml nothing\n...\n[exit ..]\n$ zenml version\nyes"),
                "3.md": "---\nclock: 2024-05-14T09:30:00Z\n---\n" + page("$ zenml --version\n..."), "other": other,
            ]
        )
        let lines = result.output.split(separator: "\n").map(String.init)
        #expect(lines.first == "same     1.md (1 step)")
        #expect(lines.contains("DIFFERS  2.md:9: $ zenml version") && lines.contains("    + no"))
        #expect(!result.output.contains("zenml nothing"))
        #expect(lines.contains { $0.hasPrefix("left out 3.md: 3.md:7:1: ") })
        #expect(
            lines.suffix(4) == [
                "3 scenarios with and without zenml=other: 1 the same, 1 different, 1 not compared", "status 1",
                "Error: --compare and --watch do not go together; leave one of them out", "status 2",
            ]
        )
    }
}
