import AWSCore
import AWSProtocols
import Determinism
import Images
import RegistryService
import Testing

@Suite("The registry's lists")
struct ListRouteTests {
    /// Everything of a list, page by page.
    ///
    /// - Parameter list: the member of the pages that has the elements.
    private func pages(
        _ registry: TestRegistry,
        _ target: String,
        _ list: String,
        atMost size: Int
    ) async throws -> [JSONValue] {
        var found: [JSONValue] = []
        var target = target
        for _ in 0..<200 {
            let answer = try await registry.send("GET", target)
            #expect(answer.status == 200)
            let elements = try #require(answer.json[list]?.array)
            #expect(elements.count <= size)
            found += elements
            guard answer.headers["Link"] != nil else { return found }
            #expect(!elements.isEmpty)
            target = try #require(answer.next)
        }
        Issue.record("the pages do not end")
        return found
    }

    // MARK: Tags

    @Test("of tags has the repository's name, and ECR calls it text", arguments: RegistryDialect.allCases)
    func tags(dialect: RegistryDialect) async throws {
        let registry = try TestRegistry(dialect)
        let empty = try await registry.send("GET", "/v2/app/tags/list")
        #expect(empty.status == 200)
        #expect(empty.json == ["name": "app", "tags": []])
        let type = dialect == .ecr ? "text/plain; charset=utf-8" : "application/json; charset=utf-8"
        #expect(empty.headers["Content-Type"] == type)
        for tag in ["b", "a", "B"] {
            try await registry.put(TestManifest.index(note: tag), as: tag)
            registry.clock.advance(by: 1)
        }
        let answer = try await registry.send("GET", "/v2/app/tags/list")
        #expect(answer.json == ["name": "app", "tags": dialect == .ecr ? ["b", "a", "B"] : ["B", "a", "b"]])
        #expect(answer.headers["Link"] == nil)
    }

    @Test("of tags is paged without loss and without doubles", arguments: RegistryDialect.allCases, [1, 2, 7, 25, 26])
    func tagPages(dialect: RegistryDialect, size: Int) async throws {
        let registry = try TestRegistry(dialect)
        for number in 0..<25 {
            // Two tags of one image, among them, and images of one moment.
            try await registry.put(TestManifest.index(note: "\(number / 2)"), as: "t\(number)")
            if number % 3 == 0 { registry.clock.advance(by: 1) }
        }
        try await registry.put(TestManifest.index(note: "untagged"))
        let found = try await pages(registry, "/v2/app/tags/list?n=\(size)", "tags", atMost: size)
        #expect(found.count == 25)
        #expect(Set(found.compactMap(\.string)) == Set((0..<25).map { "t\($0)" }))
    }

    @Test("of tags goes on after a tag, there or not, in the specification")
    func last() async throws {
        let registry = try TestRegistry(.oci)
        for tag in ["a", "b", "d"] { try await registry.put(TestManifest.index(), as: tag) }
        for (query, tags, link) in [
            ("?last=b", ["d"], nil), ("?last=c", ["d"], nil), ("?last=d", [], nil), ("?last=zzz", [], nil),
            ("?last=", ["a", "b", "d"], nil), ("?n=2&last=", ["a", "b"], "b"), ("?n=1&last=a", ["b"], "b"),
            ("?last=%27%20OR%201=1", ["a", "b", "d"], nil), ("?last=%00", ["a", "b", "d"], nil),
        ] as [(String, [String], String?)] {
            let answer = try await registry.send("GET", "/v2/app/tags/list" + query)
            #expect(answer.json["tags"]?.array?.map(\.string) == tags)
            let size = query.contains("n=2") ? 2 : 1
            let next = link.map { "</v2/app/tags/list?last=\($0)&n=\(size)>; rel=\"next\"" }
            #expect(answer.headers["Link"]?.replacing(TestRegistry.origin, with: "") == next)
        }
    }

    @Test("of a hundred and more comes in two pages in ECR")
    func usualSize() async throws {
        let registry = try TestRegistry(.ecr)
        for number in 0...100 { try await registry.put(TestManifest.index(), as: "t\(number)") }
        let first = try await registry.send("GET", "/v2/app/tags/list")
        #expect(first.json["tags"]?.array?.count == 100)
        let next = try #require(first.next)
        #expect(next.hasPrefix("/v2/app/tags/list?last="))
        #expect(next.hasSuffix("&n=100"))
        let second = try await registry.send("GET", next)
        #expect(second.json["tags"]?.array?.count == 1)
        #expect(second.headers["Link"] == nil)
    }

    // MARK: Repositories

    @Test("of repositories is by name, page by page", arguments: RegistryDialect.allCases, [1, 2, 3, 4])
    func repositories(dialect: RegistryDialect, size: Int) async throws {
        let registry = try TestRegistry(dialect)
        let all = try await registry.send("GET", "/v2/_catalog")
        #expect(all.status == 200)
        #expect(all.json == ["repositories": ["app", "sealed", "team/web"]])
        #expect(all.headers["Content-Type"] == "application/json; charset=utf-8")
        #expect(all.headers["Link"] == nil)
        let found = try await pages(registry, "/v2/_catalog?n=\(size)", "repositories", atMost: size)
        #expect(found == ["app", "sealed", "team/web"])
    }

