import AWSProtocols
import World

/// UpdateAccessKey, UpdateSSHPublicKey and so on: switches a credential on or off.
package struct UpdateCredential<Kind: CredentialKind>: IAMOperation {
    package static var name: String { "Update" + Kind.word }

    private let userName: String?
    private let id: String
    private let status: String

    package init(_ input: inout IAMInput) throws(IAMError) {
        userName = try Kind.userName(&input)
        id = try input.requiredText(Kind.idMember, Kind.idRules)
        status = try input.requiredText("Status", .values(["Active", "Inactive", "Expired"]))
        try input.finish()
    }

    package func subject(_ call: IAMCall) throws(IAMError) -> IAMSubject { call.user(try call.userName(userName)) }

    package func perform(_ call: IAMCall) throws(IAMError) -> IAMResult? {
        guard status != "Expired" else { throw Kind.expired }
        let name = try call.userName(userName)
        try call.edit { (edit) throws(IAMError) in
            var credentials = try Kind.credentials(of: name, in: edit.account)
            guard let index = credentials.firstIndex(where: { $0.id.description == id }) else { throw Kind.missing(id) }
            credentials[index].isActive = status == "Active"
            try Kind.put(credentials, of: name, in: &edit)
        }
        return nil
    }
}

/// DeleteAccessKey, DeleteSSHPublicKey and so on: takes a credential away, an access key that signs the call, too.
package struct DeleteCredential<Kind: CredentialKind>: IAMOperation {
    package static var name: String { "Delete" + Kind.word }

    private let userName: String?
    private let id: String

    package init(_ input: inout IAMInput) throws(IAMError) {
        userName = try Kind.userName(&input)
        id = try input.requiredText(Kind.idMember, Kind.idRules)
        try input.finish()
    }

    package func subject(_ call: IAMCall) throws(IAMError) -> IAMSubject { call.user(try call.userName(userName)) }

    package func perform(_ call: IAMCall) throws(IAMError) -> IAMResult? {
        let name = try call.userName(userName)
        try call.edit { (edit) throws(IAMError) in
            let credentials = try Kind.credentials(of: name, in: edit.account)
            let rest = credentials.filter { $0.id.description != id }
            guard rest.count < credentials.count else { throw Kind.missing(id) }
            try Kind.put(rest, of: name, in: &edit)
        }
        return nil
    }
}
