import Cryptography
import Determinism
import Foundation
import Glibc
import Text

/// Where the key of a client's store comes from.
package enum StoreKeySource: Sendable {
    /// A file of 64 hexadecimal digits; it is made, 0600, together with the store.
    case file(String)
    /// The value of `ZENML_STORE_KEY`: 32 bytes in hexadecimal or base64.
    case value(String)
}

/// The 32 bytes that the secrets of a store are encrypted with.
struct StoreKey: Sendable, CustomStringConvertible, CustomReflectable {
    let bytes: [UInt8]

    var description: String { "StoreKey([HIDDEN])" }
    var customMirror: Mirror { Mirror(self, children: [:]) }

    /// Reads the key, whether or not there is a store yet.
    ///
    /// - Returns: nil where the source is a file that does not exist.
    init?(_ source: StoreKeySource) throws(ClientStoreError) {
        switch source {
        case .value(let text):
            guard let bytes = StoreKey.bytes(of: text) else {
                throw ClientStoreError(
                    .keyMalformed,
                    "ZENML_STORE_KEY is not a key: it takes 32 bytes as 64 hexadecimal digits or as base64."
                )
            }
            self.bytes = bytes
        case .file(let path):
            guard FileManager.default.fileExists(atPath: path) else { return nil }
            guard let data = FileManager.default.contents(atPath: path) else {
                throw ClientStoreError(
                    .inaccessible,
                    "The key file '\(path)' of the client store cannot be read: check its permissions."
                )
            }
            guard let bytes = StoreKey.bytes(of: String(decoding: data, as: UTF8.self)) else {
                throw ClientStoreError(
                    .keyMalformed,
                    "The key file '\(path)' of the client store does not hold 64 hexadecimal digits: restore it."
                )
            }
            self.bytes = bytes
        }
    }

    /// Makes a key and writes it to `path`, for its owner alone, whole or not at all.
    init(creating path: String, isDurable: Bool, randomness: Randomness) throws(ClientStoreError) {
        var stream = randomness.stream("client-store.key")
        bytes = stream.bytes(32)
        let temporary = path + ".new"
        unlink(temporary)
        let descriptor = Glibc.open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .inaccessible(path, String(cString: strerror(errno))) }
        let text = Array((Hex.encode(bytes) + "\n").utf8)
        let isWritten =
            write(descriptor, text, text.count) == text.count && (!isDurable || fsync(descriptor) == 0)
        let isClosed = close(descriptor) == 0
        guard isWritten, isClosed, rename(temporary, path) == 0 else {
            let reason = String(cString: strerror(errno))
            unlink(temporary)
            throw .inaccessible(path, reason)
        }
    }

    private static func bytes(of text: String) -> [UInt8]? {
        let trimmed = text.trimmingCharacters(in: .whitespacesAndNewlines)
        if trimmed.utf8.count == 64 {
            let digits = trimmed.utf8.compactMap(\.hexDigitValue)
            guard digits.count == 64 else { return nil }
            return stride(from: 0, to: 64, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
        }
        guard let bytes = Base64.decode(trimmed), bytes.count == 32 else { return nil }
        return bytes
    }
}