    // MARK: Sizes of pages

    @Test(
        "has pages of 1 to 1,000 in ECR",
        arguments: [
            ("0", "Member must have value greater than or equal to 1"),
            ("-1", "Member must have value greater than or equal to 1"),
            ("-99999999999999999999", "Member must have value greater than or equal to 1"),
            ("1001", "Member must have value less than or equal to 1000"),
            ("2147483648", "Member must have value less than or equal to 1000"),
            ("9223372036854775808", "Member must have value less than or equal to 1000"),
            ("99999999999999999999999999", "Member must have value less than or equal to 1000"),
            ("1e400", "must be a whole number"), ("%D9%A3", "must be a whole number"), ("", "must be a whole number"),
            ("-", "must be a whole number"), ("1.5", "must be a whole number"), ("+5", "must be a whole number"),
            ("0x10", "must be a whole number"), ("5%00", "must be a whole number"),
        ],
        ["app/tags/list", "_catalog", "app/referrers/\(TestManifest.absent)"]
    )
    func ecrSizes(size: (String, String), path: String) async throws {
        let registry = try TestRegistry(.ecr)
        let text = "Invalid parameter at 'maxResults' failed to satisfy constraint: '\(size.1)'"
        #expect(
            try await registry.send("GET", "/v2/\(path)?n=\(size.0)").error
                == RegistryError("UNSUPPORTED", text, status: 405)
        )
        #expect(try await registry.send("GET", "/v2/\(path)?n=1000").status == 200)
    }

    @Test("has pages of any size in the specification, also of none", arguments: ["app/tags/list", "_catalog"])
    func plainSizes(path: String) async throws {
        let registry = try TestRegistry(.oci)
        for tag in ["a", "b", "c"] { try await registry.put(TestManifest.index(), as: tag) }
        let list = path == "_catalog" ? "repositories" : "tags"
        for (size, count) in [
            ("0", 0), ("2", 2), ("1001", 3), ("2147483648", 3), ("9223372036854775807", 3), ("9223372036854775808", 3),
            ("99999999999999999999999999", 3), ("0002", 2),
        ] {
            let answer = try await registry.send("GET", "/v2/\(path)?n=\(size)")
            #expect(answer.json[list]?.array?.count == count)
            // There is no end of pages without an element.
            #expect((answer.headers["Link"] != nil) == (count == 2))
        }
        let refused = RegistryError(
            "PAGINATION_NUMBER_INVALID",
            "n must be a whole number from 0 up",
            status: 400
        )
        for size in ["-1", "1e400", "%D9%A3", "", "-", "1.5", "+5", "0x10", "5%00", "%C2%B2"] {
            #expect(try await registry.send("GET", "/v2/\(path)?n=\(size)").error == refused)
        }
    }

    // MARK: Tokens

    @Test("goes on by its own tokens only in ECR")
    func tokens() async throws {
        let registry = try TestRegistry(.ecr)
        for tag in ["a", "b", "c"] {
            try await registry.put(TestManifest.index(), as: tag)
            try await registry.put(TestManifest.index(), as: tag, in: "team/web")
        }
        let tags = try #require(try await registry.send("GET", "/v2/app/tags/list?n=1").next)
        let catalog = try #require(try await registry.send("GET", "/v2/_catalog?n=1").next)
        let token = try #require(tags.split(separator: "?").last)
        let foreign = try #require(catalog.split(separator: "?").last)
        let refused = RegistryError(
            "UNSUPPORTED",
            "Invalid parameter at 'nextToken' failed to satisfy constraint: 'Invalid token'",
            status: 405
        )
        for target in [
            "app/tags/list?last=a", "app/tags/list?last=", "app/tags/list?last=%00", "app/tags/list?\(foreign)",
            "team/web/tags/list?\(token)", "_catalog?\(token)", "_catalog?last=app",
            "app/referrers/\(TestManifest.absent)?\(token)",
        ] {
            #expect(try await registry.send("GET", "/v2/" + target).error == refused)
        }
    }

    @Test(
        "does not fall over a token that someone else made well",
        arguments: [
            "", " ", "x", "ffffffffffffffff", "0 sha256:00", "7ff8000000000000", "fff8000000000000", "-1", "+1",
        ]
    )
    func forged(time: String) async throws {
        let registry = try TestRegistry(.ecr)
        try await registry.put(TestManifest.index(subject: TestManifest.absent), as: "a")
        let place = ["123456789012", "us-east-1"]
        for (path, question) in [
            ("app/tags/list", ["registry tags"] + place + ["app"]),
            (
                "app/referrers/\(TestManifest.absent)",
                ["registry referrers"] + place + ["app \(TestManifest.absent) "]
            ),
        ] {
            for key in [time, "\(time) \(TestManifest.absent)", "\(time) \(TestManifest.absent) a"] {
                let token = QueryParameters.encode([("last", PageToken(question: question, last: key).text)])
                let answer = try await registry.send("GET", "/v2/\(path)?\(token)")
                #expect(answer.status == 200 || answer.status == 405)
            }
        }
    }
}
