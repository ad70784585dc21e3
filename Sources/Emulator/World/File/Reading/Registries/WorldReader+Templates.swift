import AWSCore
import IAM

/// Repository creation templates.
extension WorldReader {
    /// The templates of a region, by prefix. None at all counts as an empty mapping.
    mutating func templates(
        _ field: YAMLField,
        account: AccountID,
        region: Region
    ) throws(WorldFileError) -> [String: RepositoryCreationTemplate] {
        var templates: [String: RepositoryCreationTemplate] = [:]
        for member in try field.members() {
            guard let prefix = RepositoryPrefix.read(member.key) else {
                throw member.value.error(
                    at: member.line,
                    "'\(member.key)' is not a prefix of a repository creation template; write ROOT, or the beginning of "
                        + "repository names up to a /, such as team or team/base"
                )
            }
            guard templates[prefix] == nil else {
                throw member.value.error(
                    at: member.line,
                    "there are two repository creation templates for '\(prefix)' in \(region); keep one"
                )
            }
            let field = member.value.named("repository creation template '\(member.key)'")
            templates[prefix] = try template(prefix, field, line: member.line, account, region)
        }
        return templates
    }

    private mutating func template(
        _ prefix: String,
        _ field: YAMLField,
        line: Int,
        _ account: AccountID,
        _ region: Region
    ) throws(WorldFileError) -> RepositoryCreationTemplate {
        let (record, shared) = try field.record(TemplateKey.self, RepositorySettingsKey.self)
        guard let appliedFor = record[.appliedFor] else {
            throw field.error(
                at: line,
                "\(field.what) is applied for nothing; add applied_for: with one of \(Self.occasionNames) or several"
            )
        }
        let settings = try RepositorySettings(shared, of: field, account, region)
        let policy = try record[.repositoryPolicy].map { field throws(WorldFileError) in
            try field.policy(.repository)
        }
        return RepositoryCreationTemplate(
            prefix: prefix,
            summary: try record[.description].map { field throws(WorldFileError) in try description(field) },
            appliedFor: try occasions(appliedFor),
            tagMutability: settings.tagMutability,
            encryption: settings.encryption,
            tags: settings.tags,
            policy: try policy.map { policy throws(WorldFileError) in
                try resourcePolicy(policy, of: "the policy of \(field.what)")
            },
            lifecyclePolicy: try record[.lifecyclePolicy]?.lifecyclePolicy(),
            customRoleARN: try record[.customRoleARN].map { field throws(WorldFileError) in try roleARN(field) },
            createdAt: try record[.createdAt]?.moment() ?? Self.usualCreation
        )
    }

    private static var occasionNames: String {
        RepositoryCreationTemplate.Occasion.allCases.map(\.rawValue).joined(separator: ", ")
    }

    private func occasions(
        _ field: YAMLField
    ) throws(WorldFileError) -> [RepositoryCreationTemplate.Occasion] {
        var occasions: [RepositoryCreationTemplate.Occasion] = []
        for entry in try field.list() {
            let text = try entry.text()
            guard let occasion = RepositoryCreationTemplate.Occasion(rawValue: text) else {
                throw entry.error("\(entry.what) is '\(text)'; write one of \(Self.occasionNames)")
            }
            guard !occasions.contains(occasion) else {
                throw entry.error("'\(text)' stands twice in \(field.what); keep one")
            }
            occasions.append(occasion)
        }
        guard !occasions.isEmpty else {
            throw field.error("\(field.what) is empty; write one of \(Self.occasionNames) or several")
        }
        return occasions
    }

    private func roleARN(_ field: YAMLField) throws(WorldFileError) -> String {
        let text = try field.text()
        guard text.utf8.count <= RepositoryCreationTemplate.longestRoleARN, ARN(text)?.service == "iam" else {
            throw field.error(
                "\(field.what) is '\(text)'; write the ARN of a role, such as arn:aws:iam::ACCOUNT:role/NAME"
            )
        }
        return text
    }

    private func description(_ field: YAMLField) throws(WorldFileError) -> String {
        let text = try field.text()
        let most = RepositoryCreationTemplate.longestSummary
        guard text.utf16.count <= most else {
            throw field.error("\(field.what) has \(text.utf16.count) characters, and ECR takes \(most); shorten it")
        }
        return text
    }
}
