import Foundation
import GRDB

/// The secret attributes of a service connector, encrypted.
struct SecretRecord: StoreRecord {
    static let databaseTableName = "secret"

    let id: String
    let box: Data

    enum CodingKeys: String, CodingKey {
        case id
        case box
    }
}

/// The one row of what belongs to the store as a whole.
struct StoreRow: StoreRecord {
    static let databaseTableName = "store"

    /// There is no other row.
    static let onlyID = 1

    var id = StoreRow.onlyID
    /// What was sealed with the key when the store was made.
    let keyCheck: Data
    /// How many identifiers were made.
    var identifiersDrawn: Int
    var activeStackID: String?

    enum CodingKeys: String, CodingKey {
        case id
        case keyCheck = "key_check"
        case identifiersDrawn = "identifiers_drawn"
        case activeStackID = "active_stack_id"
    }
}
