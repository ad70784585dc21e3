package import AWSCore
package import Foundation
package import IAM

/// A managed policy of an account's own.
package struct CustomerManagedPolicy: Sendable, Equatable {
    /// One of the documents that it has or had.
    package struct Version: Sendable, Equatable, Codable {
        /// Counts from 1, and never again: `v1` of ``id``.
        package let number: Int
        /// Of kind `identity`.
        package let document: PolicyDocument
        package let createdAt: Date

        /// As IAM names it: `v1`.
        package var id: String { "v\(number)" }
    }

    /// The most versions that it has at a time.
    package static let mostVersions = 5

    package let account: AccountID
    /// Begins and ends with `/`.
    package let path: String
    package let name: String
    /// `ANPA…`; see ``UniqueID``.
    package let uniqueID: String
    package let arn: ARN
    /// What it is for, in the words of who made it; nil where nothing was said.
    package let summary: String?
    /// The oldest first; at least one, and the default is among them.
    package private(set) var versions: [Version]
    /// The version that applies.
    package private(set) var defaultVersion: Version
    package var tags: [String: String]
    package let createdAt: Date
    /// When the newest version was made.
    package private(set) var updatedAt: Date
    private var lastNumber: Int

    /// - Parameters:
    ///   - seed: the world's seed, on which the unique ID depends.
    ///   - incarnation: how many policies of this ARN were deleted before.
    ///   - created: nil of a policy of the world's file.
    package init(
        account: AccountID,
        partition: Partition,
        path: String = "/",
        name: String,
        seed: String? = nil,
        incarnation: Int = 0,
        summary: String? = nil,
        document: PolicyDocument,
        tags: [String: String] = [:],
        created: Date? = nil
    ) {
        self.account = account
        self.path = path
        self.name = name
        arn = .iam(partition, account, "policy" + path + name)
        uniqueID = UniqueID.make("ANPA", of: arn, seed: seed, incarnation: incarnation)
        self.summary = summary
        self.tags = tags
        createdAt = created ?? World.usualCreation
        updatedAt = createdAt
        lastNumber = 1
        defaultVersion = Version(number: 1, document: document, createdAt: createdAt)
        versions = [defaultVersion]
    }

    /// The document of the version that applies.
    package var document: PolicyDocument { defaultVersion.document }

    package func version(_ id: String) -> Version? { versions.first { $0.id == id } }

    /// Adds a version.
    @discardableResult
    package mutating func addVersion(_ document: PolicyDocument, isDefault: Bool, at date: Date) -> Version {
        lastNumber += 1
        let version = Version(number: lastNumber, document: document, createdAt: date)
        versions.append(version)
        updatedAt = date
        if isDefault { defaultVersion = version }
        return version
    }

    /// Takes a version away, unless it is the default.
    package mutating func removeVersion(_ number: Int) {
        versions.removeAll { $0.number == number && $0 != defaultVersion }
    }

    /// Has a version apply that it has.
    package mutating func setDefault(_ number: Int) {
        if let version = versions.first(where: { $0.number == number }) { defaultVersion = version }
    }
}

/// What an emulator has kept that knew no versions yet is read as well: then there is a `document` and no `versions`.
extension CustomerManagedPolicy: Codable {
    private enum CodingKeys: String, CodingKey {
        case account, path, name, uniqueID, arn, summary, document, versions, defaultVersion, tags, createdAt, updatedAt
        case lastNumber
    }

    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        account = try values.decode(AccountID.self, forKey: .account)
        path = try values.decode(String.self, forKey: .path)
        name = try values.decode(String.self, forKey: .name)
        arn = try values.decode(ARN.self, forKey: .arn)
        summary = try values.decodeIfPresent(String.self, forKey: .summary)
        uniqueID =
            try values.decodeIfPresent(String.self, forKey: .uniqueID) ?? UniqueID.make("ANPA", of: arn, seed: nil)
        tags = try values.decodeIfPresent([String: String].self, forKey: .tags) ?? [:]
        createdAt = try values.decodeIfPresent(Date.self, forKey: .createdAt) ?? World.usualCreation
        updatedAt = try values.decodeIfPresent(Date.self, forKey: .updatedAt) ?? createdAt
        lastNumber = try values.decodeIfPresent(Int.self, forKey: .lastNumber) ?? 1
        if let document = try values.decodeIfPresent(PolicyDocument.self, forKey: .document) {
            defaultVersion = Version(number: 1, document: document, createdAt: createdAt)
            versions = [defaultVersion]
        } else {
            versions = try values.decode([Version].self, forKey: .versions)
            defaultVersion = try values.decode(Version.self, forKey: .defaultVersion)
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(account, forKey: .account)
        try values.encode(path, forKey: .path)
        try values.encode(name, forKey: .name)
        try values.encode(uniqueID, forKey: .uniqueID)
        try values.encode(arn, forKey: .arn)
        try values.encodeIfPresent(summary, forKey: .summary)
        try values.encode(versions, forKey: .versions)
        try values.encode(defaultVersion, forKey: .defaultVersion)
        try values.encode(tags, forKey: .tags)
        try values.encode(createdAt, forKey: .createdAt)
        try values.encode(updatedAt, forKey: .updatedAt)
        try values.encode(lastNumber, forKey: .lastNumber)
    }
}
