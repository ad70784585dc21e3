import AWSCore
import World

/// Makes a change of identities or policies; nothing changes where it is refused.
package struct ChangeIdentities: BodyVerb {
    package static let route = ControlRoute(.post, "iam")
    package static let form = "{\"account\": ID, \"verb\": {CHANGE: {…}}}, as drydock iam sends it"

    /// The account that is meant; nil where the world leaves no doubt.
    private let account: String?
    private let change: any IAMChange

    package init(account: String? = nil, _ change: any IAMChange) {
        self.account = account
        self.change = change
    }

    package func perform(on emulator: Emulator) async throws(ControlError) -> IAMChangeDone {
        let account = try accountID
        return try await emulator.keeping { try change.apply(IAMNames(world: emulator.world, account: account)) }
    }

    private var accountID: AccountID? {
        get throws(ControlError) {
            guard let account else { return nil }
            guard let id = AccountID(account) else {
                throw .invalid("'\(account)' is not an account ID; give 12 digits")
            }
            return id
        }
    }

    private enum CodingKeys: String, CodingKey {
        case account
        case verb
    }

    /// The name of a change.
    private struct ChangeName: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }

        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    package init(from decoder: any Decoder) throws {
        let members = try decoder.container(keyedBy: CodingKeys.self)
        account = try members.decodeIfPresent(String.self, forKey: .account)
        let changes = try members.nestedContainer(keyedBy: ChangeName.self, forKey: .verb)
        guard changes.allKeys.count == 1, let key = changes.allKeys.first,
            let type = IAMChanges.all.first(where: { $0.name == key.stringValue })
        else {
            throw DecodingError.dataCorruptedError(forKey: .verb, in: members, debugDescription: "not one change")
        }
        change = try type.init(from: try changes.superDecoder(forKey: key))
    }

    package func encode(to encoder: any Encoder) throws {
        var members = encoder.container(keyedBy: CodingKeys.self)
        try members.encodeIfPresent(account, forKey: .account)
        var changes = members.nestedContainer(keyedBy: ChangeName.self, forKey: .verb)
        try change.encode(to: changes.superEncoder(forKey: ChangeName(stringValue: type(of: change).name)))
    }
}
