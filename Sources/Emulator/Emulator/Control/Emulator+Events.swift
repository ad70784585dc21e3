import AWSCore
import IAM
import World

extension Emulator {
    /// Some of the journal, oldest first: as many events as fit into a page, by their number and by their bytes.
    ///
    /// - Parameters:
    ///   - after: the sequence number after which the page begins.
    ///   - filter: which events are wanted; those that are not are passed over.
    /// - Throws: ``ControlError`` for a filter that names what is neither in the world nor in the journal.
    func page(after: Int, _ filter: EventFilter) throws(ControlError) -> EventPage {
        try check(filter)
        let match = EventMatch(filter, world: world)
        var events: [Event] = []
        var bytes = 0
        var next = min(max(after, 0), journal.count)
        var looked = 0
        reading: while looked < EventPage.reach {
            let records = journal.records(after: next, limit: 200)
            if records.isEmpty { break }
            for record in records {
                looked += 1
                if match.fits(record) {
                    let event = Event(record, world: world)
                    bytes += (try? ControlJSON.encoded(event).count) ?? 0
                    // One that is larger than a page is a page by itself.
                    if events.count == EventPage.limit || (bytes > EventPage.byteLimit && !events.isEmpty) {
                        break reading
                    }
                    events.append(event)
                }
                next = record.sequence
            }
        }
        return EventPage(events: events, next: next, hasMore: next < journal.count)
    }

    /// What nothing can fit is a slip of whoever asks.
    private func check(_ filter: EventFilter) throws(ControlError) {
        if let call = filter.call {
            let pattern = ActionPattern(call)
            let isKnown =
                OperationTable.all.contains { pattern.matches($0.callName) }
                || occurs { pattern.matches(Event.callName(source: $0.source, $0.name)) }
            guard isKnown else {
                throw .invalid(
                    "'\(call)' names no call; give one as drydock events shows it, such as ecr:PutImage or sts:*."
                )
            }
        }
        if let caller = filter.caller {
            let match = EventMatch(EventFilter(caller: caller), world: world)
            guard match.fitsIdentity || occurs(match.fits) else {
                throw .invalid(
                    "'\(caller)' is not a caller: it is neither in the world nor in the journal; drydock iam show lists "
                        + "the world's."
                )
            }
        }
        if let repository = filter.repository {
            let match = EventMatch(EventFilter(repository: repository), world: world)
            guard match.fitsRepository || occurs(match.fits) else {
                throw .invalid(
                    "'\(repository)' is not a repository: it is neither in the world nor in the journal; drydock images "
                        + "lists the world's."
                )
            }
        }
    }

    private func occurs(_ isMeant: (EventRecord) -> Bool) -> Bool {
        var next = 0
        while true {
            let records = journal.records(after: next, limit: 1_000)
            guard let last = records.last else { return false }
            if records.contains(where: isMeant) { return true }
            next = last.sequence
        }
    }
}

/// Whether records fit a filter.
private struct EventMatch {
    private let filter: EventFilter
    private let world: WorldStore
    private let caller: ActionPattern?
    private let call: ActionPattern?
    private let repository: ActionPattern?

    init(_ filter: EventFilter, world: WorldStore) {
        self.filter = filter
        self.world = world
        caller = filter.caller.map { ActionPattern($0) }
        call = filter.call.map { ActionPattern($0) }
        repository = filter.repository.map { ActionPattern($0) }
    }

    func fits(_ record: EventRecord) -> Bool {
        if filter.failed, record.errorCode == nil { return false }
        if filter.denied, !record.isDenied { return false }
        if let call, !call.matches(Event.callName(source: record.source, record.name)) { return false }
        if let caller, !names(of: record).contains(where: caller.matches) { return false }
        guard let repository else { return true }
        return repositoryNames(of: record).contains(where: repository.matches)
    }

    // MARK: - Callers

    /// Everything that a caller may be called.
    private func names(of record: EventRecord) -> [String] {
        let identity = UserIdentity(record, world: world)
        guard let arn = identity.arn.flatMap({ ARN($0) }) else {
            return [identity.invokedBy ?? "unknown"] + [identity.accessKeyId].compactMap(\.self)
        }
        var names = names(of: arn)
        if let key = identity.accessKeyId { names.append(key) }
        if let role = identity.sessionContext?.sessionIssuer.flatMap({ ARN($0.arn) }) { names += self.names(of: role) }
        return names
    }

    private func names(of arn: ARN) -> [String] {
        let parts = arn.resource.split(separator: "/")
        // A path stands between kind and name.
        let short = parts.count > 2 && arn.service == "iam" ? ["\(parts[0])/\(arn.lastPart)"] : []
        return [arn.description, arn.resource, arn.lastPart] + short
    }

    /// Whether the filter's caller is an identity of the world.
    var fitsIdentity: Bool {
        guard let caller else { return true }
        if caller.matches("unknown") { return true }
        return world.accountIDs.compactMap(world.account).contains { account in
            let users = account.users.values
            let arns = [account.rootARN] + users.map(\.arn) + account.roles.values.map(\.arn)
            return arns.contains { names(of: $0).contains(where: caller.matches) }
                || users.flatMap(\.accessKeys).contains { caller.matches($0.id.value) }
        }
    }

    // MARK: - Repositories

    private func repositoryNames(of record: EventRecord) -> [String] {
        let event = Event(record, world: world)
        guard let name = event.repository else { return [] }
        let arn = event.decision.flatMap { ARN($0.resource) }
        if let arn, arn.service == "ecr-public", let account = AccountID(arn.account) {
            let alias = world.publicAlias(of: account) ?? ""
            return [name, arn.description, "\(AWSHost.publicRegistry.name)/\(alias)/\(name)"]
        }
        guard let arn, arn.service == "ecr",
            let account = AccountID(arn.account), let region = Region(arn.region)
        else { return [name] }
        return [name, arn.description, "\(AWSHost.registry(account, region).name)/\(name)"]
    }

    /// Whether the filter's repository is one of the world.
    var fitsRepository: Bool {
        guard let repository else { return true }
        return world.repositories.contains { known in
            [known.name, world.uri(of: known), known.arn.description].contains(where: repository.matches)
        }
    }
}
