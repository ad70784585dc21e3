import Foundation
import GRDB

extension ClientStore {
    /// Runs `body`; what SQLite or a decoder throws becomes a ``ClientStoreError``, other errors pass as they are.
    static func translating<Result>(_ path: String, _ body: () async throws -> Result) async throws -> Result {
        do {
            return try await body()
        } catch {
            throw translated(error, path)
        }
    }

    /// As the other, where nothing but the store can fail.
    static func translating<Result>(_ path: String, _ body: () throws -> Result) throws(ClientStoreError) -> Result {
        do {
            return try body()
        } catch {
            let translated = translated(error, path)
            throw translated as? ClientStoreError
                ?? ClientStoreError(
                    .inaccessible,
                    "The client store '\(path)' cannot be used: \(translated)."
                )
        }
    }

    private static func translated(_ error: any Error, _ path: String) -> any Error {
        switch error {
        case let error as DatabaseError: ClientStoreError(error, path: path)
        case let error as RowDecodingError: ClientStoreError.damaged(path, "a row cannot be read: \(error)")
        case is DecodingError: ClientStoreError.damaged(path, "a column cannot be read")
        default: error
        }
    }
}
