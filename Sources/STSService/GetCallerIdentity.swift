import AWSCore
package import AWSProtocols
import World

/// Who the caller is (emulator.md C.3). It takes no parameters and no policy can refuse it.
package struct GetCallerIdentity: STSOperation {
    package init(_ parameters: QueryParameters) {}

    package func perform(_ call: STSCall) throws(STSError) -> STSResult {
        STSResult([
            .text("Arn", call.world.arn(of: call.caller).description),
            .text("UserId", call.world.userID(of: call.caller)),
            .text("Account", call.caller.accountID.value),
        ])
    }
}
