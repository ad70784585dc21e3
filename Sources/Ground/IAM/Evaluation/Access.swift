/// What an operation or a route asks of IAM: said outright for each, so that nothing is open by omission.
package enum Access: Sendable, Equatable {
    /// The actions that IAM may be asked about, with their service prefix; the first is asked on every call.
    case actions([String])
    /// No policy has a say. The reason is AWS's.
    case noPermissionNeeded(because: String)
}
