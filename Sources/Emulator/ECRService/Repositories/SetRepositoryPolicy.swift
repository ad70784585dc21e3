import AWSCore
package import AWSProtocols
import IAM
import World

/// Gives a repository a policy in place of the one it has (docs/aws/ecr-repositories.md, "Repository policies").
package struct SetRepositoryPolicy: RepositoryOperation {
    package static let name = "SetRepositoryPolicy"

    package let repository: RepositoryReference
    private let policyText: String
    private let force: Bool?

    package init(_ input: inout ECRInput) throws(ECRError) {
        repository = try RepositoryReference(&input)
        policyText = try input.policyText()
        force = try input.boolean("force")
    }

    package func perform(_ call: ECRCall) async throws(ECRError) -> JSONValue {
        let document = try PolicyInput.repositoryPolicy(policyText, isPublic: call.isPublic)
        let found = try repository.repository(call)
        if force != true, try locksOut(document, found, call) { throw .lockOut }
        try await repository.update(call) { $0.policy = document }
        return repository.answer(call, ["policyText": .string(document.text)])
    }

    /// Whether the policy would explicitly deny the caller another SetRepositoryPolicy. Root of the repository's account
    /// is never locked out (docs/aws/iam.md, "Principals").
    private func locksOut(
        _ document: PolicyDocument,
        _ repository: Repository,
        _ call: ECRCall
    ) throws(ECRError) -> Bool {
        guard let profile = call.world.callerProfile(of: call.caller, session: call.session) else {
            throw .server("The caller is gone.")
        }
        guard profile.principal.kind != .root || profile.principal.account != repository.account else { return false }
        var context = profile.context
        let resource = AccessedResource.repository(repository.name, repository.account, repository.region)
        context.merge(call.world.side(of: resource, asked: Self.action).context)
        context.merge(call.context)
        let request = AccessRequest(
            caller: profile.principal,
            action: IAMAction.name(Self.action, in: repository.region),
            resource: resource.name,
            resourceAccount: resource.account,
            context: context
        )
        let isBounded = profile.policies.bound(profile.principal)
        return document.statements.contains { statement in
            statement.effect == .deny
                && statement.principalMatch(profile.principal, isBounded: isBounded) != .none
                && statement.matches(request)
        }
    }
}
