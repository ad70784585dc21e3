package import ArgumentParser

/// `drydock iam put`: adds or replaces.
package struct IAMPutCommand: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "put",
        abstract: "Add or replace an identity, a key or a policy.",
        subcommands: [
            IAMPutUserCommand.self, IAMPutGroupCommand.self, IAMPutRoleCommand.self, IAMPutTrustCommand.self,
            IAMPutKeyCommand.self, IAMPutDeviceCommand.self, IAMPutPolicyCommand.self, IAMPutBoundaryCommand.self,
            IAMPutControlPolicyCommand<ServiceControlPolicyName>.self,
            IAMPutControlPolicyCommand<ResourceControlPolicyName>.self, IAMPutRepositoryPolicyCommand.self,
            IAMPutRegistryPolicyCommand.self,
        ]
    )

    package init() {}
}

/// `drydock iam delete`: takes away.
package struct IAMDeleteCommand: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "delete",
        abstract: "Delete an identity, a key or a policy.",
        subcommands: [
            IAMDeleteUserCommand.self, IAMDeleteGroupCommand.self, IAMDeleteRoleCommand.self,
            IAMDeleteKeyCommand.self, IAMDeleteDeviceCommand.self, IAMDeletePolicyCommand.self,
            IAMDeleteBoundaryCommand.self, IAMDeleteControlPolicyCommand<ServiceControlPolicyName>.self,
            IAMDeleteControlPolicyCommand<ResourceControlPolicyName>.self,
            IAMDeleteRepositoryPolicyCommand.self, IAMDeleteRegistryPolicyCommand.self,
        ]
    )

    package init() {}
}
