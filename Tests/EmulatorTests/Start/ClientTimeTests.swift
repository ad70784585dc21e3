import AWSCore
import AWSProtocols
import Determinism
import Emulator
import Foundation
import TestSupport
import Testing

@Suite("Clients of a world that was moved ahead")
struct ClientTimeTests {
    private let machine = MachineTime(TestBench.start)
    private let bench: TestBench

    init() throws {
        let machine = machine
        bench = try TestBench(clock: .running { machine.now })
    }

    private func advance(_ seconds: Double) async throws {
        _ = try await bench.emulator.control(MoveClock.advance(seconds))
    }

    private func expiration(_ answer: Answer) throws -> Date {
        let text = try answer.xml().children.first?["Credentials"]?["Expiration"]?.text
        return try #require(text.flatMap { AWSDate.parseExtended($0) })
    }

    @Test("call it as before: their signatures are compared with their own time")
    func signatures() async throws {
        try await advance(13 * 3_600)
        #expect(try await bench.sts("GetCallerIdentity").status == 200)
        #expect(try await bench.ecr("DescribeRepositories").status == 200)
        let query = try bench.presign(
            "Action=GetCallerIdentity&Version=2011-06-15",
            headers: ["Host": "sts.amazonaws.com"],
            expiresIn: 900
        )
        #expect(try await bench.send("GET", "/?" + query, host: "sts.amazonaws.com").status == 200)
        // A clock that is off is still refused, and told the time that AWS has.
        let late = try await bench.send(
            "GET",
            "/?Action=GetCallerIdentity&Version=2011-06-15",
            host: "sts.us-east-1.amazonaws.com",
            signedBy: (TestBench.alice, "us-east-1", "sts"),
            at: machine.now - 1_200
        )
        #expect(
            late.stsError.message
                == "Signature expired: 20260301T114000Z is now earlier than 20260301T114500Z (20260301T120000Z - 15 min.)"
        )
    }

    @Test("find their sessions older, and are told of new ones when they end by their own time")
    func sessions() async throws {
        let old = try await bench.assume("deployer")
        #expect(try expiration(old) == machine.now + 3_600)
        try await advance(1_800)
        #expect(try await bench.sts("GetCallerIdentity", as: try old.credentials()).status == 200)
        try await advance(13 * 3_600)
        #expect(try await bench.sts("GetCallerIdentity", as: try old.credentials()).stsError.code == "ExpiredToken")

        let new = try await bench.assume("deployer")
        #expect(try expiration(new) == machine.now + 3_600)
        machine.wait(3_599)
        #expect(try await bench.sts("GetCallerIdentity", as: try new.credentials()).status == 200)
        machine.wait(1)
        #expect(try await bench.sts("GetCallerIdentity", as: try new.credentials()).stsError.code == "ExpiredToken")
    }

    @Test("are told of tokens and of what the world holds by their own time")
    func dates() async throws {
        let old = try await bench.basic()
        _ = try await bench.pushImage("layer", to: "app", authorization: old)
        _ = try await bench.ecr("CreateRepository", #"{"repositoryName":"web"}"#)
        try await advance(13 * 3_600)
        #expect(try await bench.registry(authorization: old).status == 403)

        let answer = try await bench.ecr("GetAuthorizationToken").json()
        let expiresAt = answer["authorizationData"]?.array?.first?["expiresAt"]
        #expect(expiresAt?.number == (machine.now + 12 * 3_600).timeIntervalSince1970)
        let new = try await bench.basic()
        #expect(try await bench.registry(authorization: new).status == 200)

        let past = (machine.now - 13 * 3_600).timeIntervalSince1970
        let images = try await bench.ecr("DescribeImages", #"{"repositoryName":"app"}"#).json()
        #expect(images["imageDetails"]?.array?.first?["imagePushedAt"]?.number == past)
        let repositories = try await bench.ecr("DescribeRepositories", #"{"repositoryNames":["web"]}"#).json()
        #expect(repositories["repositories"]?.array?.first?["createdAt"]?.number == past)
        let made = try await bench.ecr("CreateRepository", #"{"repositoryName":"new"}"#).json()
        #expect(made["repository"]?["createdAt"]?.number == machine.now.timeIntervalSince1970)
        let shown = try await bench.emulator.control(ReadImages(in: "app"))
        #expect(shown.first?.images.first?.pushedAt == "2026-02-28T23:00:00Z")
    }

    @Test("find links to layers older")
    func links() async throws {
        let token = try await bench.basic()
        let digest = try await bench.pushImage("layer", to: "app", authorization: token)
        func link() async throws -> String {
            let answer = try await bench.registry("GET", "/v2/app/blobs/\(digest)", authorization: token)
            return try #require(answer.headers["Location"])
        }
        func follow(_ link: String) async throws -> Int {
            let match = try #require(link.wholeMatch(of: #/https://([^/]+)(/.*)/#))
            return try await bench.send("GET", String(match.2), host: String(match.1)).status
        }
        let old = try await link()
        #expect(try await follow(old) == 200)
        try await advance(2 * 3_600)
        #expect(try await follow(old) == 403)
        #expect(try await follow(try await link()) == 200)
    }

    @Test("have a clock again that is the world's after a reset")
    func reset() async throws {
        try await advance(13 * 3_600)
        _ = try await bench.emulator.control(ResetWorld())
        let reading = try await bench.emulator.control(ReadClock())
        #expect(reading.ahead == 0 && reading.now == "2026-03-01T12:00:00Z" && !reading.isStanding)
        #expect(try expiration(try await bench.assume("deployer")) == machine.now + 3_600)
        #expect(try await bench.registry(authorization: try await bench.basic()).status == 200)
    }
}
