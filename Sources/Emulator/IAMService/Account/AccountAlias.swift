import AWSProtocols
import World

/// Names the account, in place of the name that it had. It is unique among the accounts of the world.
package struct CreateAccountAlias: IAMOperation {
    package static let name = "CreateAccountAlias"

    private let alias: String

    package init(_ input: inout IAMInput) throws(IAMError) {
        alias = try input.requiredText("AccountAlias", .accountAlias)
        try input.finish()
    }

    package func subject(_ call: IAMCall) -> IAMSubject { .account }

    package func perform(_ call: IAMCall) throws(IAMError) -> IAMResult? {
        let others = call.world.accountIDs.filter { $0 != call.accountID }.compactMap(call.world.account)
        guard !others.contains(where: { $0.identitySettings.alias == alias }) else {
            throw .exists("The account alias \(alias) already exists.")
        }
        try call.edit { (edit) throws(IAMError) in
            var settings = edit.account.identitySettings
            settings.alias = alias
            edit.put(settings)
        }
        return nil
    }
}

/// Takes the account's name away.
package struct DeleteAccountAlias: IAMOperation {
    package static let name = "DeleteAccountAlias"

    private let alias: String

    package init(_ input: inout IAMInput) throws(IAMError) {
        alias = try input.requiredText("AccountAlias", .accountAlias)
        try input.finish()
    }

    package func subject(_ call: IAMCall) -> IAMSubject { .account }

    package func perform(_ call: IAMCall) throws(IAMError) -> IAMResult? {
        try call.edit { (edit) throws(IAMError) in
            var settings = edit.account.identitySettings
            guard settings.alias == alias else { throw .noAlias(alias) }
            settings.alias = nil
            edit.put(settings)
        }
        return nil
    }
}

/// The account's name, of which there is one at the most.
package struct ListAccountAliases: IAMOperation {
    package static let name = "ListAccountAliases"

    private let page: PageParameters

    package init(_ input: inout IAMInput) throws(IAMError) {
        page = try PageParameters(&input)
        try input.finish()
    }

    package func subject(_ call: IAMCall) -> IAMSubject { .account }

    package func perform(_ call: IAMCall) throws(IAMError) -> IAMResult? {
        let aliases = try call.account().identitySettings.alias.map { [$0] } ?? []
        let page = try page.page(of: aliases, Self.name) { $0 }
        return IAMResult([.texts("AccountAliases", page.items)] + page.rest)
    }
}
