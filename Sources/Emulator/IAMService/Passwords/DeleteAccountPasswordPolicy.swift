import AWSCore
import AWSProtocols
import World

/// Takes the account's own policy away: AWS's usual one is in its place.
package struct DeleteAccountPasswordPolicy: IAMOperation {
    package static let name = "DeleteAccountPasswordPolicy"

    package init(_ input: inout IAMInput) throws(IAMError) { try input.finish() }

    package func subject(_ call: IAMCall) -> IAMSubject { .account }

    package func perform(_ call: IAMCall) throws(IAMError) -> IAMResult? {
        try call.edit { (edit) throws(IAMError) in
            var settings = edit.account.identitySettings
            guard settings.passwordPolicy != nil else {
                throw .absent("The account policy with name PasswordPolicy cannot be found.")
            }
            settings.passwordPolicy = nil
            edit.put(settings)
        }
        return nil
    }
}
