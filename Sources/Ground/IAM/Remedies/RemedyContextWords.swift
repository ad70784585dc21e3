import AWSCore

/// What a person does so that a call has a value of a condition key.
struct RemedyContextWords {
    let key: String
    /// As the statement writes it, wildcards included.
    let value: String
    let request: AccessRequest

    /// Without a full stop; nil where the caller cannot choose it.
    var way: String? {
        switch key.lowercased() {
        case "aws:multifactorauthpresent" where value == "true", "aws:multifactorauthage": return multiFactor
        case "sts:externalid": return "pass the external ID \(value)"
        case "sts:rolesessionname": return "pass the session name \(value)"
        case "sts:sourceidentity": return "pass the source identity \(value)"
        case "aws:sourceip": return "call from \(value)"
        case "aws:sourcevpce": return "call through the VPC endpoint \(value)"
        case "aws:sourcevpc": return "call from the VPC \(value)"
        case "aws:requestedregion": return "call region \(value)"
        case "aws:securetransport" where value == "true": return "call over TLS"
        default: return tag
        }
    }

    /// The code goes with the call that makes the session; AssumeRole by a user is such a call itself.
    private var multiFactor: String? {
        let parameters = "SerialNumber and TokenCode"
        let session = "use the credentials of sts:GetSessionToken, called with \(parameters)"
        switch request.caller.kind {
        case .user where request.action == "sts:AssumeRole": return "pass \(parameters) with the call, or \(session)"
        case .user, .root: return session
        case .roleSession: return "assume \(owner) with \(parameters)"
        case .federatedUser, .federatedIdentity, .service: return nil
        }
    }

    private var tag: String? {
        guard let slash = key.firstIndex(of: "/") else { return nil }
        let tag = "\(key[key.index(after: slash)...])=\(value)"
        switch key[..<slash].lowercased() {
        case "aws:requesttag": return "pass the tag \(tag) with the call"
        case "aws:resourcetag", "ecr:resourcetag", "iam:resourcetag": return "tag the resource \(tag)"
        case "aws:principaltag": return principalTag(tag)
        default: return nil
        }
    }

    private func principalTag(_ tag: String) -> String? {
        switch request.caller.kind {
        case .user: "tag \(owner) \(tag)"
        case .roleSession: "tag \(owner) \(tag), or pass the tag with the session"
        case .federatedUser: "tag \(owner) \(tag), or pass the tag with sts:GetFederationToken"
        case .root, .federatedIdentity, .service: nil
        }
    }

    private var owner: String { (request.caller.issuerARN ?? request.caller.arn).resource }
}
