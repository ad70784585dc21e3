/// A policy where it is attached.
struct NaivePolicy: Sendable {
    var arn: String?
    var statements: [NaiveStatement]
}

/// All policies that have a say (docs/aws/iam.md, "Order of evaluation").
struct NaivePolicies: Sendable {
    /// Level by level; each must allow.
    var serviceControl: [[NaivePolicy]] = []
    var resourceControl: [[NaivePolicy]] = []
    var endpoint: NaivePolicy?
    var boundary: NaivePolicy?
    /// Nil where none were passed.
    var session: [NaivePolicy]?
    /// Each must allow, whatever grants.
    var scopeDown: [NaivePolicy] = []
    var identity: [NaivePolicy] = []
    /// Whether the identity side is root's, which needs no policy.
    var isRoot = false
    /// Of a repository and its registry, or of a role.
    var resource: [NaivePolicy] = []
    /// Whether `resource` is a role's trust policy.
    var isTrust = false
}

enum NaiveLayer: String, Sendable, CaseIterable {
    // In the order in which denials name them.
    case serviceControl, resourceControl, endpoint, boundary, session, scopeDown, identity, resource
}

/// What the naive evaluator answers.
enum NaiveAnswer: Sendable, Equatable {
    /// The account's root, whom nothing denies.
    case root
    /// - Parameters:
    ///   - layers: all that hold an allow for the request.
    ///   - isDirect: whether the resource's policy is enough without the identity's.
    case allowed(layers: Set<NaiveLayer>, isDirect: Bool)
    /// - Parameter policies: the ARNs of all policies of the layer that deny; nil for those without.
    case denied(NaiveLayer, policies: [String?])
    case silent(NaiveLayer)
    case trustDenied
    case trustSilent
}
