package import AWSCore
import Determinism
import Foundation
import Synchronization

/// What principals last tried to use, and the reports on it.
extension WorldStore {
    /// Remembers that somebody tried to use an action. It is kept without the call waiting, and as seldom as uses of
    /// keys are.
    ///
    /// - Parameter action: with its service prefix: `ecr:PutImage`.
    package func noteAccess(to action: String, by principal: Principal, _ attempt: AccessAttempt) {
        note { state in
            guard let id = state.uniqueID(of: principal) else { return nil }
            let accessor = Accessor(account: principal.accountID, id: id)
            guard Self.isDue(attempt.date, after: state.accesses[accessor]?[action]?.kept) else {
                state.accesses[accessor]?[action]?.last = attempt
                return nil
            }
            return .actionAttempted(principal.accountID, by: id, action: action, attempt)
        }
    }

    /// What the user or role of a unique ID last tried to use.
    package func lastAccess(of id: String, in account: AccountID) -> LastAccess {
        state.withLock { $0.accesses[Accessor(account: account, id: id)]?.mapValues(\.last) ?? [:] }
    }

    /// What anybody of an account last tried to use: root, users and roles, also deleted ones.
    package func lastAccess(of account: AccountID) -> LastAccess {
        state.withLock { state in
            state.accesses.filter { $0.key.account == account }.values.reduce(into: [:]) { all, actions in
                all.merge(actions.mapValues(\.last)) { $0.date < $1.date ? $1 : $0 }
            }
        }
    }

    /// Makes a report.
    ///
    /// - Parameter content: what it tells, as it is now.
    /// - Throws: what the recording throws.
    package func addAccessReport(
        for principal: Principal,
        _ content: AccessReport.Content
    ) throws -> AccessReport {
        try alone {
            let known = state.withLock { Set(($0.accessReports[principal.accountID] ?? []).map(\.id)) }
            var stream = randomness.stream("access report")
            var id = stream.uuid()
            // A seeded world that starts again draws the same IDs again.
            while known.contains(id) { id = stream.uuid() }
            let report = AccessReport(
                id: id,
                owner: userID(of: principal),
                created: clock.now,
                content: content
            )
            try commit(.accessReportMade(principal.accountID, report))
            return report
        }
    }

    /// The report of an ID that a principal has asked for; nil where there is none.
    package func accessReport(_ id: String, of principal: Principal) -> AccessReport? {
        let owner = userID(of: principal)
        return state.withLock { state in
            state.accessReports[principal.accountID]?.last { $0.id == id && $0.owner == owner }
        }
    }
}
