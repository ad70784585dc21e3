import Testing

@testable import Scenarios

@Suite("drydock test --update")
struct PageUpdatingTests {
    @Test("rewrites all steps at once, and a second time nothing")
    func wholePage() async throws {
        let text = page(
            """
            $ echo 'took 3 s, 4 files'
            took [..] s, 5 files
            $ echo 'sha256:0123 twice'
            <digest> once
            $ printf 'a\\nb\\nc\\n'
            a
            ...
            x
            $ false
            $ echo same [..]
            same [..]
            """,
            matter: "captures: {digest: 'sha256:[0-9a-f]{4}'}"
        )
        try await PageFolder.with(["1.md": text]) { folder in
            let checked = try await folder.test("--update", "--check", "1.md")
            #expect(checked.status == 1)
            #expect(checked.lines.last == "would change  1.md (4 steps)")
            #expect(try folder.text("1.md") == text)
            let first = try await folder.test("--update", "1.md")
            #expect(first.lines.last == "updated  1.md (4 steps)")
            let updated = try folder.text("1.md")
            #expect(updated.contains("took [..] s, 4 files\n"))
            #expect(updated.contains("\n<digest> twice\n"))
            #expect(updated.contains("\na\n...\n$ false\n[exit 1]\n"))
            let second = try await folder.test("--update", "1.md")
            #expect(second.status == 0, "\(second.lines)")
            #expect(try folder.text("1.md") == updated)
            #expect(try await folder.test("--update", "--check", "1.md").status == 0)
        }
    }

    @Test("keeps line ends, a mark at the start, and an end without a newline")
    func bytes() async throws {
        let text = "\u{FEFF}# Page\r\n\nprose \r\n```console\r\n$ echo so\r\nno\r\n```\r\nend"
        try await PageFolder.with(["1.md": text]) { folder in
            _ = try await folder.test("--update", "1.md")
            #expect(try folder.text("1.md") == text.replacing("\r\nno\r\n", with: "\r\nso\r\n"))
        }
    }

    @Test("of a page with a matrix writes what all rows show, values by their names, and leaves the rest")
    func matrix() async throws {
        let text = page(
            "$ echo 'at ${{ r }} now'\nin ${{ r }} now\n$ echo ${{ n }}\n0",
            matter: "matrix:\n- {r: east, n: 1}\n- {r: west, n: 2}"
        )
        try await PageFolder.with(["1.md": text]) { folder in
            let result = try await folder.test("--update", "1.md")
            let reason = "it does not always show the same; write by hand what its playings have in common"
            #expect(result.lines.suffix(2) == ["left as is  1.md:11: \(reason)", "updated  1.md (1 step)"])
            #expect(try folder.text("1.md") == text.replacing("in ${{ r }} now", with: "at ${{ r }} now"))
        }
    }

    @Test("leaves a step as it is where nothing else shows a name that the page declares")
    func names() async throws {
        let text = page("$ echo one\n<a>\n$ true\n<b> x\n$ echo 3\n4", matter: "captures: [a, b]")
        try await PageFolder.with(["1.md": text]) { folder in
            let result = try await folder.test("--update", "1.md")
            let reason = "its output shows <b> no more, which the page needs; take the name out of it first"
            #expect(result.lines.suffix(2) == ["left as is  1.md:9: \(reason)", "updated  1.md (1 step)"])
            #expect(try folder.text("1.md") == text.replacing("\n4\n", with: "\n3\n"))
            #expect(try await folder.test("--check-format", "1.md").status == 0)
        }
    }

    @Test("writes no secret")
    func secrets() async throws {
        let world = """
            accounts:
              "111122223333":
                users:
                  ann:
                    access_keys: [{id: AKIAIOSFODNN7EXAMPLE, secret: wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY}]
            """
        let text = page("$ grep secret .aws/credentials", matter: "world: world.yaml\nidentity: ann")
        try await PageFolder.with(["1.md": text, "world.yaml": world]) { folder in
            let result = try await folder.test("--update", "1.md")
            #expect(!result.lines.contains { $0.contains("wJalr") })
            #expect(try folder.text("1.md").contains("\naws_secret_access_key = [..]\n"))
            #expect(try await folder.test("1.md").status == 0)
        }
    }

    @Test("and its companions are refused where they mean nothing")
    func refused() async throws {
        try await PageFolder.with(["1.md": page("$ true")]) { folder in
            let alone = try await folder.test("--check", "1.md")
            #expect(
                alone.lines == [
                    "Error: --check belongs to --update; --check-format looks at the pages' form alone"
                ]
            )
            let both = try await folder.test("--update", "--check-format", "1.md")
            #expect(both.status == 2)
        }
    }
}
