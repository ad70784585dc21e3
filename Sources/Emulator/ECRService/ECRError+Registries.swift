package import AWSCore
import AWSProtocols
import Images
package import World

/// What ECR says of the settings of a registry. No recorded text was found of any; these have the form of those of
/// repositories, or are the model's descriptions (docs/aws/ecr.md, "Errors", inferred).
extension ECRError {
    // MARK: Repository creation templates

    package static func templateNotFound(_ prefix: String, in registry: AccountID) -> ECRError {
        ECRError(
            "TemplateNotFoundException",
            "The Repository Creation Template with prefix '\(prefix)' does not exist in the registry with id "
                + "'\(registry)'"
        )
    }

    package static func templateAlreadyExists(_ prefix: String, in registry: AccountID) -> ECRError {
        ECRError(
            "TemplateAlreadyExistsException",
            "The Repository Creation Template with prefix '\(prefix)' already exists in the registry with id "
                + "'\(registry)'"
        )
    }

    // MARK: Pull-through cache rules

    package static func cacheRuleNotFound(_ prefix: String, in registry: AccountID) -> ECRError {
        ECRError(
            "PullThroughCacheRuleNotFoundException",
            "The pull through cache rule with prefix '\(prefix)' does not exist in the registry with id '\(registry)'"
        )
    }

    package static func cacheRuleAlreadyExists(_ prefix: String, in registry: AccountID) -> ECRError {
        ECRError(
            "PullThroughCacheRuleAlreadyExistsException",
            "The pull through cache rule with prefix '\(prefix)' already exists in the registry with id '\(registry)'"
        )
    }

    /// - Parameter sentence: as it was seen of ECR.
    package static func unsupportedUpstream(_ sentence: String) -> ECRError {
        ECRError("UnsupportedUpstreamRegistryException", sentence)
    }

    /// What is wrong with a rule as a whole, which ECR does not tell in the form of the parameter errors.
    package static func invalidCacheRule(_ sentence: String) -> ECRError {
        ECRError("InvalidParameterException", sentence)
    }

    package init(_ failure: UpstreamSecretFailure) {
        let code =
            switch failure {
            case .notFound: "SecretNotFoundException"
            case .accessDenied: "UnableToAccessSecretException"
            case .undecryptable: "UnableToDecryptSecretValueException"
            }
        self.init(code, failure.sentence)
    }

    // MARK: Replication backfills

    package static let backfillNotFound = ECRError(
        "ReplicationBackfillNotFoundException",
        "The specified replication backfill could not be found. Check the specified replication backfill ID and ensure "
            + "that you are operating on the correct registry."
    )

    package static let backfillInProgress = ECRError(
        "ReplicationBackfillInProgressException",
        "A replication backfill is already in progress for the specified destination Region."
    )

    package static let backfillEnded = ECRError(
        "ReplicationBackfillInvalidStatusException",
        "The requested operation can't be performed on the replication backfill because it is not in a valid status for "
            + "that operation."
    )

    // MARK: Pull-time update exclusions

    package static func exclusionNotFound(_ principal: String, in registry: AccountID) -> ECRError {
        ECRError(
            "ExclusionNotFoundException",
            "The pull time update exclusion for '\(principal)' was not found in the registry with id '\(registry)'"
        )
    }

    package static func exclusionAlreadyExists(_ principal: String, in registry: AccountID) -> ECRError {
        ECRError(
            "ExclusionAlreadyExistsException",
            "The pull time update exclusion for '\(principal)' already exists for the registry with id '\(registry)'"
        )
    }

    // MARK: Signing

    package static func signingConfigurationNotFound(in registry: AccountID) -> ECRError {
        ECRError(
            "SigningConfigurationNotFoundException",
            "Signing configuration does not exist in the registry with id '\(registry)'"
        )
    }

    // MARK: Quotas

    /// - Parameter what: what there is too much of.
    package static func limitExceeded(_ what: String) -> ECRError {
        ECRError("LimitExceededException", "The limit for \(what) has been exceeded")
    }
}
