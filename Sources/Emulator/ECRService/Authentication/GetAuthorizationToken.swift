import AWSCore
package import AWSProtocols
import Foundation
import Text
package import World

/// A password for the registries of a region, good for twelve hours (docs/aws/ecr.md, "Authorization tokens").
package struct GetAuthorizationToken: ECROperation {
    package static let name = "GetAuthorizationToken"

    /// Seconds.
    static let lifetime: TimeInterval = 12 * 3_600

    private let registryIDs: [AccountID]?

    package init(_ input: inout ECRInput) throws(ECRError) {
        registryIDs = try input.texts("registryIds", .length(1...10) + .elements(.registryID))?
            .compactMap { AccountID($0) }
    }

    /// Always `*` in the caller's account, whatever registries are named: a token is the caller's, and what it may do in
    /// a registry is asked there.
    package func questions(_ call: ECRCall) -> [Question] { [Question(Self.action, on: call.ownRegistry)] }

    package func perform(_ call: ECRCall) throws(ECRError) -> JSONValue {
        let expiresAt = call.now.addingTimeInterval(Self.lifetime)
        let suffix = call.region.partition.suffix
        var answers: [JSONValue] = []
        for account in registryIDs ?? [call.caller.accountID] {
            answers.append(
                .object([
                    "authorizationToken": .string(call.authorizationToken(until: expiresAt)),
                    "expiresAt": call.timestamp(expiresAt),
                    "proxyEndpoint": .string("https://\(account).dkr.ecr.\(call.region).\(suffix)"),
                ])
            )
        }
        return .object(["authorizationData": .array(answers)])
    }
}

extension ECRCall {
    /// `AWS` and a password for the registries of the call's region, in base64.
    func authorizationToken(until expiresAt: Date) -> String {
        let password = world.registryToken(
            for: caller,
            session: session,
            in: region,
            issuedAt: now,
            expiresAt: expiresAt
        )
        return Base64.encode(Array("AWS:\(password)".utf8))
    }
}
