import AWSCore

/// The machine that clients run on.
extension WorldWriter {
    /// Nil where none of its roles is there any more.
    func metadata(_ metadata: MachineMetadata) -> WrittenValue? {
        let instance = metadata.instance.flatMap { role($0.role) == nil ? nil : $0 }
        let container = metadata.container.flatMap { role($0.role) == nil ? nil : $0 }
        return WrittenValue.record(MetadataKey.self) { key in
            switch key {
            case .instanceRole: instance.flatMap { role($0.role) }
            case .region: instance.map { .text($0.region.name) }
            case .instanceID: instance.map { .text($0.id) }
            case .httpTokens: instance.flatMap { $0.requiresToken ? nil : .word("optional") }
            case .containerRole: container.flatMap { role($0.role) }
            case .containerToken: container?.token.map { .text($0) }
            }
        }.unlessEmpty
    }

    private func role(_ reference: MachineMetadata.RoleReference) -> WrittenValue? {
        world.accounts[reference.account]?.roles[reference.name].map { .text($0.arn.description) }
    }
}
