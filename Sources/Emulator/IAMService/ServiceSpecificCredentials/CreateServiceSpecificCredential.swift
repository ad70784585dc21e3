import AWSProtocols
package import IAM
import World

/// Gives a user credentials for one service. The answer is the only place in which what is secret about them stands.
package struct CreateServiceSpecificCredential: IAMOperation {
    package static let name = "CreateServiceSpecificCredential"

    private let userName: String
    private let serviceName: String
    private let days: Int?

    package init(_ input: inout IAMInput) throws(IAMError) {
        userName = try input.requiredText("UserName", .userName)
        serviceName = try input.requiredText("ServiceName")
        days = try input.integer("CredentialAgeDays", .value(1...36_600))
        try input.finish()
    }

    package func subject(_ call: IAMCall) -> IAMSubject { call.user(userName) }

    package func conditions(_ call: IAMCall) -> RequestContext {
        var context = RequestContext()
        context["iam:ServiceSpecificCredentialServiceName"] = [serviceName]
        if let days { context["iam:ServiceSpecificCredentialAgeDays"] = ["\(days)"] }
        return context
    }

    package func perform(_ call: IAMCall) throws(IAMError) -> IAMResult? {
        try call.edit { (edit) throws(IAMError) in
            var user = try edit.account.knownUser(userName)
            guard let service = ServiceSpecificCredential.Service(named: serviceName) else {
                throw .serviceNotSupported(serviceName)
            }
            guard days == nil || service.keyPrefix != nil else {
                throw .invalid("CredentialAgeDays is not supported for \(serviceName)")
            }
            let count = user.credentials.serviceSpecific.filter { $0.service == serviceName }.count
            try Quota.serviceSpecificCredentials.refuse(count + 1)
            let credential = edit.newServiceSpecificCredential(of: user, for: service, lifetime: days)
            user.credentials.serviceSpecific.append(credential)
            edit.put(user)
            return ServiceSecret(of: credential, edit.newServiceSecret()).result(of: credential, userName, at: edit.now)
        }
    }
}
