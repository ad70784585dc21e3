import AWSCore
import World

/// What `arn:PARTITION:iam::ACCOUNT:role/PATH/NAME` says, as a caller writes it.
struct RoleName: Sendable {
    /// As it was written.
    let text: String
    let partition: Partition
    let account: AccountID
    private let name: String

    /// Nil unless `text` is a role's ARN.
    init?(_ text: String) {
        guard
            let arn = ARN(text), arn.service == "iam", arn.region.isEmpty,
            let partition = Partition(name: arn.partition), let account = AccountID(arn.account),
            arn.resource.hasPrefix("role/"),
            let name = arn.resource.split(separator: "/", omittingEmptySubsequences: false).last, !name.isEmpty
        else { return nil }
        self.text = text
        self.partition = partition
        self.account = account
        self.name = String(name)
    }

    /// The role that is meant; nil where there is none, or one of another path or partition, and where its account is
    /// closed.
    func role(in world: WorldStore) -> Role? {
        guard !world.isClosed(account), let role = world.role(account, name), role.arn.description == text else {
            return nil
        }
        return role
    }
}
