import AWSCore
import AWSProtocols
import STSService
import Testing
import World

@Suite("GetAccessKeyInfo")
struct AccessKeyInfoTests {
    @Test("tells the account of any key, active or not, of a session too")
    func accounts() throws {
        let bench = try Bench()
        let session = try bench.session(GetSessionToken.self)
        let carol = Bench.Caller.user("carol", account: Bench.other)
        for key in ["AKIAALICEALICEALICE1", "AKIAALICEALICEALICE2", session.accessKeyID.value] {
            let result = try bench.perform(GetAccessKeyInfo.self, [("AccessKeyId", key)], as: carol)
            #expect(result.members.map(\.name) == ["Account"])
            #expect(result["Account"]?.text == Bench.account)
        }
    }

    @Test("refuses keys that nobody has, and callers who may not ask")
    func refusals() throws {
        let bench = try Bench()
        let unknown = [("AccessKeyId", "AKIANOBODYNOBODY1234")]
        #expect(
            bench.refusal(GetAccessKeyInfo.self, unknown)
                == refusal(400, "ValidationError", "AKIANOBODYNOBODY1234 is invalid")
        )
        #expect(
            bench.refusal(GetAccessKeyInfo.self, unknown, as: .user("bob"))?.message
                == "User: arn:aws:iam::123456789012:user/bob is not authorized to perform: sts:GetAccessKeyInfo on "
                + "resource: * because no identity-based policy allows the sts:GetAccessKeyInfo action"
        )
    }
}
