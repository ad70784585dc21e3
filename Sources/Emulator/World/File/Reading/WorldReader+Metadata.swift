import AWSCore
import Determinism

/// The machine that clients run on.
extension WorldReader {
    /// - Parameter accounts: all of the world's: the roles are theirs.
    func metadata(
        _ field: YAMLField?,
        _ accounts: [AccountID: Account]
    ) throws(WorldFileError) -> MachineMetadata? {
        guard let field else { return nil }
        let record = try field.record(MetadataKey.self)
        let metadata = MachineMetadata(
            instance: try instance(record, accounts),
            container: try container(record, accounts)
        )
        guard metadata.instance != nil || metadata.container != nil else {
            throw field.error("\(field.what) names no role; add instance_role: or container_role: with the ARN of one")
        }
        return metadata
    }

    private func instance(
        _ record: [MetadataKey: YAMLField],
        _ accounts: [AccountID: Account]
    ) throws(WorldFileError) -> MachineMetadata.Instance? {
        guard let field = record[.instanceRole] else {
            for key in [MetadataKey.region, .instanceID, .httpTokens] {
                guard let field = record[key] else { continue }
                throw field.error(
                    "\(field.what) is of an instance, and there is none; add instance_role: or take it out"
                )
            }
            return nil
        }
        let (role, account) = try role(field, accounts)
        var region = account.firstRegion ?? Region(account.partition.regions[0])
        if let field = record[.region] {
            let text = try field.text()
            region = account.partition.matches(region: text) ? Region(text) : nil
            guard region != nil else {
                throw field.error(
                    "'\(text)' is not a region of partition \(account.partition.name); write one such as us-east-1"
                )
            }
        }
        guard let region else {
            throw field.error("account \(account.id) has no region; add region: us-east-1 or such")
        }
        var stream = RandomStream(derivedFrom: "instance \(role.account) \(role.name)\(seed.map { " " + $0 } ?? "")")
        var id = "i-0" + stream.text(16, of: "0123456789abcdef")
        if let field = record[.instanceID] {
            id = try field.text()
            guard Self.isResourceID(id, "i-") else {
                throw field.error("'\(id)' is not the ID of an instance; write i- and 4 to 17 small letters and digits")
            }
        }
        return MachineMetadata.Instance(
            role: role,
            region: region,
            id: id,
            requiresToken: try record[.httpTokens]?.choice(of: ["required", "optional"]) != "optional"
        )
    }

    private func container(
        _ record: [MetadataKey: YAMLField],
        _ accounts: [AccountID: Account]
    ) throws(WorldFileError) -> MachineMetadata.Container? {
        guard let field = record[.containerRole] else {
            if let token = record[.containerToken] {
                throw token.error(
                    "\(token.what) is of a container, and there is none; add container_role: or take it out"
                )
            }
            return nil
        }
        let (role, _) = try role(field, accounts)
        var token: String?
        if let field = record[.containerToken] {
            let text = try field.text()
            // The token itself is not shown.
            guard text.utf8.count <= 4_096, text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
                throw field.error("\(field.what) is not 1 to 4096 visible ASCII characters; write another")
            }
            token = text
        }
        var stream = RandomStream(derivedFrom: "container \(role.account) \(role.name)\(seed.map { " " + $0 } ?? "")")
        return MachineMetadata.Container(role: role, token: token, id: stream.uuid())
    }

    private func role(
        _ field: YAMLField,
        _ accounts: [AccountID: Account]
    ) throws(WorldFileError) -> (MachineMetadata.RoleReference, Account) {
        let text = try field.text()
        guard let arn = ARN(text), let account = AccountID(arn.account).flatMap({ accounts[$0] }),
            let role = account.role(arn)
        else {
            throw field.error(
                "\(field.what) is '\(text)', and the world has no such role; write the ARN of one that it has"
            )
        }
        return (MachineMetadata.RoleReference(account: account.id, name: role.name), account)
    }
}
