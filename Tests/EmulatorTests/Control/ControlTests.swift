import AWSCore
import AWSProtocols
import Emulator
import Foundation
import TestSupport
import Testing

@Suite("The control API")
struct ControlTests {
    private func post(_ bench: TestBench, _ path: String, _ body: String) async throws -> Answer {
        try await bench.send("POST", "/_drydock/" + path, body: body)
    }

    @Test("health says what runs here")
    func health() async throws {
        let bench = try TestBench()
        let answer = try await bench.send("GET", "/_drydock/health")
        let unsupported = try OperationTableTests.unsupported().map { #""\#($0)""# }.joined(separator: ",")
        #expect(
            answer.body
                == #"{"accounts":["123456789012","210987654321"],"isPredictable":true,"status":"ok","#
                + #""unsupported":[\#(unsupported)],"version":"0.0-test"}"#
        )
        #expect(answer.headers["content-type"] == "application/json")
    }

    @Test("answers loopback only: peer, Host and no Origin")
    func loopback() async throws {
        let bench = try TestBench()
        for host in ["localhost", "localhost:4566", "LOCALHOST", "127.0.0.1:80", "127.9.9.9", "[::1]:4566"] {
            #expect(try await bench.send("GET", "/_drydock/health", host: host).status == 200, "\(host)")
        }
        for host in [
            "example.com", "sts.amazonaws.com", "localhost.example.com", "127.0.0.1.example.com", "", "0.0.0.0",
        ] {
            let answer = try await bench.send("GET", "/_drydock/identity", host: host)
            #expect(answer.status == 403, "\(host)")
            #expect(!answer.body.contains(TestBench.alice.secret))
        }
        #expect(try await bench.send("GET", "/_drydock/health", peerIsLoopback: false).status == 403)
        for origin in ["https://example.com", "http://localhost:4566", "null", ""] {
            #expect(try await bench.send("GET", "/_drydock/health", headers: [("Origin", origin)]).status == 403)
        }
    }

