import AWSCore
import Determinism
package import IAM
import World

/// Why a simulation has no answer: something in the question is not there.
package struct SimulationError: Error, Sendable, Equatable, CustomStringConvertible {
    /// One line: what is wrong with which value, and what to do.
    package let description: String
}

/// A question to IAM that no call asks: the caller, the resource and the request are put together from names.
struct Simulation {
    let world: WorldStore

    /// - Returns: the question as a call of the principal's to the resource's region would ask it.
    func question(
        principal: String,
        action: String,
        resource: String,
        context given: RequestContext
    ) throws(SimulationError) -> AskedQuestion {
        guard let known = IAMAction.named(action) else {
            throw SimulationError(
                description:
                    "'\(action)' is not an action of \(IAMAction.services) that calls ask here; give one such as "
                    + "ecr:BatchGetImage"
            )
        }
        guard known.isAsked else {
            throw SimulationError(
                description: "IAM is never asked about \(known.name): everyone may, whatever policies say"
            )
        }
        let (profile, session) = try caller(principal)
        let caller = profile.principal.account
        let target = try target(resource, of: known, caller: caller, session)
        var context = requestContext(region: target.region ?? world.regions(of: caller).first, given)
        context.merge(profile.context)
        let side = world.side(of: target.resource, asked: known.name)
        context.merge(side.context)
        context.merge(given)
        return AskedQuestion(
            request: AccessRequest(
                caller: profile.principal,
                action: known.name,
                resource: target.resource.name,
                resourceAccount: target.resource.account,
                context: context
            ),
            policies: ApplicablePolicies(
                caller: profile.policies,
                resource: side.policies,
                endpoint: try endpoint(context["aws:SourceVpce"]?.first)
            )
        )
    }

    // MARK: The caller

    /// With its session, where it is one that lives.
    private func caller(_ text: String) throws(SimulationError) -> (CallerProfile, Session?) {
        let principals = principals(named: text)
        guard let principal = principals.first else {
            let arn = ARN(text)
            if let session = arn.flatMap(world.latestSession),
                let profile = world.callerProfile(of: session.principal, session: session.accessKeyID)
            {
                return (profile, session)
            }
            if let principal = arn.flatMap(roleSession), let profile = world.simulatedProfile(of: principal) {
                return (profile, nil)
            }
            throw SimulationError(
                description: "The world has no user, role or session '\(text)'; `drydock iam show` lists them"
            )
        }
        guard principals.count == 1 else {
            let arns = principals.map { name(of: $0) }.joined(separator: ", ")
            throw SimulationError(description: "'\(text)' is more than one: \(arns); give the ARN")
        }
        guard let profile = world.simulatedProfile(of: principal) else {
            throw SimulationError(
                description: "A policy that is attached to '\(text)' is missing, so nothing can be said of it"
            )
        }
        return (profile, nil)
    }

    /// The users and roles of a name, or the one user, role or root of an ARN. A role asks as a session of it.
    private func principals(named text: String) -> [Principal] {
        var found: [Principal] = []
        for account in world.accountIDs.compactMap(world.account) {
            if account.rootARN.description == text { found.append(.root(account.id)) }
            for user in account.users.values where user.name == text || user.arn.description == text {
                found.append(.user(account.id, name: user.name))
            }
            for role in account.roles.values where role.name == text || role.arn.description == text {
                found.append(.roleSession(account.id, role: role.name, session: "simulation"))
            }
        }
        return found
    }

    private func name(of principal: Principal) -> String {
        if case .roleSession(let account, let name, _) = principal, let role = world.role(account, name) {
            return role.arn.description
        }
        return world.arn(of: principal).description
    }

    /// A session of a role that nobody has assumed under that name yet.
    private func roleSession(_ arn: ARN) -> Principal? {
        let parts = arn.resource.split(separator: "/", omittingEmptySubsequences: false)
        guard arn.service == "sts", parts.count == 3, parts[0] == "assumed-role", !parts[2].isEmpty,
            let account = AccountID(arn.account), world.partition(of: account).name == arn.partition
        else { return nil }
        return .roleSession(account, role: String(parts[1]), session: String(parts[2]))
    }

    // MARK: The resource

