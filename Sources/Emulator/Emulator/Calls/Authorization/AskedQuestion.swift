import IAM

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
