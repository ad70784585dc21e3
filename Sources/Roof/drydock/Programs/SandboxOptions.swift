import AWSCore
import ArgumentParser
import DrydockCommands

/// The options that say who a sandboxed command is.
struct SandboxOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The user of the world whose key is used; otherwise the first one.", valueName: "NAME"))
    var identity: String?

    @Option(
        help: ArgumentHelp("The region of ~/.aws/config; otherwise the first of the user's account.", valueName: "R")
    )
    var region: String?

    /// - Throws: ``UsageError`` for a name that no region has.
    var checkedRegion: String? {
        get throws(UsageError) {
            guard let region else { return nil }
            guard Region(region) != nil else {
                throw UsageError(description: "--region '\(region)' is not a region; give one such as us-east-1")
            }
            return region
        }
    }
}
