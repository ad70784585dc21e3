package import ArgumentParser
package import Emulator
import TerminalUI

/// What carries tags.
package enum TaggedKind: String, ExpressibleByArgument, CaseIterable, Sendable {
    case user
    case role
    case repository

    func tagged(_ name: String, region: String?) -> IAMChanges.Tagged {
        switch self {
        case .user: .identity(.user(name))
        case .role: .identity(.role(name))
        case .repository: .repository(name, region: region)
        }
    }
}

/// `drydock iam tag`.
package struct IAMTagCommand: IAMChangingVerb {
    package static let configuration = CommandConfiguration(
        commandName: "tag",
        abstract: "Set tags of a user, a role or a repository."
    )

    @Argument(help: "What is tagged: user, role or repository.")
    package var kind: TaggedKind

    @Argument(help: "Its name.")
    package var name: String

    @Argument(help: ArgumentHelp("The tags, as KEY=VALUE.", valueName: "KEY=VALUE"))
    package var tags: [String]

    @Option(help: ArgumentHelp("The region; otherwise the only one that the account has.", valueName: "REGION"))
    package var region: String?

    @OptionGroup
    package var place: IAMPlaceOptions

    package init() {}

    package func change(in context: DrydockContext) throws -> any IAMChange {
        IAMChanges.Tag(kind.tagged(name, region: region), tags: try KeyValue.pairs(tags))
    }
}

/// `drydock iam untag`.
package struct IAMUntagCommand: IAMChangingVerb {
    package static let configuration = CommandConfiguration(
        commandName: "untag",
        abstract: "Take tags off a user, a role or a repository."
    )

    @Argument(help: "What is tagged: user, role or repository.")
    package var kind: TaggedKind

    @Argument(help: "Its name.")
    package var name: String

    @Argument(help: ArgumentHelp("The keys of the tags.", valueName: "KEY"))
    package var keys: [String]

    @Option(help: ArgumentHelp("The region; otherwise the only one that the account has.", valueName: "REGION"))
    package var region: String?

    @OptionGroup
    package var place: IAMPlaceOptions

    package init() {}

    package func change(in context: DrydockContext) throws -> any IAMChange {
        IAMChanges.Untag(kind.tagged(name, region: region), keys: keys)
    }
}
