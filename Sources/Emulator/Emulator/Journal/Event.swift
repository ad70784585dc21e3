import AWSCore
package import AWSProtocols
package import IAM

/// One recorded call in the shape of a CloudTrail record, with the decision that let it pass or stopped it.
package struct Event: Sendable, Codable, Equatable {
    package let eventVersion: String
    /// The event's place in the journal, counted from 1 since the emulator's start or its last reset.
    package let sequence: Int
    package let eventID: String
    /// `2024-05-14T09:30:00Z`, by the world's clock.
    package let eventTime: String
    /// `sts.amazonaws.com`, `ecr.amazonaws.com`, or `drydock` for what no service saw.
    package let eventSource: String
    package let eventName: String
    package let awsRegion: String?
    package let sourceIPAddress: String
    package let userAgent: String?
    package let userIdentity: UserIdentity
    /// The input as read, without secrets; nil where it was not read.
    package let requestParameters: JSONValue?
    package let errorCode: String?
    package let errorMessage: String?
    /// What stands behind the error, where the emulator knows more than AWS says.
    package let errorDetail: String?
    package let requestID: String
    /// Nil where no policy was asked.
    package let decision: EventDecision?
    /// What the call used of its caller's own policies: all that they were asked and allowed; nil where that is nothing.
    package let permissions: [UsedPermission]?
    /// What made the call fail that would have been performed, or hindered its answer, and how many calls it is still
    /// going to hit; nil for what goes on by itself, failures included.
    package let fault: Fault?

    /// Service and name as people write them, such as `ecr:PutImage`.
    package var callName: String { Self.callName(source: eventSource, eventName) }

    /// The repository that the call was about, by name; nil where it was about none or about several.
    package var repository: String? {
        if let name = requestParameters?["repositoryName"]?.string { return name }
        if let names = requestParameters?["repositoryNames"]?.array, names.count == 1 { return names[0].string }
        let asked = decision?.resource ?? requestParameters?["resourceArn"]?.string
        guard let arn = asked.flatMap({ ARN($0) }), ["ecr", "ecr-public"].contains(arn.service),
            arn.resource.hasPrefix("repository/")
        else { return nil }
        let name = String(arn.resource.dropFirst("repository/".count))
        return name.contains("*") ? nil : name
    }

    static func callName(source: String, _ name: String) -> String { "\(source.prefix { $0 != "." }):\(name)" }
}

/// Who called: CloudTrail's `userIdentity`.
package struct UserIdentity: Sendable, Codable, Equatable {
    package struct SessionContext: Sendable, Codable, Equatable {
        package struct Issuer: Sendable, Codable, Equatable {
            package let type: String
            package let principalId: String?
            package let arn: String
            package let accountId: String
            package let userName: String?
        }

        /// The role or user that the session's rights come from.
        package let sessionIssuer: Issuer?
    }

    /// `Root`, `IAMUser`, `AssumedRole`, `FederatedUser`, `AWSService`; `Unknown` where the caller was not authenticated.
    package let type: String
    package let principalId: String?
    package let arn: String?
    package let accountId: String?
    /// The access key ID, as far as the world knows it: a text that is not a key of its could be anything.
    package let accessKeyId: String?
    package let userName: String?
    package let sessionContext: SessionContext?
    /// The service that called, such as `ec2.amazonaws.com`; nil where none did.
    package let invokedBy: String?
}
