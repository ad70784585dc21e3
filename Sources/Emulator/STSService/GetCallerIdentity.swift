import AWSCore
import AWSProtocols
package import IAM
import World

/// Who the caller is (docs/aws/sts.md, "GetCallerIdentity"). It takes no parameters and is never refused, not even
/// where STS is switched off.
package struct GetCallerIdentity: STSOperation {
    package static let name = "GetCallerIdentity"
    package static let permission = Access.noPermissionNeeded(
        because: "GetCallerIdentity answers everyone whose credentials are good, even under an explicit deny"
    )
    package static let changesWorld = false

    package init(_ input: inout STSInput) {}

    package func perform(_ call: STSCall) throws(STSError) -> STSResult {
        let caller = try call.signer()
        return STSResult([
            .text("Arn", call.world.arn(of: caller).description),
            .text("UserId", call.world.userID(of: caller)),
            .text("Account", caller.accountID.value),
        ])
    }
}
