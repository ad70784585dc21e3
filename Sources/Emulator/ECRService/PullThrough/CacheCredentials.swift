import AWSCore
import AWSProtocols
import Foundation
import IAM
import World

/// How ECR signs in at the upstream of a rule, as creating and updating one take it (docs/aws/ecr-features.md, "Pull-through
/// caches").
struct CacheCredentials: Sendable {
    let credentialARN: String?
    let customRoleARN: String?

    init(_ input: inout ECRInput) throws(ECRError) {
        credentialARN = try input.text("credentialArn", .credentialARN)
        customRoleARN = try input.text("customRoleArn", .length(0...RepositoryCreationTemplate.longestRoleARN))
    }

    /// What is asked besides where a role is given, which the caller hands to ECR.
    static let roleAction = "iam:PassRole"

    /// Whether the caller may hand the role to ECR; none where there is no role.
    func questions(_ call: ECRCall) -> [Question] {
        guard let customRoleARN else { return [] }
        return [
            Question(
                Self.roleAction,
                on: AccessedResource(customRoleARN, of: call.caller.accountID),
                context: RequestContext(["iam:PassedToService": [PullThroughRole.service]])
            )
        ]
    }

    var isEmpty: Bool { credentialARN == nil && customRoleARN == nil }

    /// Whether they are what the upstream takes, and the secret can be read.
    ///
    /// - Parameter refusal: the error for an upstream that takes others; creating and updating a rule have not the same.
    func check(
        for upstream: UpstreamRegistry,
        _ call: ECRCall,
        else refusal: (_ sentence: String) -> ECRError
    ) throws(ECRError) {
        switch upstream.kind.access {
        case .open:
            guard isEmpty else {
                throw refusal("The specified upstream registry doesn't require authentication.")
            }
        case .secret:
            guard customRoleARN == nil else { throw Self.mismatch }
            guard let credentialARN else {
                throw refusal(
                    "The specified upstream registry requires authentication. Specify a valid Secrets Manager ARN "
                        + "containing the upstream registry credentials."
                )
            }
            try checkSecret(credentialARN, call)
        case .role:
            guard credentialARN == nil else { throw Self.mismatch }
            try checkRole(for: upstream, call, else: refusal)
        }
    }

    private static let mismatch = ECRError.invalidCacheRule(
        "Upstream registry URL and provided credential type do not match"
    )

    private func checkSecret(_ text: String, _ call: ECRCall) throws(ECRError) {
        let account = call.caller.accountID
        guard let arn = ARN(text), arn.account == account.value, arn.region == call.region.name else {
            throw .invalidCacheRule(
                "Please verify the secret exists in the same region and account that the pullthrough cache rule will be "
                    + "created in"
            )
        }
        do throws(UpstreamSecretFailure) {
            _ = try call.world.credentials(ofSecret: text, for: account, in: call.region)
        } catch {
            throw ECRError(error)
        }
    }

    /// The role is one of the registry's own account, and there must be one where the upstream is of another account. No
    /// text of AWS's was found.
    private func checkRole(
        for upstream: UpstreamRegistry,
        _ call: ECRCall,
        else refusal: (_ sentence: String) -> ECRError
    ) throws(ECRError) {
        let account = call.caller.accountID
        guard let text = customRoleARN else {
            guard upstream.privateRegistry?.account == account else {
                throw refusal(
                    "The specified upstream registry requires authentication. Specify a valid IAM role ARN."
                )
            }
            return
        }
        guard let arn = ARN(text), arn.service == "iam", arn.account == account.value, arn.resource.hasPrefix("role/")
        else {
            throw .invalidParameter(
                "customRoleArn",
                "must be the ARN of an IAM role in the account of the registry"
            )
        }
    }
}
