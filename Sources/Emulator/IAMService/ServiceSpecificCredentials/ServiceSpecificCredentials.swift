import AWSProtocols
import Foundation
import IAM
import Text
import World

extension Array where Element == InputRule<String> {
    static let serviceSpecificCredentialID: Self = word(#"[\w]+"#, extra: "", allowsEmpty: false) + .length(20...128)
}

/// What is secret about a credential, which is told when it is made and never again.
struct ServiceSecret: Sendable {
    private let members: [QueryResult.Member]

    /// - Parameter bytes: 32, drawn by chance.
    init(of credential: ServiceSpecificCredential, _ bytes: [UInt8]) {
        let secret = Base64.encode(bytes)
        guard let prefix = ServiceSpecificCredential.Service(named: credential.service)?.keyPrefix else {
            members = [.text("ServicePassword", secret)]
            return
        }
        let key = prefix + Base64.encode(Array("\(credential.serviceUserName):\(secret)".utf8))
        members = [.text("ServiceCredentialSecret", key)]
    }

    /// The answer that tells it.
    func result(of credential: ServiceSpecificCredential, _ user: String, at now: Date) -> IAMResult {
        IAMResult([.structure("ServiceSpecificCredential", credential.members(of: user, at: now) + members)])
    }
}

extension ServiceSpecificCredential {
    /// What answers show of it, without its secret.
    func members(of user: String, at now: Date) -> [QueryResult.Member] {
        let isKey = Service(named: service)?.keyPrefix != nil
        let isOver = expiration.map { $0 <= now } ?? false
        return [.date("CreateDate", createdAt)] + (expiration.map { [.date("ExpirationDate", $0)] } ?? [])
            + [
                .text("ServiceName", service),
                .text(isKey ? "ServiceCredentialAlias" : "ServiceUserName", serviceUserName),
                .text("ServiceSpecificCredentialId", id), .text("UserName", user),
                .text("Status", isOver ? "Expired" : isActive ? "Active" : "Inactive"),
            ]
    }
}

extension IAMError {
    static func noServiceSpecificCredential(_ id: String) -> IAMError {
        absent("The service specific credential with id \(id) cannot be found.")
    }

    static func serviceNotSupported(_ service: String) -> IAMError {
        IAMError("NotSupportedService", "No such service \(service) is supported for this operation.", status: 404)
    }
}
