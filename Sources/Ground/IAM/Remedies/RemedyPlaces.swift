import AWSCore

/// Where a statement would have to stand so that a layer allows a request.
struct RemedyPlaces {
    struct Place {
        let layer: PolicyLayer
        /// Of the document that takes the statement.
        let kind: PolicyKind
        /// `an identity-based policy of user/intern`.
        let name: String
        /// The policy that takes the statement; nil where one is to be made.
        let policy: AttachedPolicy?
        /// The policy's place in its layer's list; nil where one is to be made.
        let index: Int?
        let advice: [String]

        init(
            _ layer: PolicyLayer,
            _ kind: PolicyKind,
            _ name: String,
            policy: AttachedPolicy? = nil,
            index: Int? = nil,
            advice: [String?] = []
        ) {
            self.layer = layer
            self.kind = kind
            self.name = name
            self.policy = policy
            self.index = index
            self.advice = advice.compactMap { $0 }
        }
    }

    private let request: AccessRequest
    private let policies: ApplicablePolicies
    private let words: ExplanationWords

    init(_ request: AccessRequest, _ policies: ApplicablePolicies) {
        self.request = request
        self.policies = policies
        words = ExplanationWords(request, policies)
    }

    /// Nil where no policy could help.
    func place(of layer: PolicyLayer, level: Int) -> Place? {
        switch layer {
        case .serviceControl:
            let name = words.level(level, of: policies.caller.serviceControl.count)
            return Place(
                layer,
                .serviceControl,
                "a service control policy at \(name)",
                advice: [Self.keeper(of: policies.list(of: layer, level: level), in: layer, for: request)]
            )
        case .resourceControl:
            let name = words.level(level, of: policies.resource.resourceControl.count)
            return Place(
                layer,
                .resourceControl,
                "a resource control policy at \(name)",
                advice: [
                    "this is AWS's RCPFullAWSAccess, which stands at every level unless it was detached",
                    Self.keeper(of: policies.list(of: layer, level: level), in: layer, for: request),
                ]
            )
        case .endpoint:
            guard let endpoint = policies.endpoint else { return nil }
            return Place(layer, endpoint.document.kind, "the \(endpoint.name)", policy: endpoint, index: 0)
        case .boundary:
            guard let boundary = policies.caller.boundary else { return nil }
            return Place(
                layer,
                boundary.document.kind,
                boundary.isAWSOwned
                    ? Self.copy(of: boundary, for: words.owner)
                    : "the permissions boundary of \(words.owner), \(boundary.name)",
                policy: boundary.isAWSOwned ? nil : boundary,
                index: 0,
                advice: [boundary.isAWSOwned ? Self.cannotChange : nil]
            )
        case .session:
            return session
        case .scopeDown:
            guard let narrowing = policies.list(of: layer, level: level).first else { return nil }
            return Place(
                layer,
                narrowing.document.kind,
                "\(narrowing.name), which is passed to sts:GetScopedCredentials",
                policy: narrowing,
                index: 0,
                advice: [Self.keeper(of: [], in: layer, for: request)]
            )
        case .identity:
            guard request.caller.hasOwnSide else { return nil }
            return Place(layer, .identity, "an identity-based policy of \(words.owner)")
        case .resource:
            return policies.resource.kind == .trust ? trust : resource
        }
    }

    private var session: Place {
        let call =
            switch request.caller.kind {
            case .federatedUser: "sts:GetFederationToken"
            case .root: "sts:AssumeRoot"
            case .roleSession, .user, .federatedIdentity, .service: "sts:AssumeRole"
            }
        let anew = Self.keeper(of: [], in: .session, for: request)
        guard let session = policies.caller.session, !session.isEmpty else {
            return Place(.session, .session, "a session policy that is passed to \(call)", advice: [anew])
        }
        // The inline policy is the caller's to write; a managed one may have other users.
        let index = session.firstIndex { $0.arn == nil }
        return Place(
            .session,
            index.map { session[$0].document.kind } ?? .session,
            index == nil
                ? "a session policy that is passed to \(call)" : "the session policy that is passed to \(call)",
            policy: index.map { session[$0] },
            index: index,
            advice: [anew]
        )
    }

    private var trust: Place {
        let list = policies.resource.policies
        let account = request.isCrossAccount ? " in account \(request.resourceAccount)" : ""
        guard let index = list.indices.first else {
            return Place(
                .resource,
                .trust,
                "the trust policy of \(words.resource), which has to be created\(account)",
                advice: [owner]
            )
        }
        return Place(
            .resource,
            list[index].document.kind,
            "the trust policy of \(words.resource)\(account)",
            policy: list[index],
            index: index,
            advice: [owner]
        )
    }

    /// Registry policies are about all repositories; these actions are about one that need not be there.
    private static let withoutRepository = [
        "ecr:CreateRepository", "ecr:ReplicateImage", "ecr:BatchImportUpstreamImage",
    ]

    private var resource: Place? {
        // Only ECR's resources have policies here, and `*` is not one of them; nor do they know a caller without
        // account.
        guard let arn = ARN(request.resource), request.caller.hasOwnSide else { return nil }
        if arn.service == "ecr-public" { return publicRepository }
        guard arn.service == "ecr" else { return nil }
        let isRepository = words.repository != nil && !Self.withoutRepository.contains(request.action)
        let kind: PolicyKind = isRepository ? .repository : .registry
        let name =
            isRepository
            ? "the repository policy of \(words.repository ?? "") in account \(request.resourceAccount)"
            : "the registry policy of account \(request.resourceAccount) in \(arn.region)"
        let list = policies.resource.policies
        let index = list.firstIndex { $0.document.kind == kind }
        return Place(.resource, kind, name, policy: index.map { list[$0] }, index: index, advice: [owner])
    }

    /// A public registry has no policy of its own.
    private var publicRepository: Place? {
        guard let repository = words.repository, request.action != "ecr-public:CreateRepository" else { return nil }
        let list = policies.resource.policies
        let index = list.firstIndex { $0.document.kind == .publicRepository }
        let name = "the repository policy of \(repository) in account \(request.resourceAccount)"
        return Place(
            .resource,
            .publicRepository,
            name,
            policy: index.map { list[$0] },
            index: index,
            advice: [owner]
        )
    }

    // MARK: - Who can change what

    private var owner: String? { Self.keeper(of: [], in: .resource, for: request) }

    static let cannotChange = "AWS's own policy cannot be changed"

    /// An own policy in place of one of AWS's.
    static func copy(of boundary: AttachedPolicy, for owner: String) -> String {
        "a copy of \(boundary.name), set as the permissions boundary of \(owner) in its place"
    }

    /// What is to be known of changing these policies of a layer; nil where it is done as usual.
    static func keeper(of policies: [AttachedPolicy], in layer: PolicyLayer, for request: AccessRequest) -> String? {
        switch layer {
        case .serviceControl, .resourceControl:
            let account = policies.lazy.compactMap { $0.arn.flatMap { AccountID($0.account) } }.first
            return "only the organization's management account\(account.map { ", \($0)," } ?? "") can change "
                + "policies of this kind"
        case .session, .scopeDown: return "a session keeps the policies that it was made with: make a new one"
        case .resource:
            guard request.isCrossAccount else { return nil }
            return "only account \(request.resourceAccount), which owns it, can change it, and not the caller's"
        case .endpoint, .boundary, .identity: return nil
        }
    }
}
