package import ArgumentParser
package import Emulator
import TerminalUI

/// `drydock iam put role`.
package struct IAMPutRoleCommand: IAMChangingVerb {
    package static let configuration = CommandConfiguration(
        commandName: "role",
        abstract: "Add a role, or change its trust policy, session length and tags."
    )

    @Argument(help: "Its name.")
    package var name: String

    @Option(
        help: ArgumentHelp("The trust policy: a file, - for standard input, or JSON text itself.", valueName: "DOC")
    )
    package var trust: String

    @Option(help: ArgumentHelp("Begins and ends with a slash.", valueName: "PATH"))
    package var path: String?

    @Option(help: ArgumentHelp("The longest session in seconds, 3600 to 43200.", valueName: "SECONDS"))
    package var maxSessionDuration: Int?

    @Option(help: ArgumentHelp("A tag of the role, as KEY=VALUE.", valueName: "KEY=VALUE"))
    package var tag: [String] = []

    @OptionGroup
    package var place: IAMPlaceOptions

    package init() {}

    package func change(in context: DrydockContext) throws -> any IAMChange {
        IAMChanges.PutRole(
            name: name,
            path: path,
            trust: try context.document(trust),
            maxSessionDuration: maxSessionDuration,
            tags: try KeyValue.pairs(tag)
        )
    }
}

/// `drydock iam delete role`.
package struct IAMDeleteRoleCommand: IAMChangingVerb {
    package static let configuration = CommandConfiguration(
        commandName: "role",
        abstract: "Delete a role; its sessions end."
    )

    @Argument(help: "Its name.")
    package var name: String

    @OptionGroup
    package var place: IAMPlaceOptions

    package init() {}

    package func change(in context: DrydockContext) throws -> any IAMChange {
        IAMChanges.DeleteRole(name: name)
    }
}

/// `drydock iam put trust`.
package struct IAMPutTrustCommand: IAMChangingVerb {
    package static let configuration = CommandConfiguration(
        commandName: "trust",
        abstract: "Replace a role's trust policy."
    )

    @Argument(help: "The role.")
    package var role: String

    @OptionGroup
    package var document: DocumentOption

    @OptionGroup
    package var place: IAMPlaceOptions

    package init() {}

    package func change(in context: DrydockContext) throws -> any IAMChange {
        IAMChanges.PutTrustPolicy(role: role, document: try document.text(in: context))
    }
}
