import AWSCore
import AWSProtocols
import Emulator
import Foundation
import NIOCore
import TestSupport
import Testing

@Suite("Faults")
struct FaultTests {
    private let bench: TestBench

    init() throws { bench = try TestBench() }

    private func add(
        _ kind: Fault.Kind,
        skew: Double? = nil,
        on call: String,
        times: Int? = nil,
        _ change: (inout FaultRule) -> Void = { _ in }
    ) async throws -> Fault {
        var rule = FaultRule(kind, on: call, times: times)
        rule.time = skew
        change(&rule)
        return try await bench.emulator.control(AddFault(rule))
    }

    private func refusal(_ kind: Fault.Kind, on call: String, times: Int? = nil) async -> ControlError? {
        await #expect(throws: ControlError.self) { try await add(kind, on: call, times: times) }
    }

    @Test("throttle in each service's words, and no more often than they are to")
    func throttle() async throws {
        let token = try await bench.basic()
        let link = try await layerLink(token)
        _ = try await add(.throttle, on: "*", times: 4)
        let sts = try await bench.sts("GetCallerIdentity").stsError
        #expect(sts == AWSErrorAnswer(code: "Throttling", message: "Rate exceeded", status: 400))
        let ecr = try await bench.ecr("DescribeRepositories").ecrError
        #expect(ecr == AWSErrorAnswer(code: "ThrottlingException", message: "Rate exceeded", status: 400))
        let registry = try await bench.registry(authorization: token).registryError()
        #expect(registry == AWSErrorAnswer(code: "TOOMANYREQUESTS", message: "Rate exceeded", status: 429))
        let layers = try await follow(link)
        #expect(layers.status == 503 && layers.body.contains("<Code>SlowDown</Code>"))
        #expect(try await bench.sts("GetCallerIdentity").status == 200)
        #expect(try await follow(link).body == "layer")
        #expect(bench.emulator.faults == [])
    }

    @Test("fail in each service's words")
    func error() async throws {
        let token = try await bench.basic()
        let link = try await layerLink(token)
        _ = try await add(.error, on: "*")
        #expect(try await bench.sts("GetCallerIdentity").stsError.code == "InternalFailure")
        #expect(try await bench.sts("GetCallerIdentity").status == 500)
        let ecr = try await bench.ecr("DescribeRepositories").ecrError
        #expect(ecr.code == "ServerException" && ecr.status == 500)
        let registry = try await bench.registry(authorization: token).registryError()
        #expect(registry.code == "UNKNOWN" && registry.status == 500)
        let layers = try await follow(link)
        #expect(layers.status == 500 && layers.body.contains("<Code>InternalError</Code>"))
    }

    @Test("cut off, on the API and on the registry's route that does the same")
    func cut() async throws {
        let token = try await bench.basic()
        _ = try await add(.cut, on: "ecr:InitiateLayerUpload")
        #expect(try await bench.ecr("InitiateLayerUpload", #"{"repositoryName":"app"}"#).isAbsent)
        #expect(try await bench.registry("POST", "/v2/app/blobs/uploads/", authorization: token).isAbsent)
        #expect(try await bench.registry(authorization: token).status == 200)
        let event = try #require(bench.emulator.events().last { $0.fault != nil })
        #expect(event.callName == "ecr:InitiateLayerUpload")
        #expect(event.errorCode == "ConnectionClosed")
        #expect(event.fault?.number == 1)
        #expect(event.fault?.kind == .cut)
    }

    @Test("leave a call undone")
    func undone() async throws {
        _ = try await add(.error, on: "ecr:CreateRepository", times: 1)
        let body = #"{"repositoryName":"web"}"#
        #expect(try await bench.ecr("CreateRepository", body).status == 500)
        #expect(try await bench.ecr("CreateRepository", body).status == 200)
    }

