import IAM

extension Access {
    /// What is wrong with this declaration; nil where it can be relied on.
    var flaw: String? {
        switch self {
        case .noPermissionNeeded(let reason):
            return reason.isEmpty ? "does not say why it needs no permission" : nil
        case .actions(let actions):
            if actions.isEmpty { return "names no action that IAM is asked about" }
            // The catalogue finds names in any case; a question must be asked in AWS's spelling.
            for action in actions where IAMAction.named(action)?.name != action {
                return "asks IAM about \(action), which is not an action of \(IAMAction.services)"
            }
            return Set(actions).count == actions.count ? nil : "names an action twice"
        }
    }

    func allows(asking action: String) -> Bool {
        switch self {
        case .actions(let actions): actions.contains(action)
        case .noPermissionNeeded: false
        }
    }
}
