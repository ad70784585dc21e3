import AWSCore
import AWSProtocols
import World

/// When and for what an access key of the account was used last.
package struct GetAccessKeyLastUsed: IAMOperation {
    package static let name = "GetAccessKeyLastUsed"

    private let keyID: String

    package init(_ input: inout IAMInput) throws(IAMError) {
        keyID = try input.requiredText("AccessKeyId", .accessKeyID)
        try input.finish()
    }

    package func subject(_ call: IAMCall) -> IAMSubject {
        guard let owner = owner(call) else { return .account }
        if case .user(_, let name) = owner { return call.user(name) }
        return call.user(nil)
    }

    package func perform(_ call: IAMCall) throws(IAMError) -> IAMResult? {
        guard let owner = owner(call), let key = AccessKeyID(keyID) else { throw .noAccessKey(keyID) }
        let use = call.world.lastUse(of: key)
        var user: [QueryResult.Member] = []
        if case .user(_, let name) = owner { user = [.text("UserName", name)] }
        let date: [QueryResult.Member] = use.map { [.date("LastUsedDate", $0.date)] } ?? []
        return IAMResult(
            user + [
                .structure(
                    "AccessKeyLastUsed",
                    date + [
                        .text("ServiceName", use?.service ?? "N/A"), .text("Region", use?.region.name ?? "N/A"),
                    ]
                )
            ]
        )
    }

    /// Nil of a key that nobody has, and of another account's.
    private func owner(_ call: IAMCall) -> Principal? {
        guard let owner = AccessKeyID(keyID).flatMap(call.world.owner(ofKey:)), owner.accountID == call.accountID else {
            return nil
        }
        return owner
    }
}
