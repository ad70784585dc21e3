import AWSCore
import IAM
import World

/// What the names in an ``IAMChange`` stand for. A name that several accounts have is refused unless the account is
/// given; nothing is guessed.
package struct IAMNames {
    let world: WorldStore
    /// The account that the change names.
    let account: AccountID?

    func target(_ level: OrganizationPolicyLevel) throws -> OrganizationTarget {
        switch level {
        case .root: .root
        case .unit(let name): .unit(name)
        case .account: .account(try only())
        }
    }

    /// The policy that a text is.
    static func document(_ text: String, _ kind: PolicyKind) throws(ControlError) -> PolicyDocument {
        do {
            return try PolicyDocument(json: text, kind: kind)
        } catch {
            throw .invalid("the policy document is wrong, \(error)")
        }
    }

    private func only() throws -> AccountID {
        let candidates = world.accountIDs.filter { account == nil || account == $0 }
        guard let first = candidates.first else {
            throw WorldStoreError.unknownAccount(account?.value ?? "")
        }
        guard candidates.count == 1 else {
            let ids = candidates.map(\.value).joined(separator: ", ")
            throw ControlError.invalid("the policy could be in accounts \(ids); give --account")
        }
        return first
    }
}
