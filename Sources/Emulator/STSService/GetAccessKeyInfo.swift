import AWSCore
import AWSProtocols
package import IAM
package import World

/// The account that an access key belongs to, of whatever account, active or not (docs/aws/sts.md, "GetAccessKeyInfo").
package struct GetAccessKeyInfo: STSOperation {
    package static let name = "GetAccessKeyInfo"
    package static let permission = Access.actions(["sts:GetAccessKeyInfo"])
    package static let changesWorld = false

    private let accessKeyID: String

    package init(_ input: inout STSInput) throws(STSError) {
        accessKeyID = try input.requiredText("AccessKeyId", .accessKeyID + .length(16...128))
    }

    package func admit(_ call: STSCall) throws(STSError) {
        try call.refuseRestrictedSessions(Self.name)
    }

    package func questions(_ call: STSCall) throws(STSError) -> [Question] {
        [Question("sts:GetAccessKeyInfo", on: try call.own("*"))]
    }

    package func perform(_ call: STSCall) throws(STSError) -> STSResult {
        guard let account = call.world.knownAccount(ofKey: accessKeyID) else { throw .unknownAccessKey(accessKeyID) }
        return STSResult([.text("Account", account.value)])
    }
}
