import AWSClient

/// What can be said about a repository that `container-registry deploy` makes: `-x key=value`, or `--key=value`.
struct RepositorySetting: Sendable {
    let key: String
    let help: String
    /// What its value must be, for the error about it.
    private let form: String
    /// Sets it; false for a value that is not of the form.
    private let set: @Sendable (inout NewRepository, String) -> Bool

    static let all = [
        RepositorySetting(key: "repository", help: "the repository's name, by default the registry's", form: "a name") {
            $0.name = $1
            return !$1.isEmpty
        },
        RepositorySetting(
            key: "image_tag_mutability",
            help: "whether tags can be moved, MUTABLE or IMMUTABLE",
            form: "MUTABLE or IMMUTABLE"
        ) {
            $0.imageTagMutability = $1.uppercased()
            return ["MUTABLE", "IMMUTABLE"].contains($1.uppercased())
        },
        RepositorySetting(
            key: "scan_on_push",
            help: "whether images are scanned when they are pushed, true or false",
            form: "true or false"
        ) {
            $0.scansOnPush = $1.lowercased() == "true"
            return ["true", "false"].contains($1.lowercased())
        },
        RepositorySetting(
            key: "encryption_type",
            help: "how images are encrypted, AES256 or KMS",
            form: "AES256 or KMS"
        ) {
            $0.encryptionType = $1.uppercased()
            return ["AES256", "KMS"].contains($1.uppercased())
        },
        RepositorySetting(key: "kms_key", help: "the key for KMS, by its ARN or ID", form: "a key's ARN or ID") {
            $0.kmsKey = $1
            return !$1.isEmpty
        },
    ]

    /// All of them, for help.
    static let summary = all.map { "\($0.key) (\($0.help))" }.joined(separator: "; ")

    /// What is to be made.
    ///
    /// - Parameters:
    ///   - name: the repository's, unless a setting says otherwise.
    ///   - settings: keys and values; of a key that comes twice the last value counts.
    ///   - tags: `key=value`, or `key`.
    /// - Throws: ``CommandFailure`` for a key that there is not, or a value that it cannot have.
    static func repository(
        _ name: String,
        settings: [(key: String, value: String)],
        tags: [String]
    ) throws(CommandFailure) -> NewRepository {
        var repository = NewRepository(name: name)
        for (key, value) in settings {
            guard let setting = all.first(where: { $0.key == key }) else {
                throw CommandFailure(
                    "'\(key)' is not a setting of a repository. The settings are: "
                        + "\(all.map(\.key).joined(separator: ", "))."
                )
            }
            guard setting.set(&repository, value) else {
                throw CommandFailure("The setting '\(key)' takes \(setting.form), not '\(value)'.")
            }
        }
        guard repository.kmsKey == nil || repository.encryptionType == "KMS" else {
            throw CommandFailure("The setting 'kms_key' needs encryption_type=KMS.")
        }
        repository.tags = tags.map { tag in
            let parts = tag.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            return ResourceTag(key: parts[0], value: parts.count > 1 ? parts[1] : "")
        }
        return repository
    }
}
