import AWSProtocols
import Determinism
import World

/// The credentials of a user, or of all users, for services; root has none.
package struct ListServiceSpecificCredentials: IAMOperation {
    package static let name = "ListServiceSpecificCredentials"

    private let userName: String?
    private let serviceName: String?
    private let isOfAll: Bool
    private let page: PageParameters

    package init(_ input: inout IAMInput) throws(IAMError) {
        userName = try input.text("UserName", .userName)
        serviceName = try input.text("ServiceName")
        isOfAll = try input.boolean("AllUsers") ?? false
        page = try PageParameters(&input)
        try input.finish()
    }

    package func subject(_ call: IAMCall) throws(IAMError) -> IAMSubject {
        isOfAll ? call.all("user", below: "/*") : call.user(try call.userName(userName))
    }

    package func perform(_ call: IAMCall) throws(IAMError) -> IAMResult? {
        guard !isOfAll || userName == nil else {
            throw .invalid("Must not specify userName when listing the credentials of all users")
        }
        if let serviceName, ServiceSpecificCredential.Service(named: serviceName) == nil {
            throw .serviceNotSupported(serviceName)
        }
        let account = try call.account()
        let users: [User]
        if isOfAll {
            users = Array(account.users.values)
        } else {
            users = try call.userName(userName).map { (name) throws(IAMError) in [try account.knownUser(name)] } ?? []
        }
        let credentials = users.flatMap { user in
            user.credentials.serviceSpecific.filter { serviceName == nil || $0.service == serviceName }
                .map { (user: user.name, credential: $0) }
        }
        let list = isOfAll ? "*" : users.first?.name ?? ""
        let page = try page.page(of: credentials, Self.name, list, serviceName ?? "") {
            $0.user + " " + $0.credential.id
        }
        return IAMResult(
            [
                .structures(
                    "ServiceSpecificCredentials",
                    page.items.map { $0.credential.members(of: $0.user, at: call.time.now) }
                )
            ] + page.rest
        )
    }
}
