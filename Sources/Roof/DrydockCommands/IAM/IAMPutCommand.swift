package import ArgumentParser
import Emulator

/// `drydock iam put`: adds or replaces.
package struct IAMPutCommand: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "put",
        abstract: "Add or replace a control policy.",
        subcommands: [
            IAMPutControlPolicyCommand<ServiceControlPolicyName>.self,
            IAMPutControlPolicyCommand<ResourceControlPolicyName>.self,
        ]
    )

    package init() {}
}

/// `drydock iam delete`: takes away.
package struct IAMDeleteCommand: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "delete",
        abstract: "Delete a control policy.",
        subcommands: [
            IAMDeleteControlPolicyCommand<ServiceControlPolicyName>.self,
            IAMDeleteControlPolicyCommand<ResourceControlPolicyName>.self,
        ]
    )

    package init() {}
}
