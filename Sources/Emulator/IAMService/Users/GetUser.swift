import AWSCore
import AWSProtocols
import World

/// A user; the caller's own where none is named.
package struct GetUser: IAMOperation {
    package static let name = "GetUser"

    private let userName: String?

    package init(_ input: inout IAMInput) throws(IAMError) {
        userName = try input.text("UserName", .existingUserName)
        try input.finish()
    }

    package func subject(_ call: IAMCall) throws(IAMError) -> IAMSubject { call.user(try call.userName(userName)) }

    package func perform(_ call: IAMCall) throws(IAMError) -> IAMResult? {
        let account = try call.account()
        guard let name = try call.userName(userName) else {
            return IAMResult([
                .structure(
                    "User",
                    [
                        .text("UserId", account.id.value), .text("Arn", account.rootARN.description),
                        .date("CreateDate", World.usualCreation),
                    ]
                )
            ])
        }
        return IAMResult([.structure("User", try account.knownUser(name).members())])
    }
}
