import AWSCore
import IAM
import World

/// One question to IAM about a call: what the service says of it, before the caller and the request are added.
struct Question: Sendable {
    let action: String
    /// An ARN, or `*`.
    let resource: String
    /// The account that owns the resource.
    let resourceAccount: AccountID
    let resourcePolicies: ResourcePolicies
    /// The keys of the resource.
    let resourceContext: RequestContext
    /// The keys of the operation's input, which go over all others.
    let context: RequestContext
    /// Who asks, where nobody signed: an identity provider's word for someone. Nil for the call's own caller.
    let federatedCaller: CallerProfile?

    init(
        action: String,
        resource: String,
        resourceAccount: AccountID,
        resourcePolicies: ResourcePolicies,
        resourceContext: RequestContext,
        context: RequestContext = RequestContext(),
        federatedCaller: CallerProfile? = nil
    ) {
        self.action = action
        self.resource = resource
        self.resourceAccount = resourceAccount
        self.resourcePolicies = resourcePolicies
        self.resourceContext = resourceContext
        self.context = context
        self.federatedCaller = federatedCaller
    }
}

/// What IAM was asked and with which policies, as it was at that moment: enough to explain the answer later.
///
/// A class, so that the journal's records, most of which have let theirs go, hold a word for it and not its whole size.
final class AskedQuestion: Sendable {
    let request: AccessRequest
    let policies: ApplicablePolicies

    init(request: AccessRequest, policies: ApplicablePolicies) {
        self.request = request
        self.policies = policies
    }

    /// What it takes in memory, in bytes, nearly: its own texts, and the session policies, which may have outlived their
    /// session. All other policies are the world's.
    var size: Int {
        let session = policies.caller.session?.reduce(0) { $0 + $1.document.text.utf8.count } ?? 0
        return 2_048 + request.resource.utf8.count + request.context.size + 4 * session
    }
}
