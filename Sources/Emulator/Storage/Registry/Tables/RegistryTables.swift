import GRDB

/// The tables within one look or one transaction. Statements are compiled once for each connection.
struct RegistryTables {
    let database: Database

    init(_ database: Database) {
        self.database = database
    }

    func run(_ sql: String, _ arguments: StatementArguments = []) throws {
        try database.cachedStatement(sql: sql).execute(arguments: arguments)
    }

    func rows(_ sql: String, _ arguments: StatementArguments = []) throws -> [Row] {
        try Row.fetchAll(database.cachedStatement(sql: sql), arguments: arguments)
    }

    func row(_ sql: String, _ arguments: StatementArguments = []) throws -> Row? {
        try Row.fetchOne(database.cachedStatement(sql: sql), arguments: arguments)
    }

    func values<Value: DatabaseValueConvertible>(
        _ sql: String,
        _ arguments: StatementArguments = []
    ) throws -> [Value] {
        try Value.fetchAll(database.cachedStatement(sql: sql), arguments: arguments)
    }

    func value<Value: DatabaseValueConvertible>(
        _ sql: String,
        _ arguments: StatementArguments = []
    ) throws -> Value? {
        try Value.fetchOne(database.cachedStatement(sql: sql), arguments: arguments)
    }

    func exists(_ sql: String, _ arguments: StatementArguments = []) throws -> Bool {
        try row(sql, arguments) != nil
    }

    /// Makes changes of which all are undone where `body` throws.
    func undoable<Answer>(_ body: () throws -> Answer) throws -> Answer {
        try run("SAVEPOINT change")
        do {
            let answer = try body()
            try run("RELEASE change")
            return answer
        } catch {
            if database.isInsideTransaction {
                do {
                    try run("ROLLBACK TO change")
                    try run("RELEASE change")
                } catch {
                    // What cannot be undone alone is undone with all of the transaction.
                    try database.execute(sql: "ROLLBACK")
                }
            }
            throw error
        }
    }
}
