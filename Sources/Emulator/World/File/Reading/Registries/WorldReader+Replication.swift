import AWSCore

/// Where the images of a registry are copied when they are pushed, and deleted when they are deleted.
extension WorldReader {
    func replicationRules(
        _ field: YAMLField,
        from account: AccountID,
        _ region: Region
    ) throws(WorldFileError) -> [ReplicationRule] {
        var rules: [ReplicationRule] = []
        for entry in try field.list() {
            let record = try entry.record(ReplicationRuleKey.self)
            guard let destinations = record[.destinations] else {
                throw entry.error("\(entry.what) has no destinations; add destinations: with a list of registries")
            }
            rules.append(
                ReplicationRule(
                    destinations: try self.destinations(destinations, from: account, region),
                    prefixes: try record[.prefixes].map { (field) throws(WorldFileError) in try prefixes(field) }
                        ?? [],
                    deletes: try record[.deleteReplication]?.flag()
                )
            )
        }
        try field.requireEntries(rules.count, atMost: ReplicationRule.most)
        return rules
    }

    private func destinations(
        _ field: YAMLField,
        from account: AccountID,
        _ region: Region
    ) throws(WorldFileError) -> [ReplicationDestination] {
        var destinations: [ReplicationDestination] = []
        for entry in try field.list() {
            let record = try entry.record(ReplicationDestinationKey.self)
            let destination = ReplicationDestination(
                account: try record[.account].map { (field) throws(WorldFileError) in try id(field) } ?? account,
                region: try record[.region].map { (field) throws(WorldFileError) in try name(field) } ?? region
            )
            guard destination != ReplicationDestination(account: account, region: region) else {
                throw entry.error(
                    "\(entry.what) is the registry that the images come from; name another region or account"
                )
            }
            destinations.append(destination)
        }
        try field.requireEntries(destinations.count, atMost: ReplicationRule.mostDestinations)
        return destinations
    }

    private func id(_ field: YAMLField) throws(WorldFileError) -> AccountID {
        let text = try field.text()
        guard let account = AccountID(text) else {
            throw field.error("\(field.what) is '\(text)'; write the 12 digits of an account, in quotes")
        }
        return account
    }

    private func name(_ field: YAMLField) throws(WorldFileError) -> Region {
        let text = try field.text()
        guard let region = Region(text) else {
            throw field.error("\(field.what) is '\(text)'; write a region, such as eu-west-1")
        }
        return region
    }

    private func prefixes(_ field: YAMLField) throws(WorldFileError) -> [String] {
        var prefixes: [String] = []
        for entry in try field.list() {
            let text = try entry.text()
            guard (2...256).contains(text.utf8.count), ReplicationRule.isPrefix(text) else {
                throw entry.error(
                    "\(entry.what) is '\(text)'; write the beginning of repository names, such as team/, in 2 to 256"
                        + " characters"
                )
            }
            prefixes.append(text)
        }
        guard !prefixes.isEmpty else {
            throw field.error("\(field.what) is empty; write a prefix, or leave it out for all repositories")
        }
        try field.requireEntries(prefixes.count, atMost: ReplicationRule.mostFilters)
        return prefixes
    }
}
