package import AWSCore
package import Foundation
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
    /// What its clients' machine is to EC2 and ECS; nil where it is not one of theirs.
    package var metadata: MachineMetadata?
    /// What scans of images take and find.
    package var scans: Scans
    /// What stands in the place of registries of others, by host.
    package var upstreams: [String: Upstream]

    package init(
        seed: String? = nil,
        denials: DenialForm = .current,
        accounts: [AccountID: Account],
        organization: Organization? = nil,
        initialImages: [InitialImages] = [],
        metadata: MachineMetadata? = nil,
        scans: Scans = Scans(),
        upstreams: [String: Upstream] = [:]
    ) {
        self.seed = seed
        self.denials = denials
        self.accounts = accounts
        self.organization = organization
        self.initialImages = initialImages
        self.metadata = metadata
        self.scans = scans
        self.upstreams = upstreams
    }

    /// When something was created whose file does not say so: 2024-01-01T00:00:00Z.
    package static let usualCreation = Date(timeIntervalSince1970: 1_704_067_200)

    /// Reads a world's YAML, whose schema is in `docs/world.md`.
    ///
    /// - Parameters:
    ///   - yaml: the whole text.
    ///   - fileName: how errors name the file.
    ///   - goesOn: asked before each identity, repository and the like is read, on which line of how many it stands.
    ///     False ends the reading. While the text is taken apart beforehand, a quarter of the work, nobody is asked.
    /// - Throws: ``WorldFileError`` for the first thing that is wrong, or where the reading was ended. Nothing unknown is
    ///   passed over.
    package static func load(
        yaml: String,
        fileName: String,
        goesOn: @escaping (_ line: Int, _ lines: Int) -> Bool = { _, _ in true }
    ) throws(WorldFileError) -> World {
        let root = try YAMLDocument.root(of: yaml, fileName: fileName)
        return try WorldReader.world(root, lines: YAMLDocument.lines(of: yaml), goesOn: goesOn)
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
