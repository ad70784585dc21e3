import AWSCore
import AWSProtocols
package import IAM
package import World

/// Reads a message of ``EncodedAuthorizationMessage``, for principals of the account that it was made for
/// (docs/aws/sts.md, "DecodeAuthorizationMessage"). That messages of other accounts are not valid is inferred.
package struct DecodeAuthorizationMessage: STSOperation {
    package static let name = "DecodeAuthorizationMessage"
    package static let permission = Access.actions(["sts:DecodeAuthorizationMessage"])
    package static let changesWorld = false

    private let message: String

    package init(_ input: inout STSInput) throws(STSError) {
        message = try input.requiredText(
            "EncodedMessage",
            .length(1...EncodedAuthorizationMessage.longest),
            .secret
        )
    }

    package func admit(_ call: STSCall) throws(STSError) {
        try call.refuseRestrictedSessions(Self.name)
    }

    package func questions(_ call: STSCall) throws(STSError) -> [Question] {
        [Question("sts:DecodeAuthorizationMessage", on: try call.own("*"))]
    }

    package func perform(_ call: STSCall) throws(STSError) -> STSResult {
        let account = try call.signer().accountID.value
        guard let text = EncodedAuthorizationMessage.decode(message, for: account, in: call.world) else {
            throw .invalidAuthorizationMessage
        }
        return STSResult([.text("DecodedMessage", text)])
    }
}
