import AWSProtocols
package import World

/// UpdateUser, UpdateGroup and UpdateServerCertificate: gives something another name or path. The ID stays.
package struct Rename<Kind: RenamedKind>: IAMOperation {
    package static var name: String { "Update" + Kind.word }

    private let name: String
    private let newPath: String?
    private let newName: String?

    package init(_ input: inout IAMInput) throws(IAMError) {
        name = try input.requiredText(Kind.word + "Name", Kind.nameRules)
        newPath = try input.text("NewPath", .path)
        newName = try input.text("New\(Kind.word)Name", Kind.newNameRules)
        try input.finish()
    }

    package func subject(_ call: IAMCall) -> IAMSubject { Kind.subject(name, call) }

    /// Whoever renames must be allowed to on both names (docs/aws/iam-api.md, "What is asked").
    package func otherQuestions(_ call: IAMCall) -> [Question] {
        guard newPath != nil || newName != nil, let account = call.world.account(call.accountID),
            let entity = try? Kind.entity(name, in: account)
        else { return [] }
        let target = call.new(Kind.resource, newPath ?? entity.path, newName ?? entity.name)
        return [call.question("iam:" + Self.name, about: target)]
    }

    package func perform(_ call: IAMCall) throws(IAMError) -> IAMResult? {
        try call.edit { (edit) throws(IAMError) in
            let entity = try Kind.entity(name, in: edit.account)
            if let newName, newName.lowercased() != name.lowercased() { try Kind.refuse(newName, in: edit.account) }
            Kind.move(entity, to: newPath ?? entity.path, name: newName ?? entity.name, in: &edit)
        }
        return nil
    }
}
