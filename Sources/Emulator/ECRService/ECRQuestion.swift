package import AWSCore
package import IAM

/// One thing that IAM is asked before an operation is performed (docs/aws/iam.md, "Actions and resources").
package struct ECRQuestion: Sendable, Equatable {
    /// Such as `ecr:PutImage`.
    package let action: String
    package let resource: ECRResource
    /// The condition keys that the operation's input gives: `aws:RequestTag/K` and `aws:TagKeys`. The keys of the
    /// caller, of the resource and of the request come on top.
    package let context: RequestContext

    package init(_ action: String, on resource: ECRResource, context: RequestContext = RequestContext()) {
        self.action = action
        self.resource = resource
        self.context = context
    }
}

/// A resource that IAM is asked about.
package struct ECRResource: Sendable, Hashable {
    /// An ARN, or `*` for what belongs to no repository.
    package let name: String
    /// The account that owns it.
    package let account: AccountID
    package let region: Region
    /// The repository that is meant, whether it exists or not; nil for `*` and for all of a registry's repositories.
    package let repository: String?

    /// A repository, also one to be.
    static func repository(_ name: String, _ account: AccountID, _ region: Region) -> ECRResource {
        ECRResource(
            name: ARN.repository(name, in: region, of: account).description,
            account: account,
            region: region,
            repository: name
        )
    }

    /// `repository/*`: every repository of a registry.
    static func allRepositories(of account: AccountID, _ region: Region) -> ECRResource {
        ECRResource(
            name: ARN.repository("*", in: region, of: account).description,
            account: account,
            region: region,
            repository: nil
        )
    }

    /// `*`: the registry as a whole.
    static func registry(of account: AccountID, _ region: Region) -> ECRResource {
        ECRResource(name: "*", account: account, region: region, repository: nil)
    }
}