    @Test("do not hit, or count, what is not signed or not allowed")
    func refused() async throws {
        _ = try await add(.throttle, on: "ecr:*", times: 1)
        #expect(try await bench.ecr("DescribeRepositories", as: TestBench.bob).ecrError.code == "AccessDeniedException")
        #expect(
            try await bench.ecr("DescribeRepositories", as: TestBench.Credentials(TestBench.alice.key, "wrong"))
                .ecrError.code == "InvalidSignatureException"
        )
        #expect(try await bench.ecr("DescribeRepositories").ecrError.code == "ThrottlingException")
    }

    @Test("hit in the order in which they were added, and go by number, or all, or with a reset")
    func removal() async throws {
        _ = try await add(.throttle, on: "sts:GetCaller*", times: 1)
        _ = try await add(.error, on: "STS:getcalleridentity")
        _ = try await add(.cut, on: "sts:?etCallerIdentity")
        #expect(try await bench.sts("GetCallerIdentity").stsError.code == "Throttling")
        #expect(try await bench.sts("GetCallerIdentity").stsError.code == "InternalFailure")
        #expect(bench.emulator.faults.map(\.number) == [2, 3])
        let gone = try await bench.emulator.control(RemoveFaults(number: 2))
        #expect(gone.map(\.number) == [2])
        #expect(try await bench.sts("GetCallerIdentity").isAbsent)
        let unknown = await #expect(throws: ControlError.self) {
            try await bench.emulator.control(RemoveFaults(number: 2))
        }
        #expect(unknown?.message == "There is no fault 2; see drydock fault list.")
        _ = try await bench.emulator.control(RemoveFaults(number: nil))
        #expect(try await bench.sts("GetCallerIdentity").status == 200)
        _ = try await add(.cut, on: "sts:*")
        _ = try await bench.emulator.control(ResetWorld())
        #expect(try await bench.sts("GetCallerIdentity").status == 200)
        #expect(try await add(.cut, on: "sts:*") == bench.emulator.faults[0])
        #expect(bench.emulator.faults.map(\.number) == [1])
    }

    @Test(
        "name calls that there are, and hit one at least",
        arguments: ["", "ecr", "ecr:", "ecr:Put", "s4:*", "ecr:*x"]
    )
    func names(call: String) async {
        let error = await refusal(.cut, on: call)
        #expect(
            error?.message
                == "'\(call)' names no call; give one as drydock events shows it, such as ecr:PutImage or sts:*."
        )
        #expect(error?.status == 400)
        for times in [0, -1, Int.min] { #expect(await refusal(.cut, on: "*", times: times)?.status == 400) }
        #expect(bench.emulator.faults == [])
    }

    @Test("set the client's clock and the service's apart, and let SDKs see by how much")
    func skew() async throws {
        _ = try await add(.skew, skew: 1_200, on: "sts:GetCallerIdentity", times: 1)
        let ahead = try await bench.sts("GetCallerIdentity")
        #expect(
            ahead.stsError
                == AWSErrorAnswer(
                    code: "SignatureDoesNotMatch",
                    message: "Signature not yet current: 20260301T120000Z is still later than 20260301T115500Z "
                        + "(20260301T114000Z + 15 min.)",
                    status: 403
                )
        )
        #expect(ahead.headers["Date"] == "Sun, 01 Mar 2026 11:40:00 GMT")
        let event = try #require(bench.emulator.events().last)
        #expect(event.fault?.kind == .skew && event.fault?.rule.time == 1_200 && event.fault?.number == 1)
        #expect(try await bench.sts("GetCallerIdentity").status == 200)
        #expect(bench.emulator.faults == [])

        _ = try await add(.skew, skew: -1_200, on: "ecr:*")
        let behind = try await bench.ecr("DescribeRepositories")
        #expect(behind.ecrError.code == "InvalidSignatureException")
        #expect(
            behind.ecrError.message.hasPrefix(
                "Signature expired: 20260301T120000Z is now earlier than 20260301T120500Z"
            )
        )
        #expect(behind.headers["Date"] == "Sun, 01 Mar 2026 12:20:00 GMT")
        #expect(try await bench.sts("GetCallerIdentity").headers["Date"] == nil)
        // Whatever else is wrong with a signature is not the fault's doing.
        let wrong = TestBench.Credentials("AKIANOBODYNOBODYNOBO", "x")
        #expect(try await bench.ecr("DescribeRepositories", as: wrong).ecrError.code == "InvalidSignatureException")
        _ = try await bench.emulator.control(RemoveFaults(number: nil))
        _ = try await add(.skew, skew: 600, on: "*")
        #expect(try await bench.ecr("DescribeRepositories", as: wrong).ecrError.code == "UnrecognizedClientException")
        #expect(bench.emulator.events().last?.fault == nil)
        // A quarter of an hour is tolerated.
        #expect(try await bench.ecr("DescribeRepositories").status == 200)
    }

    @Test("set clocks apart by a time, for calls that are signed")
    func skewValues() async throws {
        for skew: Double? in [nil, 0, 0.5, 315_360_001, -.greatestFiniteMagnitude] {
            let error = await #expect(throws: ControlError.self) { try await add(.skew, skew: skew, on: "sts:*") }
            #expect(error?.status == 400)
        }
        await #expect(throws: ControlError.self) { try await add(.cut, skew: 5, on: "sts:*") }
        let unsigned = await #expect(throws: ControlError.self) {
            try await add(.skew, skew: 1_200, on: "sts:AssumeRoleWithWebIdentity")
        }
        #expect(
            unsigned?.message
                == "'sts:AssumeRoleWithWebIdentity' names no call that a fault of kind skew can hit."
        )
        await #expect(throws: ControlError.self) { try await add(.noKeys, on: "sts:AssumeRole") }
        #expect(bench.emulator.faults == [])
    }

    @Test("are added, listed and removed over HTTP")
    func overHTTP() async throws {
        let body = #"{"kind":"throttle","call":"ecr:PutImage","times":2}"#
        let fault = #"{"call":"ecr:PutImage","kind":"throttle","number":1,"remaining":2,"times":2}"#
        #expect(try await bench.send("POST", "/_drydock/faults", body: body).body == fault)
        #expect(try await bench.send("GET", "/_drydock/faults").body == "[\(fault)]")
        #expect(try await bench.send("DELETE", "/_drydock/faults?number=2").status == 404)
        #expect(try await bench.send("DELETE", "/_drydock/faults?number=1").body == "[\(fault)]")
        #expect(try await bench.send("DELETE", "/_drydock/faults").body == "[]")
        for body in [
            "", "{}", #"{"kind":"melt","call":"*"}"#, #"{"kind":"cut","call":"*","times":"2"}"#,
            #"{"kind":"skew","call":"*","time":"20m"}"#, #"{"kind":"skew","call":"*"}"#,
            #"{"kind":"cut","call":"*","tmes":2}"#,
        ] {
            #expect(try await bench.send("POST", "/_drydock/faults", body: body).status == 400, "\(body)")
        }
    }

    @Test("hit the calls of one principal, and of its sessions, by name or ARN")
    func principals() async throws {
        let session = try await bench.assume("deployer").credentials()
        let role = "arn:aws:iam::123456789012:role/deployer"
        for name in ["deployer", role, "arn:aws:sts::123456789012:assumed-role/deployer/session-1"] {
            _ = try await add(.error, on: "sts:*") { $0.of = name }
            #expect(try await bench.sts("GetCallerIdentity", as: session).status == 500, "\(name)")
            #expect(try await bench.sts("GetCallerIdentity").status == 200, "\(name)")
            _ = try await bench.emulator.control(RemoveFaults(number: nil))
        }
        _ = try await add(.skew, skew: 1_200, on: "sts:*") { $0.of = "alice" }
        #expect(try await bench.sts("GetCallerIdentity").status == 403)
        #expect(try await bench.sts("GetCallerIdentity", as: TestBench.root).status == 200)
        let unknown = await #expect(throws: ControlError.self) { try await add(.cut, on: "*") { $0.of = "nobody" } }
        #expect(unknown?.message.hasPrefix("the world has no principal 'nobody'") == true)
        let nameless = await #expect(throws: ControlError.self) {
            try await add(.cut, on: "sts:AssumeRoleWithWebIdentity") { $0.of = "alice" }
        }
        #expect(nameless?.status == 400)
    }

    @Test("let calls pass first, and hit as chance of their seed says, each time the same")
    func chance() async throws {
        func outcomes(seed: Int) async throws -> String {
            _ = try await bench.emulator.control(ResetWorld())
            _ = try await add(.error, on: "sts:GetCallerIdentity", times: 8) {
                $0.after = 3
                $0.probability = 0.5
                $0.seed = seed
            }
            var outcomes = ""
            for _ in 0..<30 { outcomes += try await bench.sts("GetCallerIdentity").status == 200 ? "." : "x" }
            return outcomes
        }
        let first = try await outcomes(seed: 3)
        #expect(first.hasPrefix("..."))
        #expect(first.count { $0 == "x" } == 8)
        #expect(first.dropFirst(3).prefix(16).contains("."))
        #expect(try await outcomes(seed: 3) == first)
        #expect(try await outcomes(seed: 4) != first)
    }

    @Test("fail in words of one's own")
    func ownError() async throws {
        let token = try await bench.basic()
        _ = try await add(.error, on: "*") {
            $0.code = "LimitExceededException"
            $0.status = 429
            $0.message = "Too many images."
        }
        let expected = AWSErrorAnswer(code: "LimitExceededException", message: "Too many images.", status: 429)
        #expect(try await bench.ecr("DescribeRepositories").ecrError == expected)
        #expect(try await bench.sts("GetCallerIdentity").stsError == expected)
        #expect(try await bench.registry(authorization: token).registryError() == expected)
        #expect(bench.emulator.events().last?.errorCode == "LimitExceededException")
    }

    @Test("take what their kind takes, and nothing else")
    func values() async throws {
        let wrong: [(Fault.Kind, (inout FaultRule) -> Void)] = [
            (.latency, { _ in }), (.latency, { $0.time = 0 }), (.latency, { $0.time = -1 }),
            (.latency, { $0.time = 3_601 }),
            (
                .latency,
                {
                    $0.bytes = 1; $0.time = 1
                }
            ), (.bandwidth, { _ in }),
            (.bandwidth, { $0.rate = 0 }), (.upload, { _ in }), (.upload, { $0.rate = 0 }), (.drip, { $0.rate = -1 }),
            (.reset, { $0.bytes = -1 }),
            (.truncate, { $0.time = 1 }), (.error, { $0.status = 200 }), (.error, { $0.status = 600 }),
            (.error, { $0.code = "" }), (.error, { $0.code = "a b" }), (.error, { $0.message = "a\nb" }),
            (.throttle, { $0.code = "Other" }), (.cut, { $0.probability = 0 }), (.cut, { $0.probability = 1.5 }),
            (.cut, { $0.seed = 1 }), (.cut, { $0.after = -1 }), (.cut, { $0.of = String(repeating: "a", count: 257) }),
        ]
        for (kind, change) in wrong {
            let error = await #expect(throws: ControlError.self) { try await add(kind, on: "sts:*", change) }
            #expect(error?.status == 400)
        }
        #expect(bench.emulator.faults == [])
        let right: [(Fault.Kind, (inout FaultRule) -> Void)] = [
            (.latency, { $0.time = 0.25 }), (.bandwidth, { $0.rate = 1 }), (.upload, { $0.rate = 1 }),
            (.drip, { _ in }), (.reset, { _ in }),
            (.reset, { $0.bytes = 0 }), (.truncate, { _ in }), (.corrupt, { $0.seed = 4 }), (.error, { $0.code = "A" }),
        ]
        for (kind, change) in right { _ = try await add(kind, on: "sts:*", change) }
        #expect(bench.emulator.faults.map(\.kind) == right.map(\.0))
    }

    @Test("hinder the answers of calls that are performed, and stand in their events")
    func hindered() async throws {
        let kinds: [(Fault.Kind, Delivery, (inout FaultRule) -> Void)] = [
            (.latency, .late(milliseconds: 250), { $0.time = 0.25 }), (.never, .never, { _ in }),
            (.bandwidth, .slow(bytesPerSecond: 9, includesHead: false), { $0.rate = 9 }),
            (.drip, .slow(bytesPerSecond: 8, includesHead: true), { _ in }),
            (.reset, .reset(afterBody: nil), { _ in }), (.reset, .reset(afterBody: 7), { $0.bytes = 7 }),
            (.truncate, .truncated(toBody: 7), { $0.bytes = 7 }),
        ]
        for (kind, delivery, change) in kinds {
            _ = try await add(kind, on: "ecr:CreateRepository", times: 1, change)
            let name = "made-\(bench.emulator.events().count)"
            #expect(try await bench.ecr("CreateRepository", #"{"repositoryName":"\#(name)"}"#).delivery == delivery)
            let event = try #require(bench.emulator.events().last)
            #expect(event.errorCode == nil && event.fault?.kind == kind)
            let made = try await bench.ecr("CreateRepository", #"{"repositoryName":"\#(name)"}"#)
            #expect(made.ecrError.code == "RepositoryAlreadyExistsException" && made.delivery == nil)
        }
        // Also where a call fails by itself.
        _ = try await add(.truncate, on: "ecr:CreateRepository", times: 1)
        let failed = try await bench.ecr("CreateRepository", #"{"repositoryName":"app"}"#)
        #expect(failed.delivery == .truncated(toBody: failed.body.utf8.count / 2))
        #expect(bench.emulator.events().last?.errorCode == "RepositoryAlreadyExistsException")
        #expect(bench.emulator.events().last?.fault?.kind == .truncate)
        // But not where it is refused.
        _ = try await add(.never, on: "ecr:CreateRepository", times: 1)
        #expect(try await bench.ecr("CreateRepository", as: TestBench.bob).delivery == nil)
    }

    @Test("take what is sent at a pace, and no longer than the client is there", .timeLimit(.minutes(1)))
    func upload() async throws {
        let token = try await bench.basic()
        func patch(_ body: any BodyStream) async throws -> Answer {
            let start = try await bench.registry("POST", "/v2/app/blobs/uploads/", authorization: token)
            let place = try #require(start.headers["Location"]?.firstRange(of: "/v2/"))
            let target = String(try #require(start.headers["Location"])[place.lowerBound...])
            return try await bench.registry("PATCH", target, authorization: token, stream: body)
        }
        _ = try await add(.upload, on: "ecr:UploadLayerPart", times: 2) { $0.rate = 160 * 1_024 }
        let began = ContinuousClock.now
        let body = CountedBody(pieces: 2)
        #expect(try await patch(body).status == 201)
        #expect(body.read == 2 && .now - began >= .milliseconds(200))
        // A layer part in JSON is there as a whole; its answer comes as much later.
        let start = try await bench.ecr("InitiateLayerUpload", #"{"repositoryName":"app"}"#)
        let id = try #require(try start.json()["uploadId"]?.string)
        let part = String(repeating: "eHh4", count: 40 * 1_024)
        let json =
            #"{"repositoryName":"app","uploadId":"\#(id)","partFirstByte":0,"partLastByte":122879,"#
            + #""layerPartBlob":"\#(part)"}"#
        let answer = try await bench.ecr("UploadLayerPart", json)
        #expect(answer.status == 200)
        #expect(answer.delivery == .late(milliseconds: json.utf8.count * 1_000 / (160 * 1_024)))
        // Of a client that goes away nothing is waited for, however slow the line.
        _ = try await add(.upload, on: "ecr:UploadLayerPart", times: 1) { $0.rate = 1 }
        let gone = GivenBody([ByteBuffer(repeating: 0x78, count: 1_024 * 1_024)], isCutOff: true)
        _ = try await patch(gone)
        #expect(bench.emulator.events().last?.errorCode != nil)
    }

    @Test("corrupt a byte that the seed decides")
    func corrupt() async throws {
        var places: [Delivery?] = []
        for seed in [1, 1, 2] {
            _ = try await add(.corrupt, on: "sts:GetCallerIdentity", times: 1) { $0.seed = seed }
            let answer = try await bench.sts("GetCallerIdentity")
            guard case .corrupted(let place)? = answer.delivery else {
                Issue.record("the answer is whole")
                return
            }
            #expect(answer.body.utf8.indices.count > place)
            places.append(answer.delivery)
        }
        #expect(places[0] == places[1] && places[1] != places[2])
    }

    @Test("end a session with a call, and no other")
    func endSession() async throws {
        let session = try await bench.assume("deployer").credentials()
        let other = try await bench.assume("deployer").credentials()
        _ = try await add(.endSession, on: "ecr:*")
        // A long-term key has no session.
        #expect(try await bench.ecr("DescribeRepositories").status == 200)
        #expect(try await bench.sts("GetCallerIdentity", as: session).status == 200)
        #expect(try await bench.ecr("DescribeRepositories", as: session).ecrError.code == "ExpiredTokenException")
        let event = try #require(bench.emulator.events().last)
        #expect(event.fault?.kind == .endSession)
        _ = try await bench.emulator.control(RemoveFaults(number: nil))
        #expect(try await bench.sts("GetCallerIdentity", as: session).stsError.code == "ExpiredToken")
        #expect(try await bench.sts("GetCallerIdentity", as: other).status == 200)
    }

    @Test("end a principal's registry tokens with a call")
    func endToken() async throws {
        let token = try await bench.basic()
        let other = try await bench.basic(as: TestBench.root)
        _ = try await add(.endToken, on: "ecr:InitiateLayerUpload", times: 1) { $0.of = "alice" }
        #expect(try await bench.registry(authorization: token).status == 200)
        let push = try await bench.registry("POST", "/v2/app/blobs/uploads/", authorization: token)
        #expect(push.status == 403)
        #expect(
            try push.registryError().message == "Your authorization token has expired. Reauthenticate and try again."
        )
        #expect(bench.emulator.events().last?.fault?.kind == .endToken)
        #expect(try await bench.registry(authorization: token).status == 403)
        #expect(try await bench.registry(authorization: other).status == 200)
        #expect(try await bench.registry(authorization: try await bench.basic()).status == 200)
    }

    @Test("are the same in the documents and here")
    func documents() throws {
        let root = ProjectFolder.url
        let text = try String(contentsOf: root.appending(path: "docs/emulator.md"), encoding: .utf8)
        for kind in Fault.Kind.allCases {
            #expect(text.contains("| `\(kind.usage)` | \(kind.entry.meaning) |"), "\(kind)")
        }
    }

    /// A link to a layer of `app`.
    private func layerLink(_ token: String) async throws -> String {
        let digest = try await bench.pushImage("layer", to: "app", authorization: token)
        let answer = try await bench.registry("GET", "/v2/app/blobs/\(digest)", authorization: token)
        return try #require(answer.headers["Location"])
    }

    private func follow(_ link: String) async throws -> Answer {
        let match = try #require(link.wholeMatch(of: #/https://([^/]+)(/.*)/#))
        return try await bench.send("GET", String(match.1 == "" ? "/" : match.2), host: String(match.1))
    }
}
