import AWSCore
import AWSProtocols
import IAM

/// How the three operations on a registry's policy answer.
enum RegistryPolicyShape {
    static func json(_ policy: PolicyDocument, of account: AccountID) -> JSONValue {
        .object(["registryId": .string(account.value), "policyText": .string(policy.text)])
    }
}