    /// - Returns: what is asked about, and the region that it is in; nil where it is in none.
    private func target(
        _ resource: String,
        of action: IAMAction,
        caller: AccountID,
        _ session: Session?
    ) throws(SimulationError) -> (resource: AccessedResource, region: Region?) {
        let belongsToNothing = action.resourceType == .registry || action.resourceType == .none
        guard resource != "*" else {
            guard belongsToNothing else {
                throw SimulationError(
                    description: "\(action.name) is asked on the ARN of a \(action.resourceType.noun); give one"
                )
            }
            return (.account(caller), nil)
        }
        // The lists of IAM are asked on all of a kind, which has an ARN of its own, and so is what an organization has.
        let hasARNs = action.name.hasPrefix("iam:") || action.name.hasPrefix("organizations:")
        guard !belongsToNothing || hasARNs else {
            throw SimulationError(description: "\(action.name) is asked on '*', never on an ARN; give '*'")
        }
        if let arn = ARN(resource), arn.service == "s3", let partition = Partition(name: arn.partition) {
            // Their ARNs do not say whose they are.
            let bucket = world.bucket(String(arn.resource.prefix { $0 != "/" }), in: partition)
            return (AccessedResource(resource, of: bucket?.account ?? caller, .bucket), bucket?.region)
        }
        // AWS's own policies are whoever's who asks about them.
        let owner = ARN(resource).flatMap { AccountID($0.account) ?? ($0.account == "aws" ? caller : nil) }
        guard let arn = ARN(resource), let account = owner else {
            throw SimulationError(
                description: "'\(resource)' is not an ARN with an account; give '*' or one such as "
                    + "arn:aws:ecr:us-east-1:123456789012:repository/app"
            )
        }
        if action.name.hasPrefix("iam:") {
            return (
                AccessedResource(resource, of: account, .identity(tags: world.tags(ofIdentity: arn))),
                account == caller ? world.partition(of: account).globalRegion : nil
            )
        }
        let region = Region(arn.region)
        return (AccessedResource(resource, of: account, kind(of: arn, account, region, session)), region)
    }

    private func kind(
        of arn: ARN,
        _ account: AccountID,
        _ region: Region?,
        _ session: Session?
    ) -> AccessedResource.Kind {
        func name(after prefix: String) -> String? {
            arn.resource.hasPrefix(prefix) ? String(arn.resource.dropFirst(prefix.count)) : nil
        }
        switch arn.service {
        case "ecr":
            guard let region, let name = name(after: "repository/") else { return .account }
            return .repository(Repository.isName(name) ? name : nil, region)
        case "ecr-public":
            guard arn.region.isEmpty else { return .account }
            guard let name = name(after: "repository/") else { return .publicRegistry }
            return .repository(Repository.isName(name) ? name : nil, .publicRegistry)
        case "iam":
            guard arn.resource.hasPrefix("role/") else { return .account }
            return .role(world.account(account)?.roles.values.first { $0.arn == arn }?.met(by: session))
        case "eks":
            guard let region, let name = name(after: "cluster/") else { return .account }
            return .cluster(world.cluster(account, region, name))
        default:
            return .account
        }
    }

    // MARK: The request

    /// The keys of a request over TLS from this machine.
    private func requestContext(region: Region?, _ given: RequestContext) -> RequestContext {
        var context = RequestContext(at: world.clock.now)
        context["aws:SecureTransport"] = ["true"]
        context["aws:RequestedRegion"] = [region?.name ?? "us-east-1"]
        // Through an endpoint of a VPC no address of the client's is seen.
        if given["aws:SourceVpce"] == nil { context["aws:SourceIp"] = ["127.0.0.1"] }
        return context
    }

    private func endpoint(_ id: String?) throws(SimulationError) -> AttachedPolicy? {
        guard let id else { return nil }
        guard let endpoint = world.endpoint(id) else {
            throw SimulationError(
                description: "The world has no VPC endpoint '\(id)', which aws:SourceVpce names; give one of its own"
            )
        }
        return Authorizer.policy(of: endpoint)
    }
}

extension IAMAction.ResourceType {
    fileprivate var noun: String {
        switch self {
        case .repository: "repository"
        case .publicRepository: "public repository"
        case .publicRegistry: "public registry"
        case .role: "role"
        case .federatedUser: "federated user"
        case .registry, .none: "registry"
        case .bucket: "bucket"
        case .object: "object"
        case .cluster: "cluster"
        case .user: "user"
        case .group: "group"
        case .policy: "policy"
        case .instanceProfile: "instance profile"
        case .mfaDevice: "device"
        case .oidcProvider, .samlProvider: "provider"
        case .serverCertificate: "certificate"
        case .identity: "user, group or role"
        }
    }
}

extension Emulator {
    /// Asks IAM without calling.
    ///
    /// - Parameters:
    ///   - principal: a user, a role (which asks as a session of it), root or a session, by ARN; users and roles also by
    ///     name. A live session asks with its session policies and tags.
    ///   - action: such as `ecr:BatchGetImage`, in any case.
    ///   - resource: `*` or an ARN, as calls ask: `*` for what belongs to no repository, such as
    ///     `ecr:GetAuthorizationToken`, and ARNs for all else.
    ///   - context: condition keys that are added to those of the caller, the resource and a request over TLS from
    ///     127.0.0.1, or replace them. With `aws:SourceVpce` that endpoint's policy has a say.
    /// - Throws: ``SimulationError``.
    package func simulate(
        principal: String,
        action: String,
        resource: String,
        context: [String: [String]] = [:]
    ) throws(SimulationError) -> (Decision, Explanation) {
        let question = try Simulation(world: world).question(
            principal: principal,
            action: action,
            resource: resource,
            context: RequestContext(context)
        )
        return (
            Evaluation.decide(question.request, question.policies),
            Explanation(question.request, question.policies, form: configuration.denialForm)
        )
    }
}
