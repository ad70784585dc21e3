/// What the gallery of ECR Public shows of a public repository (docs/aws/ecr-public.md, "Catalog data").
package struct RepositoryCatalog: Sendable, Codable, Equatable {
    package var description: String?
    package var architectures: [String]?
    package var operatingSystems: [String]?
    /// The SHA-256 of the logo in hexadecimal digits, by which its address is made; nil where there is none.
    package var logo: String?
    package var aboutText: String?
    package var usageText: String?

    /// The characters of ``description``.
    package static let longestDescription = 1_024
    /// The characters of ``aboutText`` and of ``usageText``.
    package static let longestText = 25_600
    /// How many architectures and operating systems there may be, and the characters of each.
    package static let mostWords = 50
    package static let wordLength = 1...50
    /// The characters of a public repository's name.
    package static let nameLength = 2...205

    /// Whether `text` has the form of a public repository's name.
    package static func isRepositoryName(_ text: String) -> Bool {
        nameLength.contains(text.utf8.count) && Repository.isName(text)
    }

    package init(
        description: String? = nil,
        architectures: [String]? = nil,
        operatingSystems: [String]? = nil,
        logo: String? = nil,
        aboutText: String? = nil,
        usageText: String? = nil
    ) {
        self.description = description
        self.architectures = architectures
        self.operatingSystems = operatingSystems
        self.logo = logo
        self.aboutText = aboutText
        self.usageText = usageText
    }
}
