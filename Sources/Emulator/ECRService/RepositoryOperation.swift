package import World

/// An operation that works on one repository, and needs one permission on it.
package protocol RepositoryOperation: ECROperation {
    /// The repository that the caller names.
    var repository: RepositoryReference { get }
}

extension RepositoryOperation {
    /// Whether the caller may do the operation to the repository.
    package func questions(_ call: ECRCall) -> [Question] {
        [Question(Self.action, on: repository.resource(call))]
    }
}
