package import AWSProtocols
package import World

/// A kind of thing that may be given another name or path: what the operations that do so are alike in.
package protocol RenamedKind: Sendable {
    associatedtype Entity: HasPath

    /// As it stands in the names of operations and members: `ServerCertificate`.
    static var word: String { get }

    /// As ARNs have it: `server-certificate`.
    static var resource: String { get }

    static var nameRules: InputRules<String> { get }
    static var newNameRules: InputRules<String> { get }

    static func subject(_ name: String, _ call: IAMCall) -> IAMSubject

    /// - Throws: where there is none of that name.
    static func entity(_ name: String, in account: Account) throws(IAMError) -> Entity

    /// - Throws: where another has the name, in whatever case.
    static func refuse(_ name: String, in account: Account) throws(IAMError)

    static func move(_ entity: Entity, to path: String, name: String, in edit: inout IdentityEdit)
}

package protocol HasPath {
    var path: String { get }
    var name: String { get }
}

extension User: HasPath {}
extension Group: HasPath {}
extension ServerCertificate: HasPath {}

extension RenamedKind where Entity: MovableEntity {
    package static func entity(_ name: String, in account: Account) throws(IAMError) -> Entity {
        guard let entity = account[keyPath: Entity.place][name] else { throw .noEntity(word.lowercased(), name) }
        return entity
    }

    package static func refuse(_ name: String, in account: Account) throws(IAMError) {
        try account[keyPath: Entity.place].refuse(name, word)
    }

    package static func move(_ entity: Entity, to path: String, name: String, in edit: inout IdentityEdit) {
        edit.move(entity, to: path, name: name)
    }
}

/// Users, whose keys and policies stay, and what policies of others grant them.
package enum RenamedUser: RenamedKind {
    package typealias Entity = User

    package static let word = "User"
    package static let resource = "user"
    package static let nameRules: InputRules<String> = .existingUserName
    package static let newNameRules: InputRules<String> = .userName

    package static func subject(_ name: String, _ call: IAMCall) -> IAMSubject { call.user(name) }
}

/// Groups, whose members and policies stay.
package enum RenamedGroup: RenamedKind {
    package typealias Entity = Group

    package static let word = "Group"
    package static let resource = "group"
    package static let nameRules: InputRules<String> = .groupName
    package static let newNameRules: InputRules<String> = .groupName

    package static func subject(_ name: String, _ call: IAMCall) -> IAMSubject { call.group(name) }
}

/// Certificates for servers.
package enum RenamedServerCertificate: RenamedKind {
    package static let word = "ServerCertificate"
    package static let resource = "server-certificate"
    package static let nameRules: InputRules<String> = .serverCertificateName
    package static let newNameRules: InputRules<String> = .serverCertificateName

    package static func subject(_ name: String, _ call: IAMCall) -> IAMSubject { call.serverCertificate(name) }

    package static func entity(_ name: String, in account: Account) throws(IAMError) -> ServerCertificate {
        try account.knownServerCertificate(name)
    }

    package static func refuse(_ name: String, in account: Account) throws(IAMError) {
        guard account.identitySettings.serverCertificates.hasName(name) else { return }
        throw .exists("The Server Certificate with name \(name) already exists.")
    }

    package static func move(
        _ certificate: ServerCertificate,
        to path: String,
        name: String,
        in edit: inout IdentityEdit
    ) {
        edit.put(certificate.moved(to: path, name: name, in: edit.account), insteadOf: certificate.name)
    }
}
