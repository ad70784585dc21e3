import AWSCore
import AWSProtocols
import Emulator
import Testing

@Suite("Faults")
struct FaultTests {
    private let bench: TestBench

    init() throws { bench = try TestBench() }

    private func add(
        _ kind: Fault.Kind,
        skew: Int? = nil,
        on call: String,
        times: Int? = nil
    ) async throws -> ControlReply {
        try await bench.emulator.control(
            .addFault(ControlRequest.NewFault(kind, skew: skew, on: call, times: times))
        ).get()
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
        guard case .faults(let gone) = try await bench.emulator.control(.removeFaults(number: 2)).get() else {
            Issue.record("the reply is another's")
            return
        }
        #expect(gone.map(\.number) == [2])
        #expect(try await bench.sts("GetCallerIdentity").isAbsent)
        let unknown = await #expect(throws: ControlError.self) {
            try await bench.emulator.control(.removeFaults(number: 2)).get()
        }
        #expect(unknown?.message == "There is no fault 2; see drydock fault list.")
        _ = try await bench.emulator.control(.removeFaults(number: nil)).get()
        #expect(try await bench.sts("GetCallerIdentity").status == 200)
        _ = try await add(.cut, on: "sts:*")
        _ = try await bench.emulator.control(.reset).get()
        #expect(try await bench.sts("GetCallerIdentity").status == 200)
        #expect(try await add(.cut, on: "sts:*") == .faultAdded(bench.emulator.faults[0]))
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
        #expect(event.fault?.kind == .skew && event.fault?.skew == 1_200 && event.fault?.number == 1)
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
        _ = try await bench.emulator.control(.removeFaults(number: nil)).get()
        _ = try await add(.skew, skew: 600, on: "*")
        #expect(try await bench.ecr("DescribeRepositories", as: wrong).ecrError.code == "UnrecognizedClientException")
        #expect(bench.emulator.events().last?.fault == nil)
        // A quarter of an hour is tolerated.
        #expect(try await bench.ecr("DescribeRepositories").status == 200)
    }

    @Test("set clocks apart by a time, for calls that are signed")
    func skewValues() async throws {
        for skew in [nil, 0, 315_360_001, Int.min] {
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
        let fault = #"{"call":"ecr:PutImage","kind":"throttle","number":1,"remaining":2}"#
        #expect(try await bench.send("POST", "/_drydock/faults", body: body).body == fault)
        #expect(try await bench.send("GET", "/_drydock/faults").body == "[\(fault)]")
        #expect(try await bench.send("DELETE", "/_drydock/faults?number=2").status == 404)
        #expect(try await bench.send("DELETE", "/_drydock/faults?number=1").body == "[\(fault)]")
        #expect(try await bench.send("DELETE", "/_drydock/faults").body == "[]")
        for body in [
            "", "{}", #"{"kind":"melt","call":"*"}"#, #"{"kind":"cut","call":"*","times":"2"}"#,
            #"{"kind":"skew","call":"*","skew":"20m"}"#, #"{"kind":"skew","call":"*"}"#,
        ] {
            #expect(try await bench.send("POST", "/_drydock/faults", body: body).status == 400, "\(body)")
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
