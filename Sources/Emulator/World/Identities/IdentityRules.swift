import AWSCore

/// What IAM asks of names, paths and tags (IAM quotas). Each rule answers what is wrong and what to do, or nil.
enum IdentityRules {
    /// The most characters of what a role or a policy says that it is for.
    static let longestDescription = 1_000
    /// The most thumbprints of an OpenID Connect provider.
    static let mostThumbprints = 5

    /// AWS's limits of how many there may be.
    enum Count {
        static let tags = 50
        static let groupsOfUser = 10
        static let devices = 8
        static let sshPublicKeys = 5
        static let signingCertificates = 2
        static let serverCertificates = 20
    }

    /// Letters, digits and a few signs; up to 64 of them for users and roles, 128 for all else.
    static func name(_ name: String, of kind: String) -> String? {
        let longest = kind == "user" || kind == "role" ? 64 : 128
        let isName =
            (1...longest).contains(name.utf8.count)
            && name.utf8.allSatisfy { $0.isWordCharacter || "+=,.@-".utf8.contains($0) }
        return isName
            ? nil
            : "'\(name)' is not a name of a \(kind); write 1 to \(longest) letters, digits or characters of _+=,.@-"
    }

    static func path(_ path: String, of what: String) -> String? {
        let isPath =
            path.hasPrefix("/") && path.hasSuffix("/") && path.utf8.count <= 512
            && path.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
        return isPath ? nil : "\(what) is '\(path)'; write a path that begins and ends with /, such as /team/"
    }

    /// Tags of users and roles, whose keys are the same in any case.
    static func tags(_ tags: [String: String], of what: String) -> String? {
        var seen: [String: String] = [:]
        for (key, value) in tags.sorted(by: { $0.key < $1.key }) {
            guard (1...128).contains(key.count), key.unicodeScalars.allSatisfy(isTagCharacter),
                !key.lowercased().hasPrefix("aws:")
            else {
                return
                    "'\(key)' is not a tag key; write 1 to 128 letters, digits, blanks or characters of _.:/=+-@ that "
                    + "do not begin with aws:"
            }
            guard value.count <= 256, value.unicodeScalars.allSatisfy(isTagCharacter) else {
                return "the value of the tag '\(key)' is not a tag value; write up to 256 letters, digits, blanks or "
                    + "characters of _.:/=+-@"
            }
            if let same = seen.updateValue(key, forKey: key.lowercased()) {
                return "the tags '\(same)' and '\(key)' of \(what) differ in case only, the same to IAM; keep one"
            }
        }
        return tags.count <= Count.tags
            ? nil : "\(what) has \(tags.count) tags; write at most \(Count.tags)"
    }

    static func groups(_ groups: [String], of what: String) -> String? {
        groups.count <= Count.groupsOfUser
            ? nil : "\(what) is in \(groups.count) groups, and IAM takes \(Count.groupsOfUser); leave some"
    }

    static func devices(_ devices: [MultiFactorDevice], of what: String) -> String? {
        devices.count <= Count.devices
            ? nil : "\(what) has \(devices.count) devices, and IAM takes \(Count.devices); take some out"
    }

    /// Tags of repositories, whose keys differ by case (docs/aws/ecr.md, "Constraints").
    static func repositoryTags(_ tags: [String: String], of what: String) -> String? {
        for (key, value) in tags.sorted(by: { $0.key < $1.key }) {
            guard (1...128).contains(key.count), !key.lowercased().hasPrefix("aws:") else {
                return "'\(key)' is not a tag key; write up to 128 characters that do not begin with aws:"
            }
            guard value.count <= 256 else {
                return "'\(key)' of \(what) is longer than 256; shorten it"
            }
        }
        return tags.count <= Count.tags
            ? nil : "\(what) has \(tags.count) tags; write at most \(Count.tags)"
    }

    /// `[\p{L}\p{Z}\p{N}_.:/=+\-@]`.
    private static func isTagCharacter(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .spaceSeparator,
            .lineSeparator, .paragraphSeparator, .decimalNumber, .letterNumber, .otherNumber:
            true
        default: "_.:/=+-@".unicodeScalars.contains(scalar)
        }
    }
}
