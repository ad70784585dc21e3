import AWSCore
import AWSProtocols
import IAM
import World

/// What a repository creation template says of its repositories, as creating and updating one take it (docs/aws/ecr.md,
/// "Operations on creation templates" and "Constraints"). Each is nil where it was not given.
struct TemplateSettings: Sendable {
    private let summary: String?
    private let encryption: EncryptionSetting?
    private let tags: ResourceTags?
    private let mutability: MutabilitySetting
    /// An empty text takes the policy away.
    private let policyText: String?
    /// An empty text takes the policy away.
    private let lifecyclePolicyText: String?
    private let appliedFor: [RepositoryCreationTemplate.Occasion]?
    private let customRoleARN: String?

    init(_ input: inout ECRInput, isNew: Bool) throws(ECRError) {
        summary = try input.text("description", .length(0...RepositoryCreationTemplate.longestSummary))
        encryption = try EncryptionSetting(&input, keyRules: .templateKey)
        tags = try ResourceTags(ofTemplate: &input)
        mutability = try MutabilitySetting(&input)
        policyText = try input.text("repositoryPolicy", .length(0...10_240))
        lifecyclePolicyText = try input.text("lifecyclePolicy", .length(0...LifecyclePolicy.longest))
        let occasions = InputRules<String>.values(of: RepositoryCreationTemplate.Occasion.self)
        let words =
            isNew
            ? try input.requiredTexts("appliedFor", eachOf: occasions)
            : try input.texts("appliedFor", eachOf: occasions)
        appliedFor = words.map { words in
            // Each once, in the order given.
            var seen: Set<String> = []
            return words.filter { seen.insert($0).inserted }.compactMap { .init(rawValue: $0) }
        }
        customRoleARN = try input.text("customRoleArn", .length(0...RepositoryCreationTemplate.longestRoleARN))
    }

    /// The policies that were given; nil for none.
    struct Policies {
        let access: PolicyDocument?
        let lifecycle: LifecyclePolicy?
    }

    /// - Throws: the error of settings that ECR does not take.
    func checkedPolicies() throws(ECRError) -> Policies {
        try encryption?.check()
        // The errors that tags have elsewhere are not among those of templates.
        do throws(ECRError) { try tags?.check() } catch { throw .invalidParameter("resourceTags", error.message) }
        if mutability.isGiven { try mutability.check() }
        guard appliedFor?.isEmpty != true else {
            throw .invalidParameter("appliedFor", "Member must have length greater than or equal to 1")
        }
        return Policies(
            access: try policyText.flatMap { text throws(ECRError) in
                text.isEmpty ? nil : try PolicyInput.repositoryPolicy(text)
            },
            lifecycle: try lifecyclePolicyText.flatMap { text throws(ECRError) in
                text.isEmpty ? nil : try LifecycleInput.policy(text)
            }
        )
    }

    /// Writes what was given into a template.
    ///
    /// - Parameter policies: those of ``checkedPolicies()``.
    func apply(
        to template: inout RepositoryCreationTemplate,
        _ policies: Policies,
        in region: Region,
        of account: AccountID
    ) {
        if let summary { template.summary = summary }
        if let encryption { template.encryption = encryption.value(in: region, of: account) }
        if let tags { template.tags = tags.values }
        if mutability.isGiven { template.tagMutability = mutability.value }
        if policyText != nil { template.policy = policies.access }
        if lifecyclePolicyText != nil { template.lifecyclePolicy = policies.lifecycle }
        if let appliedFor { template.appliedFor = appliedFor }
        if let customRoleARN { template.customRoleARN = customRoleARN.isEmpty ? nil : customRoleARN }
    }
}
