import AWSCore
import World

/// The settings that CreateRepository takes, read from the input and then checked (emulator.md D.2).
struct RepositorySettings: Sendable {
    private static let mutabilities = ["IMMUTABLE", "MUTABLE", "IMMUTABLE_WITH_EXCLUSION", "MUTABLE_WITH_EXCLUSION"]
    private static let encryptionTypes = ["AES256", "KMS", "KMS_DSSE"]

    let imageTagMutability: String
    /// The filters' patterns; nil where none were given.
    let exclusionFilters: [String]?
    let scanOnPush: Bool
    let encryptionType: String
    let kmsKey: String?
    private let filterTypes: [String]

    init(_ members: InputMembers) throws(ECRError) {
        imageTagMutability = try members.string("imageTagMutability") ?? "MUTABLE"
        scanOnPush = try members.structure("imageScanningConfiguration")?.boolean("scanOnPush") ?? false
        if let encryption = try members.structure("encryptionConfiguration") {
            guard let type = try encryption.string("encryptionType") else {
                throw .missing("encryptionConfiguration.encryptionType")
            }
            encryptionType = type
            kmsKey = try encryption.string("kmsKey")
        } else {
            encryptionType = "AES256"
            kmsKey = nil
        }
        var filters: [String] = []
        var types: [String] = []
        let structures = try members.structures("imageTagMutabilityExclusionFilters")
        for structure in structures ?? [] {
            guard let type = try structure.string("filterType") else {
                throw .missing("imageTagMutabilityExclusionFilters.filterType")
            }
            guard let filter = try structure.string("filter") else {
                throw .missing("imageTagMutabilityExclusionFilters.filter")
            }
            types.append(type)
            filters.append(filter)
        }
        exclusionFilters = structures == nil ? nil : filters
        filterTypes = types
    }

    /// - Throws: the error of the first rule that is broken.
    func check() throws(ECRError) {
        guard Self.mutabilities.contains(imageTagMutability) else {
            throw .invalidParameter("imageTagMutability", Self.enumRule(Self.mutabilities))
        }
        try checkFilters()
        guard Self.encryptionTypes.contains(encryptionType) else {
            throw .invalidParameter("encryptionConfiguration.encryptionType", Self.enumRule(Self.encryptionTypes))
        }
        guard let kmsKey else { return }
        guard encryptionType != "AES256" else {
            throw .invalidParameter("encryptionConfiguration.kmsKey", "must be null when encryptionType is AES256")
        }
        guard !kmsKey.isEmpty else {
            throw .invalidParameter(
                "encryptionConfiguration.kmsKey",
                "Member must have length greater than or equal to 1"
            )
        }
        guard kmsKey.utf16.count <= 2048 else {
            throw .invalidParameter(
                "encryptionConfiguration.kmsKey",
                "Member must have length less than or equal to 2048"
            )
        }
    }

    /// The key under which the repository is encrypted: the one asked for, or that of `alias/aws/ecr`.
    func effectiveKey(in region: Region, of account: AccountID) -> String? {
        guard encryptionType != "AES256" else { return nil }
        return kmsKey ?? Repository.usualKMSKey(in: region, of: account)
    }

    private func checkFilters() throws(ECRError) {
        let member = "imageTagMutabilityExclusionFilters"
        let takesFilters = imageTagMutability.hasSuffix("_WITH_EXCLUSION")
        guard let exclusionFilters else {
            guard !takesFilters else {
                throw .invalidParameter(
                    member,
                    "ImageTagMutabilityExclusionFilters can't be null when imageTagMutability is set as "
                        + imageTagMutability
                )
            }
            return
        }
        guard takesFilters else {
            throw .invalidParameter(
                member,
                "ImageTagMutabilityExclusionFilters must be null when imageTagMutability is set as \(imageTagMutability)"
            )
        }
        guard !exclusionFilters.isEmpty else {
            throw .invalidParameter(member, "Member must have length greater than or equal to 1")
        }
        guard exclusionFilters.count <= 5 else {
            throw .invalidParameter(member, "Member must have length less than or equal to 5")
        }
        guard filterTypes.allSatisfy({ $0 == "WILDCARD" }) else {
            throw .invalidParameter(member + ".filterType", Self.enumRule(["WILDCARD"]))
        }
        guard exclusionFilters.allSatisfy(Self.isFilter) else {
            throw .invalidParameter(member + ".filter", "must satisfy regular expression '^[0-9a-zA-Z._*-]{1,128}$'")
        }
        guard exclusionFilters.allSatisfy({ $0.utf8.count(where: { $0 == 0x2A }) <= 2 }) else {
            throw .invalidParameter(member + ".filter", "must have at most two wildcards")
        }
    }

    private static func isFilter(_ text: String) -> Bool {
        (1...128).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                byte.isWordCharacter || byte == 0x2E || byte == 0x2A || byte == 0x2D
            }
    }

    private static func enumRule(_ values: [String]) -> String {
        "Member must satisfy enum value set: [\(values.joined(separator: ", "))]"
    }
}
