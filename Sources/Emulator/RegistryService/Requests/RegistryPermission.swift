package import IAM

/// What a route's row says of IAM (docs/aws/registry.md, "Routes").
package enum RegistryPermission: Sendable, Equatable {
    /// No policy has a say. The reason is AWS's.
    case notNeeded(because: String)
    /// What IAM is asked, in this order. The first is asked on every call.
    case actions([Action])

    /// An action that IAM is asked about, with its service prefix, and when it is.
    package struct Action: Sendable, Equatable {
        /// When an action is asked about.
        enum Condition: Sendable {
            case always
            /// Where the request brings bytes.
            case withBody
            /// Where a blob comes whole with its `POST`, in the specification's dialect: it is begun, sent and ended at
            /// once, and needs what these three need. ECR only begins an upload then.
            case withWholeBlob
            /// Where a blob is to be mounted, of the repository that it is in.
            case onMountSource
            /// Before the rest, where the push makes its repository.
            case toCreateRepository
            /// Where a pull-through cache has to make the repository.
            case toCreateCache
            /// Where a pull-through cache has to fetch the image.
            case toImport
            /// Where a pull-through cache has to fetch what refers to the image.
            case toImportReferrers
        }

        let name: String
        let condition: Condition

        static func always(_ name: String) -> Action { Action(name: name, condition: .always) }

        static func withBody(_ name: String) -> Action { Action(name: name, condition: .withBody) }

        static func withWholeBlob(_ name: String) -> Action { Action(name: name, condition: .withWholeBlob) }

        static func onMountSource(_ name: String) -> Action { Action(name: name, condition: .onMountSource) }

        static func toCreateCache(_ name: String) -> Action { Action(name: name, condition: .toCreateCache) }

        static func toImport(_ name: String) -> Action { Action(name: name, condition: .toImport) }

        static func toImportReferrers(_ name: String) -> Action { Action(name: name, condition: .toImportReferrers) }

        static func toCreateRepository(_ name: String) -> Action { Action(name: name, condition: .toCreateRepository) }
    }

    /// Empty where no policy has a say.
    var actions: [Action] {
        switch self {
        case .notNeeded: []
        case .actions(let actions): actions
        }
    }

    /// As the table of operations declares it.
    package var access: Access {
        switch self {
        case .notNeeded(let reason): .noPermissionNeeded(because: reason)
        case .actions(let actions): .actions(actions.map(\.name))
        }
    }
}
