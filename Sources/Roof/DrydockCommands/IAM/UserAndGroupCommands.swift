package import ArgumentParser
package import Emulator
import TerminalUI

/// `drydock iam put user`.
package struct IAMPutUserCommand: IAMChangingVerb {
    package static let configuration = CommandConfiguration(
        commandName: "user",
        abstract: "Add a user, or change its path, tags and groups."
    )

    @Argument(help: "Its name.")
    package var name: String

    @Option(help: ArgumentHelp("Begins and ends with a slash.", valueName: "PATH"))
    package var path: String?

    @Option(help: ArgumentHelp("A tag of the user, as KEY=VALUE.", valueName: "KEY=VALUE"))
    package var tag: [String] = []

    @Option(help: ArgumentHelp("A group that it belongs to.", valueName: "NAME"))
    package var group: [String] = []

    @OptionGroup
    package var place: IAMPlaceOptions

    package init() {}

    package func change(in context: DrydockContext) throws -> any IAMChange {
        IAMChanges.PutUser(name: name, path: path, tags: try KeyValue.pairs(tag), groups: group)
    }
}

/// `drydock iam delete user`.
package struct IAMDeleteUserCommand: IAMChangingVerb {
    package static let configuration = CommandConfiguration(
        commandName: "user",
        abstract: "Delete a user with its keys; its sessions end."
    )

    @Argument(help: "Its name.")
    package var name: String

    @OptionGroup
    package var place: IAMPlaceOptions

    package init() {}

    package func change(in context: DrydockContext) throws -> any IAMChange {
        IAMChanges.DeleteUser(name: name)
    }
}

/// `drydock iam put group`.
package struct IAMPutGroupCommand: IAMChangingVerb {
    package static let configuration = CommandConfiguration(
        commandName: "group",
        abstract: "Add a group."
    )

    @Argument(help: "Its name.")
    package var name: String

    @Option(help: ArgumentHelp("Begins and ends with a slash.", valueName: "PATH"))
    package var path: String?

    @OptionGroup
    package var place: IAMPlaceOptions

    package init() {}

    package func change(in context: DrydockContext) throws -> any IAMChange {
        IAMChanges.PutGroup(name: name, path: path)
    }
}

/// `drydock iam delete group`.
package struct IAMDeleteGroupCommand: IAMChangingVerb {
    package static let configuration = CommandConfiguration(
        commandName: "group",
        abstract: "Delete a group; its members lose what it allows."
    )

    @Argument(help: "Its name.")
    package var name: String

    @OptionGroup
    package var place: IAMPlaceOptions

    package init() {}

    package func change(in context: DrydockContext) throws -> any IAMChange {
        IAMChanges.DeleteGroup(name: name)
    }
}

/// `drydock iam join`.
package struct IAMJoinCommand: IAMChangingVerb {
    package static let configuration = CommandConfiguration(
        commandName: "join",
        abstract: "Make a user a member of a group."
    )

    @Argument(help: "The group.")
    package var group: String

    @Option(help: ArgumentHelp("The user.", valueName: "NAME"))
    package var user: String

    @OptionGroup
    package var place: IAMPlaceOptions

    package init() {}

    package func change(in context: DrydockContext) throws -> any IAMChange {
        IAMChanges.Join(group: group, user: user)
    }
}

/// `drydock iam leave`.
package struct IAMLeaveCommand: IAMChangingVerb {
    package static let configuration = CommandConfiguration(
        commandName: "leave",
        abstract: "End a user's membership of a group."
    )

    @Argument(help: "The group.")
    package var group: String

    @Option(help: ArgumentHelp("The user.", valueName: "NAME"))
    package var user: String

    @OptionGroup
    package var place: IAMPlaceOptions

    package init() {}

    package func change(in context: DrydockContext) throws -> any IAMChange {
        IAMChanges.Leave(group: group, user: user)
    }
}
