package import AWSCore
import IAM
import World

extension IAMCall {
    /// What IAM is asked before an operation of its own is performed. The resource is always one of the caller's own
    /// account, and has no policy of its own.
    ///
    /// - Parameters:
    ///   - action: service prefix and name: `iam:CreateUser`.
    ///   - context: the keys of the operation: `iam:PolicyARN`, `iam:PermissionsBoundary`, `iam:PassedToService`,
    ///     `iam:AWSServiceName`, `aws:RequestTag/K`, `aws:TagKeys`.
    func question(
        _ action: String,
        about subject: IAMSubject,
        _ context: RequestContext = RequestContext()
    ) -> Question {
        let resource = AccessedResource(subject.resource, of: caller.accountID, .identity(tags: subject.tags))
        return Question(action, on: resource, context: context)
    }
}

/// What a call is about, as IAM is asked about it.
package struct IAMSubject: Sendable {
    /// The ARN of what it is about; of what is not there, and whose ARN is therefore not known, kind and name
    /// (docs/aws/iam-api.md, "What is asked"); or `*`.
    package let resource: String
    /// `aws:ResourceTag/K` and `iam:ResourceTag/K`.
    package var tags: [String: String] = [:]
    /// The permissions boundary that it has.
    package var boundary: ARN?

    /// What belongs to the account as a whole.
    static let account = IAMSubject(resource: "*")

    /// `iam:PermissionsBoundary` of who has one.
    var boundaryConditions: RequestContext { RequestContext(boundary: boundary?.description) }
}

extension RequestContext {
    /// `iam:PermissionsBoundary`; nothing where it is nil.
    init(boundary arn: String?) {
        self.init()
        if let arn { self["iam:PermissionsBoundary"] = [arn] }
    }

    /// `iam:PolicyARN`.
    init(policy arn: String) {
        self.init()
        self["iam:PolicyARN"] = [arn]
    }

    func merging(_ other: RequestContext) -> RequestContext {
        var context = self
        context.merge(other)
        return context
    }
}
