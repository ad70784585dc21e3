package import ArgumentParser
package import Emulator
import TerminalUI

/// Where a policy of the organisation is attached: its root, a unit, or an account.
package struct LevelOptions: ParsableArguments {
    @Flag(help: "At the organization's root.")
    package var root = false

    @Option(help: ArgumentHelp("At this organizational unit.", valueName: "NAME"))
    package var unit: String?

    package init() {}

    /// The level; the account where neither root nor unit is given.
    func level() throws(UsageError) -> OrganizationPolicyLevel {
        guard !root || unit == nil else {
            throw UsageError(description: "both --root and --unit are given; give one, or neither for the account")
        }
        return root ? .root : unit.map(OrganizationPolicyLevel.unit) ?? .account
    }
}

/// A kind of control policies, as the verbs name it.
package protocol ControlPolicyName {
    static var kind: OrganizationPolicyKind { get }
    static var command: String { get }
    static var words: String { get }
}

package enum ServiceControlPolicyName: ControlPolicyName {
    package static let kind = OrganizationPolicyKind.serviceControl
    package static let command = "scp"
    package static let words = "service control policy"
}

package enum ResourceControlPolicyName: ControlPolicyName {
    package static let kind = OrganizationPolicyKind.resourceControl
    package static let command = "rcp"
    package static let words = "resource control policy"
}

/// `drydock iam put scp` and `drydock iam put rcp`.
package struct IAMPutControlPolicyCommand<Name: ControlPolicyName>: IAMChangingVerb {
    package static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: Name.command,
            abstract: "Add or replace a \(Name.words) of an account, a unit or the root."
        )
    }

    @Argument(help: "Its name.")
    package var name: String

    @OptionGroup
    package var document: DocumentOption

    @OptionGroup
    package var level: LevelOptions

    @OptionGroup
    package var place: IAMPlaceOptions

    package init() {}

    package func change(in context: DrydockContext) throws -> any IAMChange {
        let text = try document.text(in: context)
        return IAMChanges.PutOrganizationPolicy(Name.kind, name: name, at: try level.level(), document: text)
    }
}

/// `drydock iam delete scp` and `drydock iam delete rcp`.
package struct IAMDeleteControlPolicyCommand<Name: ControlPolicyName>: IAMChangingVerb {
    package static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: Name.command, abstract: "Delete a \(Name.words).")
    }

    @Argument(help: "Its name.")
    package var name: String

    @OptionGroup
    package var level: LevelOptions

    @OptionGroup
    package var place: IAMPlaceOptions

    package init() {}

    package func change(in context: DrydockContext) throws -> any IAMChange {
        IAMChanges.DeleteOrganizationPolicy(Name.kind, name: name, at: try level.level())
    }
}
