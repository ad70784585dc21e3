import AWSCore
import Foundation

/// An attempt, and which one of its kind is kept.
struct NotedAttempt: Sendable {
    var last: AccessAttempt
    /// The date of the one that was recorded as a change.
    var kept: Date
}

extension WorldState {
    mutating func applyToAccesses(_ change: WorldChange) {
        switch change {
        case .actionAttempted(let account, let id, let action, let attempt):
            accesses[Accessor(account: account, id: id), default: [:]][action] = NotedAttempt(
                last: attempt,
                kept: attempt.date
            )
        case .accessReportMade(let account, let report):
            let all = accessReports[account, default: []] + [report]
            accessReports[account] = Array(all.suffix(AccessReport.mostOfAccount))
        default: break
        }
    }

    /// Of a user or a role that is deleted nothing is told any more, but of its account.
    mutating func forgetAccesses(of id: String, in account: AccountID) {
        guard let old = accesses.removeValue(forKey: Accessor(account: account, id: id)) else { return }
        accesses[Accessor(account: account, id: Accessor.gone), default: [:]].merge(old) { first, second in
            first.last.date < second.last.date ? second : first
        }
    }

    /// The changes that lead to what is remembered, in a fixed order.
    var accessChanges: [WorldChange] {
        let attempts = accesses.sorted { ($0.key.account, $0.key.id) < ($1.key.account, $1.key.id) }
            .flatMap { accessor, actions in
                actions.sorted { $0.key < $1.key }.map { action, noted in
                    WorldChange.actionAttempted(accessor.account, by: accessor.id, action: action, noted.last)
                }
            }
        let reports = accessReports.sorted { $0.key < $1.key }.flatMap { account, reports in
            reports.map { WorldChange.accessReportMade(account, $0) }
        }
        return attempts + reports
    }
}