    @Test(
        "unknown paths, methods and bodies are refused",
        arguments: [
            ("GET", "", "", 404), ("GET", "nothing", "", 404), ("GET", "health/", "", 404), ("POST", "health", "", 405),
            ("DELETE", "clock", "", 405), ("GET", "reset", "", 405), ("POST", "clock", "", 400),
            ("POST", "clock", "{}", 400),
            ("POST", "clock", #"{"advance":"1h"}"#, 400), ("POST", "clock", #"{"advance":-1}"#, 400),
            ("POST", "clock", #"{"advance":1e300}"#, 400), ("POST", "expire", #"{"what":"everything"}"#, 400),
            ("POST", "expire", #"{"what":"sessions","of":"nobody"}"#, 400), ("GET", "events?after=x", "", 400),
            ("GET", "events?after=-1", "", 400), ("GET", "events?after=99999999999999999999", "", 400),
            ("GET", "identity?name=nobody", "", 404), ("GET", "identity?name=carol", "", 404),
            ("GET", "events?%", "", 400),
        ]
    )
    func refusals(method: String, path: String, body: String, status: Int) async throws {
        let bench = try TestBench()
        let answer = try await bench.send(method, "/_drydock/" + path, body: body)
        #expect(answer.status == status)
        #expect(try answer.json()["message"]?.string?.isEmpty == false)
    }

    @Test(
        "members and parameters that a request does not have are refused, and named, wherever they stand",
        arguments: [
            ("POST", "clock", #"{"advance":1,"by":2}"#, "by"),
            ("POST", "expire", #"{"what":"sessions","off":"bob"}"#, "off"),
            ("POST", "iam/simulate", #"{"principal":"bob","action":"ecr:*","resource":"*","ctx":{}}"#, "ctx"),
            ("POST", "iam/token", #"{"issuer":"i","subject":"s","audiense":"a"}"#, "audiense"),
            (
                "POST", "operations",
                #"{"service":"iam","operation":"DeleteUser","parameters":{"UserName":"bob"},"acount":"1"}"#, "acount"
            ),
            (
                "POST", "operations",
                #"{"service":"iam","operation":"DeleteUser","parameters":{"UserName":"bob","UsrName":"a"}}"#, "UsrName"
            ),
            ("POST", "faults", #"{"kind":"throttle","cal":"ecr:*"}"#, "did you mean 'call'?"),
            ("POST", "reset", #"{"all":true}"#, "no body"), ("POST", "reset?all=1", "", "all"),
            ("GET", "health?x=1", "", "x"), ("GET", "identity?nam=bob", "", "nam"), ("GET", "iam?nam=bob", "", "nam"),
            ("GET", "images?name=app", "", "name"), ("GET", "explain?number=1", "", "number"),
            ("GET", "iam/code?user=bob&user=alice", "", "user"), ("DELETE", "faults?n=1", "", "'n'"),
        ]
    )
    func unknownMembers(method: String, path: String, body: String, word: String) async throws {
        let bench = try TestBench()
        let answer = try await bench.send(method, "/_drydock/" + path, body: body)
        #expect(answer.status == 400)
        #expect(try answer.json()["message"]?.string?.contains(word) == true, "\(answer.body)")
        #expect(try await bench.sts("GetCallerIdentity", as: TestBench.bob).status == 200)
    }

    @Test("a member that is null says nothing, as one that is left out")
    func nullMembers() async throws {
        let body = #"{"what":"sessions","of":null}"#
        #expect(try await post(TestBench(), "expire", body).status == 200)
    }

    /// What HTTP makes of a verb, and back.
    private func carried<Verb: ControlVerb>(_ verb: Verb) throws -> ControlMessage {
        try Verb(try verb.message()).message()
    }

    @Test("every verb has its own route, and is over HTTP what it is in process")
    func verbs() throws {
        let routes = ControlTable.verbs.map { $0.route }
        #expect(Set(routes).count == routes.count)
        var rule = FaultRule(.throttle, on: "ecr:*", times: 2)
        rule.of = "bob"
        let filter = EventFilter(failed: true, caller: "a&b=c", call: "ecr:*", repository: "x")
        let verbs: [any ControlVerb] = [
            ReadHealth(), ResetWorld(), ReadEvents(after: 3, matching: filter), ReadAuthority(), ReadClock(),
            MoveClock.advance(2.5), MoveClock.set("2026-03-02T13:30:00Z"), Expire(.tokens, of: "bob"),
            FindAccessKey(of: "bob"), ExplainCall.event(2), ExplainCall.lastFailed, ReadIdentities(named: "bob"),
            PerformOperation(.ecr, "ListImages", ["repositoryName": "r"], account: "1", region: "r", authority: "a"),
            SimulateCall(principal: "bob", action: "a", resource: "*", context: ["k": ["v"]]),
            ReadOneTimeCode(of: "bob"), MakeWebIdentityToken(issuer: "i", subject: "s", claims: ["c": ["d"]]),
            ReadImages(in: "app"), ReadFaults(), AddFault(rule), RemoveFaults(number: 1),
            ReadBridgeEvents(after: 3, type: "ECR Image *", repository: "team/app"), ReadWorld(showingSecrets: true),
        ]
        for verb in verbs { #expect(try carried(verb) == verb.message()) }
        let moved = Set(verbs.map { ObjectIdentifier(type(of: $0)) })
        #expect(moved == Set(ControlTable.verbs.map { ObjectIdentifier($0) }))
    }

    @Test("every verb is in the document of control requests")
    func documents() throws {
        let root = ProjectFolder.url
        let text = try String(contentsOf: root.appending(path: "docs/emulator.md"), encoding: .utf8)
        for verb in ControlTable.verbs {
            let route = "| `\(verb.route.method.rawValue) /_drydock/\(verb.route.path)"
            #expect(text.contains(route + "`") || text.contains(route + "?"), "\(route)")
        }
    }

    @Test("where there is a control token, who has it may ask from anywhere, and nobody without")
    func token() async throws {
        let token = "a-token-of-forty-letters-and-digits-0001"
        let bench = try TestBench(controlToken: token)
        let header = ("Authorization", "Bearer " + token)
        let health = "/_drydock/health"
        let given = try await bench.send(
            "GET",
            health,
            host: "drydock:4566",
            headers: [header],
            peer: "192.0.2.7",
            peerIsLoopback: false
        )
        #expect(given.status == 200)
        #expect(try await bench.send("GET", health, headers: [header]).status == 200)
        let wrong = [
            [], [("Authorization", "Bearer wrong")], [("Authorization", token)], [("Authorization", "Basic " + token)],
            [header, header], [("Authorization", "Bearer " + token + "0")],
        ]
        for headers in wrong {
            let answer = try await bench.send("GET", health, headers: headers)
            #expect(answer.status == 401, "\(headers)")
            #expect(answer.body.contains("DRYDOCK_CONTROL_TOKEN") && !answer.body.contains(token))
        }
        let ofPage = try await bench.send("GET", health, headers: [header, ("Origin", "http://localhost")])
        #expect(ofPage.status == 403)
        // Without one, having any helps nobody.
        let remote = try await TestBench().send("GET", health, headers: [header], peerIsLoopback: false)
        #expect(remote.status == 403)
    }

    @Test("a body beyond the limit is refused")
    func oversized() async throws {
        let bench = try TestBench()
        #expect(try await post(bench, "clock", String(repeating: " ", count: 70_000)).status == 413)
    }

    @Test("the clock moves ahead, and the world with it")
    func clock() async throws {
        let bench = try TestBench()
        #expect(
            try await post(bench, "clock", #"{"advance":3600}"#).body
                == #"{"ahead":3600,"isStanding":true,"now":"2026-03-01T13:00:00Z"}"#
        )
        #expect(try await bench.send("GET", "/_drydock/clock").json()["now"] == "2026-03-01T13:00:00Z")
        let answer = try await bench.sts("GetSessionToken", [("DurationSeconds", "900")])
        #expect(try answer.xml().children.first?["Credentials"]?["Expiration"]?.text == "2026-03-01T13:15:00Z")
    }

    @Test("the clock is set to a moment that is not past")
    func setClock() async throws {
        let bench = try TestBench()
        let ahead = try await post(bench, "clock", #"{"set":"2026-03-02T13:30:00Z"}"#)
        #expect(ahead.body == #"{"ahead":91800,"isStanding":true,"now":"2026-03-02T13:30:00Z"}"#)
        #expect(try await post(bench, "clock", #"{"set":"2026-03-02T13:30:00Z"}"#).body == ahead.body)
        let back = try await post(bench, "clock", #"{"set":"2026-03-02T13:29:59Z"}"#)
        #expect(back.status == 400 && back.body.contains("cannot go back to 2026-03-02T13:29:59Z"))
        for body in [
            #"{"set":"tomorrow"}"#, #"{"set":"2026-02-30T00:00:00Z"}"#, #"{"set":"2226-03-02T13:30:00Z"}"#, "{}",
            #"{"set":"2026-03-03T00:00:00Z","advance":1}"#, #"{"set":1}"#,
        ] {
            #expect(try await post(bench, "clock", body).status == 400, "\(body)")
        }
    }

    @Test("sessions are expired, all or a principal's")
    func sessions() async throws {
        let bench = try TestBench()
        let alice = try await bench.session("GetSessionToken")
        let role = try await bench.assume("deployer").credentials()
        #expect(
            try await post(bench, "expire", #"{"what":"sessions","of":"deployer"}"#).body
                == #"{"count":1,"what":"sessions"}"#
        )
        #expect(try await bench.sts("GetCallerIdentity", as: role).stsError.code == "ExpiredToken")
        #expect(try await bench.sts("GetCallerIdentity", as: alice).status == 200)
        #expect(try await post(bench, "expire", #"{"what":"sessions"}"#).json()["count"] == 1)
        #expect(try await bench.sts("GetCallerIdentity", as: alice).stsError.code == "ExpiredToken")
        #expect(try await bench.sts("GetCallerIdentity").status == 200)
    }

    @Test("reset goes back to the world as loaded")
    func reset() async throws {
        let bench = try TestBench()
        let session = try await bench.session("GetSessionToken")
        _ = try await bench.ecr("CreateRepository", #"{"repositoryName":"web"}"#)
        _ = try await bench.ecr("DeleteRepository", #"{"repositoryName":"app"}"#)
        #expect(try await post(bench, "reset", "").status == 200)
        #expect(bench.emulator.events().isEmpty)
        let names = try await bench.ecr("DescribeRepositories").json()["repositories"]?.array?
            .compactMap { $0["repositoryName"]?.string }
        #expect(names == ["app"])
        #expect(try await bench.sts("GetCallerIdentity", as: session).stsError.code == "InvalidClientTokenId")
        #expect(bench.emulator.events().first?.sequence == 1)
    }

    @Test("events come in pages over HTTP as they do in process")
    func events() async throws {
        let bench = try TestBench()
        for _ in 1...3 { _ = try await bench.sts("GetCallerIdentity") }
        let answer = try await bench.send("GET", "/_drydock/events?after=1")
        let page = try JSONDecoder().decode(EventPage.self, from: Data(answer.body.utf8))
        #expect(page.events == bench.emulator.events(after: 1))
        #expect(page.next == 3 && !page.hasMore)
        #expect(try await bench.emulator.control(ReadEvents(after: 1)) == page)
    }

    @Test("a long journal has more than one page")
    func manyEvents() async throws {
        let bench = try TestBench()
        for _ in 0..<(EventPage.limit + 1) {
            bench.emulator.connectRefused(host: "example.com", port: 443, peerAddress: "127.0.0.1")
        }
        let first = try await bench.emulator.control(ReadEvents(after: 0))
        #expect(first.events.count == EventPage.limit && first.hasMore)
        let second = try await bench.emulator.control(ReadEvents(after: first.next))
        #expect(second.events.count == 1 && !second.hasMore)
    }

    @Test("ca.pem is the authority's certificate")
    func authority() async throws {
        let bench = try TestBench()
        let answer = try await bench.send("GET", "/_drydock/ca.pem")
        #expect(answer.body == "-----BEGIN CERTIFICATE-----\n")
        #expect(answer.headers["content-type"] == "application/x-pem-file")
    }

    @Test(
        "identity gives a user's key, by default the first that has one",
        arguments: [
            ("", TestBench.alice.key), ("?name=alice", TestBench.alice.key), ("?name=bob", "test"),
            ("?name=mallory", TestBench.mallory.key),
            ("?name=arn%3Aaws%3Aiam%3A%3A123456789012%3Auser%2Fteam%2Falice", TestBench.alice.key),
        ]
    )
    func identity(query: String, key: String) async throws {
        let bench = try TestBench()
        let answer = try await bench.send("GET", "/_drydock/identity" + query)
        #expect(try answer.json()["accessKeyId"]?.string == key)
        #expect(try answer.json()["secretAccessKey"]?.string?.isEmpty == false)
    }

    @Test("leaves no events and needs no signature")
    func silent() async throws {
        let bench = try TestBench()
        _ = try await bench.send("GET", "/_drydock/health")
        #expect(bench.emulator.events().isEmpty)
    }
}
