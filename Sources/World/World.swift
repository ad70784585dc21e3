package import AWSCore
package import IAM

/// The accounts that an emulator stands for, as they were loaded.
package struct World: Sendable, Equatable {
    /// What generated IDs derive from besides their ARN; nil where the ARN alone decides.
    package var seed: String?
    package var accounts: [AccountID: Account]
    /// What explicit denials say of the policy behind them, unless whoever starts the emulator says otherwise.
    package var denials: DenialForm
    /// Nil where the accounts belong to none.
    package var organization: Organization?
    /// What repositories hold from the start, in the order of the file; those that begin empty are not among them.
    package var initialImages: [InitialImages]

    package init(
        seed: String? = nil,
        denials: DenialForm = .current,
        accounts: [AccountID: Account],
        organization: Organization? = nil,
        initialImages: [InitialImages] = []
    ) {
        self.seed = seed
        self.denials = denials
        self.accounts = accounts
        self.organization = organization
        self.initialImages = initialImages
    }

    /// Reads a world's YAML, whose schema is in `docs/world.md`.
    ///
    /// - Parameters:
    ///   - yaml: the whole text.
    ///   - fileName: how errors name the file.
    /// - Throws: ``WorldFileError`` for the first thing that is wrong. Nothing unknown is passed over.
    package static func load(yaml: String, fileName: String) throws(WorldFileError) -> World {
        try WorldReader.world(YAMLDocument.root(of: yaml, fileName: fileName))
    }

    /// The world that is there when none is given: what ``standardYAML`` says.
    package static func standard() -> World {
        do {
            return try load(yaml: standardYAML, fileName: "the standard world")
        } catch {
            // The text is a constant of this program and a test loads it.
            preconditionFailure("\(error)")
        }
    }
}
