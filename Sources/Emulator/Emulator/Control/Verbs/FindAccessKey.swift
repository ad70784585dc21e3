import AWSCore
import World

/// The access key of a user: for test programs, which is why secrets are handed out at all.
package struct FindAccessKey: QueryVerb {
    package static let route = ControlRoute(.get, "identity")
    package static let parameters = ["name"]

    /// By name or ARN; nil is the first user that has one.
    private let name: String?

    package init(of name: String?) { self.name = name }

    package init(query: [String: String]) { name = query["name"] }

    package var query: [ControlMessage.Parameter] { name.map { [ControlMessage.Parameter("name", $0)] } ?? [] }

    package func perform(on emulator: Emulator) throws(ControlError) -> UserAccessKey {
        let world = emulator.world
        let users = world.accountIDs.compactMap(world.account).flatMap { account in
            account.users.values.sorted { $0.name < $1.name }.map { (account, $0) }
        }
        let named = users.filter { name == nil || $0.1.name == name || $0.1.arn.description == name }
        guard !named.isEmpty else {
            let known = users.map(\.1.name).joined(separator: ", ")
            throw .notFound("The world has no user '\(name ?? "")'; it has \(known.isEmpty ? "none" : known).")
        }
        for (account, user) in named {
            guard let key = user.accessKeys.first(where: \.isActive) else { continue }
            return UserAccessKey(
                name: user.name,
                arn: user.arn.description,
                accessKeyId: key.id.value,
                secretAccessKey: key.secret,
                regions: account.regionNames
            )
        }
        throw .notFound(
            "No user \(name.map { "'\($0)' " } ?? "")of the world has an active access key; give it one by access_keys in "
                + "the world's file, or by drydock iam create-access-key."
        )
    }
}

/// Long-term credentials of a user of the world.
package struct UserAccessKey: Sendable, Codable, Equatable, CustomStringConvertible, ControlReply {
    package let name: String
    package let arn: String
    package let accessKeyId: String
    package let secretAccessKey: String
    /// The account's regions: first the one that stands first in the world's file, then the others by name.
    package let regions: [String]

    package var description: String { "\(arn) with access key \(accessKeyId)" }
}
