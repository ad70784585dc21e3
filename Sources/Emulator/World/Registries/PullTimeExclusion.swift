package import AWSCore
import Foundation
import Synchronization

/// The users and roles whose pulls ECR does not record as pulls of an image (docs/aws/ecr.md, "Constraints").
package enum PullTimeExclusion {
    /// The most characters of a principal's ARN.
    package static let longestARN = 200
    /// The most principals of a registry.
    package static let most = 100
    /// As ECR's errors print it.
    package static let pattern = #"^arn:aws(-[a-z]+)*:iam::[0-9]{12}:(role|user)/[\w+=,.@-]+(/[\w+=,.@-]+)*$"#

    /// Whether a text has the form of the ARN of a user or a role.
    package static func isPrincipal(_ text: String) -> Bool {
        guard let arn = ARN(text), arn.service == "iam", arn.region.isEmpty, AccountID(arn.account) != nil,
            arn.hasPartitionOfAWS
        else { return false }
        let parts = arn.resource.utf8.split(separator: 0x2F, omittingEmptySubsequences: false)
        guard parts.count > 1, parts[0].elementsEqual("role".utf8) || parts[0].elementsEqual("user".utf8) else {
            return false
        }
        return parts.dropFirst().allSatisfy { part in
            !part.isEmpty && part.allSatisfy { $0.isWordCharacter || "+=,.@-".utf8.contains($0) }
        }
    }
}

extension WorldStore {
    /// Whether a registry leaves the pulls of a caller out: its own, or those of the user or role whose session it is.
    package func excludesPulls(of caller: Principal, in account: AccountID, _ region: Region) -> Bool {
        state.withLock { state in
            let excluded = state.accounts[account]?.registries[region]?.settings.pullTimeExclusions ?? [:]
            guard !excluded.isEmpty else { return false }
            return state.names(of: caller).contains { excluded[$0.description] != nil }
        }
    }
}
