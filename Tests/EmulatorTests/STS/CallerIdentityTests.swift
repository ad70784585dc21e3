import AWSCore
import AWSProtocols
import Determinism
import Emulator
import Foundation
import Testing

@Suite("GetCallerIdentity")
struct CallerIdentityTests {
    @Test("answers AWS's XML to the byte")
    func xml() async throws {
        let bench = try TestBench()
        let answer = try await bench.sts("GetCallerIdentity")
        let userID = try #require(answer.xml().children.first?["UserId"]?.text)
        #expect(answer.status == 200)
        #expect(userID.hasPrefix("AIDA") && userID.count == 21)
        #expect(answer.headers["content-type"] == "text/xml")
        #expect(
            answer.body == """
                <GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
                  <GetCallerIdentityResult>
                    <Arn>arn:aws:iam::123456789012:user/team/alice</Arn>
                    <UserId>\(userID)</UserId>
                    <Account>123456789012</Account>
                  </GetCallerIdentityResult>
                  <ResponseMetadata>
                    <RequestId>\(answer.requestID)</RequestId>
                  </ResponseMetadata>
                </GetCallerIdentityResponse>

                """
        )
    }

    @Test("answers JSON where JSON is asked for", arguments: ["application/json", "text/html, application/json;q=0.9"])
    func json(accept: String) async throws {
        let bench = try TestBench()
        let answer = try await bench.sts("GetCallerIdentity", as: TestBench.root, also: [("Accept", accept)])
        #expect(answer.headers["content-type"] == "application/json")
        let result: JSONValue = [
            "Arn": "arn:aws:iam::123456789012:root", "UserId": "123456789012", "Account": "123456789012",
        ]
        #expect(
            try answer.json() == [
                "GetCallerIdentityResponse": [
                    "GetCallerIdentityResult": result,
                    "ResponseMetadata": ["RequestId": .string(answer.requestID)],
                ]
            ]
        )
    }

    @Test("is never refused by policy: a user without any policy is answered")
    func noPolicy() async throws {
        let bench = try TestBench()
        #expect(try await bench.sts("GetCallerIdentity", as: TestBench.bob).status == 200)
    }

    @Test("names each kind of principal as AWS does")
    func principals() async throws {
        let bench = try TestBench()
        func identity(_ credentials: TestBench.Credentials) async throws -> (arn: String?, id: String?) {
            let result = try await bench.sts("GetCallerIdentity", as: credentials).xml().children.first
            return (result?["Arn"]?.text, result?["UserId"]?.text)
        }
        let alice = try await identity(TestBench.alice)
        let session = try await identity(try await bench.session("GetSessionToken"))
        #expect(session == alice)
        let role = try await identity(try await bench.assume("deployer").credentials())
        #expect(role.arn == "arn:aws:sts::123456789012:assumed-role/deployer/session-1")
        #expect(role.id?.hasPrefix("AROA") == true && role.id?.hasSuffix(":session-1") == true)
        let federated = try await identity(try await bench.session("GetFederationToken", [("Name", "guest")]))
        #expect(federated == ("arn:aws:sts::123456789012:federated-user/guest", "123456789012:guest"))
    }

    @Test("is reached by GET and POST, at the global host and at localhost alike")
    func ways() async throws {
        let bench = try TestBench()
        let query = "/?Action=GetCallerIdentity&Version=2011-06-15"
        for host in [
            "sts.us-east-1.amazonaws.com", "sts.amazonaws.com", "localhost:4566", "STS.us-east-1.amazonaws.com",
        ] {
            let answer = try await bench.send(
                "GET",
                query,
                host: host,
                signedBy: (TestBench.alice, "us-east-1", "sts")
            )
            #expect(answer.status == 200, "\(host)")
            #expect(try await bench.sts("GetCallerIdentity", host: host).status == 200, "\(host)")
        }
    }

    @Test("a presigned query is good for 15 minutes, whatever it says, with the headers that it signs")
    func presigned() async throws {
        let bench = try TestBench()
        let host = "sts.us-east-1.amazonaws.com"
        let query = try bench.presign(
            "Action=GetCallerIdentity&Version=2011-06-15",
            headers: ["Host": host, "x-k8s-aws-id": "cluster"],
            expiresIn: 60
        )
        func status(_ cluster: String?) async throws -> Int {
            let headers = cluster.map { [("x-k8s-aws-id", $0)] } ?? []
            return try await bench.send("GET", "/?" + query, host: host, headers: headers).status
        }
        #expect(try await status("cluster") == 200)
        #expect(try await status("other") == 403)
        #expect(try await status(nil) == 403)
        bench.clock.advance(by: 900)
        #expect(try await status("cluster") == 200)
        bench.clock.advance(by: 1)
        #expect(try await status("cluster") == 403)
    }
}
