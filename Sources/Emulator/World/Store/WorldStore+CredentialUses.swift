package import AWSCore
import Foundation
import Synchronization

/// When access keys and roles were used last.
extension WorldStore {
    /// How long a use that was kept stands for those after it: what is signed every second does not go to the disk every
    /// second. Until then the world knows better than what was kept of it.
    private static let keepsUsesEvery: TimeInterval = 60

    /// Remembers that a key signed a call, and that a role acted by a session's key. It is kept without the call waiting.
    package func noteUse(of key: AccessKeyID, by principal: Principal, _ use: CredentialUse) {
        note { state in
            guard let id = state.usedID(of: key, by: principal) else { return nil }
            state.uses[id] = use
            return Self.isDue(use.date, after: state.keptUses[id]) ? .credentialUsed(id, use) : nil
        }
    }

    /// Whether a use is to be kept.
    ///
    /// - Parameter kept: when the last one was that was kept; nil where none was.
    static func isDue(_ use: Date, after kept: Date?) -> Bool {
        kept.map { use.timeIntervalSince($0) >= keepsUsesEvery } ?? true
    }

    /// Remembers a use in the world.
    ///
    /// - Parameter use: remembers it, and gives the change to keep of it; nil where none is due.
    func note(_ use: (inout WorldState) -> WorldChange?) {
        let change = state.withLock { state in
            let change = use(&state)
            if let change { state.apply(change) }
            return change
        }
        if let change { keeper?.post(change) }
    }

    /// Nil where it was never used.
    package func lastUse(of key: AccessKeyID) -> CredentialUse? { state.withLock { $0.uses[key.value] } }

    /// Nil where no session of the role was ever used.
    package func lastUse(of role: Role) -> CredentialUse? { state.withLock { $0.uses[role.uniqueID] } }

    /// Whose a long-term key is; nil where nobody has it.
    package func owner(ofKey key: AccessKeyID) -> Principal? {
        state.withLock { $0.longTermKeys[key.value]?.principal }
    }
}

extension WorldState {
    /// By what a use is remembered: a long-term key's ID, or the role's of a session. Nil of all others.
    fileprivate func usedID(of key: AccessKeyID, by principal: Principal) -> String? {
        if longTermKeys[key.value] != nil { return key.value }
        if case .roleSession(let account, let role, _) = principal {
            return accounts[account]?.roles[role]?.uniqueID
        }
        return nil
    }
}
