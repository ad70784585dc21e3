import AWSCore

/// What people call the parties of a request.
struct ExplanationWords {
    private let request: AccessRequest
    private let policies: ApplicablePolicies

    init(_ request: AccessRequest, _ policies: ApplicablePolicies) {
        self.request = request
        self.policies = policies
    }

    /// Whose identity-based policies count: `user/stefan`, `role/ci`.
    var owner: String { (request.caller.issuerARN ?? request.caller.arn).resource }

    /// The caller with its account where that is not the resource's: `user/stefan of account 123456789012`.
    var caller: String {
        let name = request.caller.arn.resource
        return request.isCrossAccount ? "\(name) of account \(request.caller.account)" : name
    }

    /// Who is root where the identity side is root's.
    var root: String { request.caller.kind == .root ? "the caller" : "the issuer" }

    /// Why a layer of the caller's side does not apply to someone who has none.
    var noSide: String {
        request.caller.kind == .service ? "the caller is a service of AWS's" : "the caller has no account"
    }

    /// The resource: `repository team/app`, `role/ci`, `registry of account 123456789012`.
    var resource: String {
        guard let arn = ARN(request.resource) else { return "registry of account \(request.resourceAccount)" }
        if let repository { return (arn.service == "ecr" ? "repository " : "public repository ") + repository }
        switch arn.service {
        case "ecr-public": return "public registry of account \(request.resourceAccount)"
        case "ecr": return "registry of account \(request.resourceAccount) in \(arn.region)"
        case "s3": return "\(resourceKind) \(arn.resource)"
        default: return arn.resource
        }
    }

    /// What the resource is: `repository`, `registry`, `bucket`, `cluster`.
    var resourceKind: String {
        guard let arn = ARN(request.resource) else { return "registry" }
        return switch arn.service {
        case "s3": arn.resource.contains("/") ? "object" : "bucket"
        case "eks": "cluster"
        default: repository == nil ? "registry" : "repository"
        }
    }

    /// The name of the one repository that the request is about; nil where it is about none or about all.
    var repository: String? {
        guard let arn = ARN(request.resource), Self.registries.contains(arn.service),
            arn.resource.hasPrefix("repository/")
        else {
            return nil
        }
        let name = String(arn.resource.dropFirst("repository/".count))
        return name.contains("*") || name.isEmpty ? nil : name
    }

    /// The services whose resources are repositories.
    private static let registries = ["ecr", "ecr-public"]

    /// A level of an organization, which begins with its root and ends with the account.
    func level(_ level: Int, of count: Int) -> String {
        if level == count - 1 { return "the account" }
        if level == 0 { return "the organization's root" }
        return count == 3 ? "the organizational unit" : "organizational unit \(level) of \(count - 2)"
    }

    /// Why a layer's silence does not count.
    func passedOver(_ survey: EvaluationSurvey) -> String {
        switch survey.grant {
        case .direct: "not needed, as \(resourcePolicy) allows the caller directly"
        case .principal: "not needed, as \(resourcePolicy) names \(owner)"
        case .account, .none: "not needed"
        }
    }

    /// The resource's policy, as a subject.
    var resourcePolicy: String { policies.resource.kind == .trust ? "the trust policy" : "the resource's policy" }
}
