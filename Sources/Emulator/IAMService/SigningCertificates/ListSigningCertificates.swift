import AWSProtocols
import World

/// The signing certificates of a user, or of root.
package struct ListSigningCertificates: IAMOperation {
    package static let name = "ListSigningCertificates"

    private let userName: String?
    private let page: PageParameters

    package init(_ input: inout IAMInput) throws(IAMError) {
        userName = try input.text("UserName", .existingUserName)
        page = try PageParameters(&input)
        try input.finish()
    }

    package func subject(_ call: IAMCall) throws(IAMError) -> IAMSubject { call.user(try call.userName(userName)) }

    package func perform(_ call: IAMCall) throws(IAMError) -> IAMResult? {
        let name = try call.userName(userName)
        let certificates = try call.account().signingCertificates(of: name)
        let page = try page.page(of: certificates, Self.name, name ?? "") { $0.id }
        return IAMResult([.structures("Certificates", page.items.map { $0.members(of: name) })] + page.rest)
    }
}
