import AWSProtocols
import World

extension Array where Element == InputRule<String> {
    static let sshPublicKeyID: Self = word(#"[\w]+"#, extra: "", allowsEmpty: false) + .length(20...128)
}

extension SSHPublicKey {
    /// What lists show of a key.
    func members(of user: String) -> [QueryResult.Member] {
        [
            .text("UserName", user), .text("SSHPublicKeyId", id), .text("Status", isActive ? "Active" : "Inactive"),
            .date("UploadDate", uploadedAt),
        ]
    }

    /// A key by itself.
    func result(of user: String, body: String) -> IAMResult {
        let members = members(of: user)
        return IAMResult([
            .structure(
                "SSHPublicKey",
                members.prefix(2) + [.text("Fingerprint", fingerprint), .text("SSHPublicKeyBody", body)]
                    + members.suffix(2)
            )
        ])
    }
}

extension IAMError {
    static func noSSHPublicKey(_ id: String) -> IAMError {
        absent("The SSH Public Key with id \(id) cannot be found.")
    }

    static func invalid(_ problem: SSHPublicKey.Problem) -> IAMError {
        switch problem {
        case .encoding:
            IAMError(
                "UnrecognizedPublicKeyEncoding",
                "The public key encoding format is unsupported or unrecognized."
            )
        case .key(let reason):
            IAMError("InvalidPublicKey", "The public key is malformed or otherwise invalid.").because(reason)
        }
    }
}
