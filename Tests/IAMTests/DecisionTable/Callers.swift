/// The callers and resources of the decision table.
enum Table {
    static let mine = "111122223333"
    static let theirs = "444455556666"
    static let app = "arn:aws:ecr:us-east-1:111122223333:repository/app"
    static let theirApp = "arn:aws:ecr:us-east-1:444455556666:repository/app"
    static let role = "arn:aws:iam::111122223333:role/push"
    static let theirRole = "arn:aws:iam::444455556666:role/push"

    static let user = caller(.user, "iam::111122223333:user/stefan", uniqueID: "AIDASTEFANSTEFANSTEFA")
    static let root = caller(.root, "iam::111122223333:root")
    static let session = caller(
        .roleSession,
        "sts::111122223333:assumed-role/ci/run",
        issuer: "iam::111122223333:role/teams/ci",
        uniqueID: "AROACICICICICICICICIC"
    )
    static let guest = caller(
        .federatedUser,
        "sts::111122223333:federated-user/guest",
        issuer: "iam::111122223333:user/stefan",
        uniqueID: "AIDASTEFANSTEFANSTEFA"
    )
    static let identity = caller(.federatedIdentity, "iam::111122223333:oidc-provider/token.example.com")

    private static func caller(
        _ kind: NaiveRequest.Kind,
        _ arn: String,
        issuer: String? = nil,
        uniqueID: String? = nil
    ) -> NaiveRequest {
        NaiveRequest(
            kind: kind,
            arn: "arn:aws:" + arn,
            account: mine,
            issuer: issuer.map { "arn:aws:" + $0 },
            uniqueID: uniqueID,
            action: "ecr:PutImage",
            resource: app,
            resourceAccount: mine,
            context: [:]
        )
    }
}

extension NaiveRequest {
    /// The same caller with another question.
    func asking(
        _ action: String = "ecr:PutImage",
        on resource: String = Table.app,
        of account: String = Table.mine,
        with context: [String: [String]] = [:]
    ) -> NaiveRequest {
        var request = self
        request.action = action
        request.resource = resource
        request.resourceAccount = account
        request.context = context
        return request
    }
}
