package import AWSCore
package import Foundation
package import IAM

/// What STS decided to issue credentials for (docs/aws/sts.md).
package struct SessionGrant: Sendable, Codable, Equatable {
    package var kind: Session.Kind
    /// Who will act with the credentials.
    package var principal: Principal
    /// How long they last, from the present second on.
    package var seconds: Int
    /// The session policy that was passed as a document; nil where none was.
    package var inlinePolicy: PolicyDocument?
    /// What the session was narrowed by, in the order in which that was done; nil where it was not (docs/aws/sts.md,
    /// "GetScopedCredentials").
    package var scopeDownPolicies: [PolicyDocument]?
    /// When the session ends where it takes over the end of another; nil where ``seconds`` decides.
    package var end: Date?
    /// The managed policies that were passed as session policies.
    package var policyARNs: [ARN]
    /// The session's tags, those that it inherits included.
    package var tags: [String: String]
    /// The keys among ``tags`` that sessions made from this one inherit.
    package var transitiveTagKeys: [String]
    package var sourceIdentity: String?
    /// When a one-time code was given for this session; nil where none was.
    package var multiFactorAt: Date?
    /// `aws:FederatedProvider`: the ARN or the name of the identity provider behind the session; nil where there is none.
    package var federatedProvider: String?
    /// Condition keys of the identity provider that outlast the assumption of the role, such as `saml:sub`, with their
    /// values.
    package var providerKeys: [String: [String]]
    /// What a session of AssumeRoot is for; nil for all others.
    package var taskPolicy: ARN?
    /// Whether the credentials are of no use in regions that accounts have to switch on; nil is false.
    package var isForDefaultRegionsOnly: Bool?
    /// The fewest characters that the session token has; it has its usual length where that is more.
    package var minimumTokenSize: Int

    package init(
        kind: Session.Kind,
        principal: Principal,
        seconds: Int,
        inlinePolicy: PolicyDocument? = nil,
        policyARNs: [ARN] = [],
        tags: [String: String] = [:],
        transitiveTagKeys: [String] = [],
        sourceIdentity: String? = nil,
        multiFactorAt: Date? = nil,
        federatedProvider: String? = nil,
        providerKeys: [String: [String]] = [:],
        taskPolicy: ARN? = nil,
        minimumTokenSize: Int = 0
    ) {
        self.kind = kind
        self.principal = principal
        self.seconds = seconds
        self.inlinePolicy = inlinePolicy
        self.policyARNs = policyARNs
        self.tags = tags
        self.transitiveTagKeys = transitiveTagKeys
        self.sourceIdentity = sourceIdentity
        self.multiFactorAt = multiFactorAt
        self.federatedProvider = federatedProvider
        self.providerKeys = providerKeys
        self.taskPolicy = taskPolicy
        self.minimumTokenSize = minimumTokenSize
    }
}
