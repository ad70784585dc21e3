import AWSCore
import Cryptography
package import IAM
import Text
package import World

/// A decision as a text that only its own account can read, with DecodeAuthorizationMessage (docs/aws/sts.md,
/// "DecodeAuthorizationMessage"): JSON, encrypted under a key of the world's.
package enum EncodedAuthorizationMessage {
    /// The most characters that DecodeAuthorizationMessage takes.
    static let longest = 10_240

    /// The message for a decision. Where all of it would be longer than DecodeAuthorizationMessage takes, the values of
    /// the condition keys are left out, and then the statements.
    ///
    /// - Parameter userID: the caller's `UserId`.
    /// - Throws: where the message cannot be encrypted.
    package static func encode(_ explanation: Explanation, userID: String, world: WorldStore) throws -> String {
        let message = DecodedMessage(explanation, userID: userID)
        let account = explanation.caller.account.value
        for text in [message.text(), message.text(hasContext: false)] {
            let box = try seal(text, for: account, in: world)
            if box.utf8.count <= longest { return box }
        }
        return try seal(message.text(hasContext: false, hasStatements: false), for: account, in: world)
    }

    /// The JSON of a message; nil for anything but a message that this world has made for `account`.
    static func decode(_ message: String, for account: String, in world: WorldStore) -> String? {
        guard let box = Base64URL.decode(message),
            let text = try? AESGCM.open(box, key: key(of: world), context: Array(account.utf8))
        else { return nil }
        return String(validating: text, as: UTF8.self)
    }

    private static func seal(_ text: String, for account: String, in world: WorldStore) throws -> String {
        let key = key(of: world)
        let plaintext = Array(text.utf8)
        // Derived from what it encrypts, a nonce comes again only with the same message.
        let nonce = Array(HMAC.sha256(Array(account.utf8) + [0] + plaintext, key: key).prefix(12))
        let box = try AESGCM.seal(plaintext, key: key, nonce: nonce, context: Array(account.utf8))
        return Base64URL.encode(box)
    }

    private static func key(of world: WorldStore) -> [UInt8] { world.secret(for: "authorization messages") }
}
