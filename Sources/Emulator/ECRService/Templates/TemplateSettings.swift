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
    private let lifecyclePolicyText: String?
    private let appliedFor: [RepositoryCreationTemplate.Occasion]?
    private let customRoleARN: String?

    init(_ input: inout ECRInput, isNew: Bool) throws(ECRError) {
        summary = try input.text("description", .length(0...RepositoryCreationTemplate.longestSummary))
        encryption = try EncryptionSetting(&input, keyRules: .templateKey)
        tags = try ResourceTags(ofTemplate: &input)
        mutability = try MutabilitySetting(&input)
        policyText = try input.text("repositoryPolicy", .length(0...10_240))
        lifecyclePolicyText = try input.text("lifecyclePolicy", .length(0...30_720))
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

    /// - Returns: the policy that was given; nil for none.
    /// - Throws: the error of settings that ECR does not take.
    func checkedPolicy() throws(ECRError) -> PolicyDocument? {
        try encryption?.check()
        try tags?.check()
        if mutability.isGiven { try mutability.check() }
        guard appliedFor?.isEmpty != true else {
            throw .invalidParameter("appliedFor", "Member must have length greater than or equal to 1")
        }
        guard lifecyclePolicyText?.isEmpty != false else { throw .lifecycleOfTemplates }
        guard let policyText, !policyText.isEmpty else { return nil }
        return try PolicyInput.repositoryPolicy(policyText)
    }

    /// Writes what was given into a template.
    ///
    /// - Parameter policy: that of ``checkedPolicy()``.
    func apply(
        to template: inout RepositoryCreationTemplate,
        _ policy: PolicyDocument?,
        in region: Region,
        of account: AccountID
    ) {
        if let summary { template.summary = summary }
        if let encryption { template.encryption = encryption.value(in: region, of: account) }
        if let tags { template.tags = tags.values }
        if mutability.isGiven { template.tagMutability = mutability.value }
        if policyText != nil { template.policy = policy }
        if let appliedFor { template.appliedFor = appliedFor }
        if let customRoleARN { template.customRoleARN = customRoleARN.isEmpty ? nil : customRoleARN }
    }
}
