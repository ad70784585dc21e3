/// The keys that repositories and repository creation templates share.
enum RepositorySettingsKey: String, WorldFileKey {
    case imageTagMutability = "image_tag_mutability"
    case imageTagMutabilityExclusionFilters = "image_tag_mutability_exclusion_filters"
    case encryption
    case tags
}

/// The keys of a repository, beside its ``RepositorySettingsKey``.
enum RepositoryKey: String, WorldFileKey {
    case scanOnPush = "scan_on_push"
    case createdAt = "created_at"
    case policy
    case lifecyclePolicy = "lifecycle_policy"
    case images
}

/// The keys of a repository creation template, beside its ``RepositorySettingsKey``.
enum TemplateKey: String, WorldFileKey {
    case description
    case appliedFor = "applied_for"
    case repositoryPolicy = "repository_policy"
    case lifecyclePolicy = "lifecycle_policy"
    case customRoleARN = "custom_role_arn"
    case createdAt = "created_at"
}

/// The keys of an encryption that names a key.
enum EncryptionKey: String, WorldFileKey {
    case type
    case key
}

/// The keys of a public repository.
enum PublicRepositoryKey: String, WorldFileKey {
    case catalogData = "catalog_data"
    case tags
    case createdAt = "created_at"
    case policy
    case images
}

/// The keys of what the gallery of ECR Public shows.
enum CatalogKey: String, WorldFileKey {
    case description
    case architectures
    case operatingSystems = "operating_systems"
    case aboutText = "about_text"
    case usageText = "usage_text"
}
