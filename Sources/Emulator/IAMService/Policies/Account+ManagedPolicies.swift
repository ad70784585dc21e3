import AWSCore
import AWSProtocols
import IAM
import World

extension Account {
    /// The ARN of a managed policy that may be attached: one of the account's own, or of AWS's.
    func attachableARN(_ text: String) throws(IAMError) -> ARN {
        guard let arn = ARN(text), arn.service == "iam", arn.resource.hasPrefix("policy/") else {
            throw .invalidARN(text)
        }
        guard !isOfService(arn) else { throw .ofService }
        guard managedPolicy(text)?.arn == arn else { throw .notAttachable(text) }
        return arn
    }

    /// The same, of a policy that is put as the boundary of somebody who is there.
    func puttableBoundaryARN(_ text: String) throws(IAMError) -> ARN {
        if let arn = ARN(text), isOfService(arn) { throw .ofService }
        return try boundaryARN(text)
    }

    /// Whether a policy is one of AWS's that only the role of a service has.
    private func isOfService(_ arn: ARN) -> Bool {
        arn.resource.hasPrefix("policy/aws-service-role/")
            && ManagedPolicy.policy(arn.description, in: partition)?.arn == arn
    }

    /// The same, of a policy that is to be a boundary.
    func boundaryARN(_ text: String) throws(IAMError) -> ARN {
        guard let arn = ARN(text), arn.service == "iam", arn.resource.hasPrefix("policy/") else {
            throw .invalidARN(text)
        }
        guard managedPolicy(text)?.arn == arn else {
            throw .absent("Scope ARN: \(text) does not exist or is not attachable.")
        }
        return arn
    }
}

extension PolicyDocument {
    /// Reads a document of a call's.
    ///
    /// - Parameter isManaged: whether it is a managed policy's, which must say its version.
    /// - Throws: in IAM's words what is wrong with it.
    static func read(_ text: String, _ kind: PolicyKind, isManaged: Bool = false) throws(IAMError) -> PolicyDocument {
        do throws(PolicyError) {
            return try PolicyDocument(json: text, kind: kind, needsVersion: isManaged)
        } catch {
            throw IAMError.malformedPolicy(error.message).because(error.reason)
        }
    }
}
