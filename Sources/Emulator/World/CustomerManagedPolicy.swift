package import AWSCore
package import IAM

/// A managed policy of an account's own.
package struct CustomerManagedPolicy: Sendable, Equatable, Codable {
    package let account: AccountID
    /// Begins and ends with `/`.
    package let path: String
    package let name: String
    package let arn: ARN
    /// What it is for, in the words of who made it; nil where nothing was said.
    package let summary: String?
    /// Of kind `identity`.
    package var document: PolicyDocument

    package init(
        account: AccountID,
        partition: Partition,
        path: String = "/",
        name: String,
        summary: String? = nil,
        document: PolicyDocument
    ) {
        self.account = account
        self.path = path
        self.name = name
        arn = .iam(partition, account, "policy" + path + name)
        self.summary = summary
        self.document = document
    }
}
