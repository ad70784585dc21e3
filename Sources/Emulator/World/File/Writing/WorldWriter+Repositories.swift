import AWSCore
import Foundation
import IAM

/// Repositories, public ones, and repository creation templates.
extension WorldWriter {
    func repository(_ repository: Repository) -> WrittenValue {
        settings(
            repository.tagMutability,
            repository.encryption,
            repository.tags,
            in: repository.account,
            repository.region
        ).and(
            .record(RepositoryKey.self) { key in
                switch key {
                case .scanOnPush: repository.scanOnPush ? .flag(true) : nil
                case .createdAt: created(repository.createdAt)
                case .policy: repository.policy.map(policy)
                case .lifecyclePolicy: repository.lifecycle.map { lifecyclePolicy($0.policy) }
                case .images: images(of: repository)
                }
            }
        )
    }

    func publicRepository(_ repository: Repository) -> WrittenValue {
        .record(PublicRepositoryKey.self) { key in
            switch key {
            case .catalogData: repository.catalog.map(catalog)
            case .tags: WrittenValue.texts(repository.tags).unlessEmpty
            case .createdAt: created(repository.createdAt)
            case .policy: repository.policy.map(policy)
            case .images: images(of: repository)
            }
        }
    }

    private func catalog(_ catalog: RepositoryCatalog) -> WrittenValue {
        .record(CatalogKey.self) { key in
            switch key {
            case .description: description(catalog.description)
            case .architectures: catalog.architectures.map { .texts($0) }
            case .operatingSystems: catalog.operatingSystems.map { .texts($0) }
            case .aboutText: description(catalog.aboutText)
            case .usageText: description(catalog.usageText)
            }
        }
    }

    func template(_ template: RepositoryCreationTemplate, in account: AccountID, _ region: Region) -> WrittenValue {
        WrittenValue.record(TemplateKey.self) { key in
            switch key {
            case .description: description(template.summary)
            case .appliedFor: .list(template.appliedFor.map { .word($0.rawValue) })
            case .repositoryPolicy: template.policy.map(policy)
            case .lifecyclePolicy: template.lifecyclePolicy.map(lifecyclePolicy)
            case .customRoleARN: template.customRoleARN.map { .text($0) }
            case .createdAt: created(template.createdAt)
            }
        }.and(settings(template.tagMutability, template.encryption, template.tags, in: account, region))
    }

    private func settings(
        _ mutability: TagMutability,
        _ encryption: RepositoryEncryption,
        _ tags: [String: String],
        in account: AccountID,
        _ region: Region
    ) -> WrittenValue {
        .record(RepositorySettingsKey.self) { key in
            switch key {
            case .imageTagMutability: mutability.mode == .mutable ? nil : .word(mutability.mode.rawValue)
            case .imageTagMutabilityExclusionFilters:
                WrittenValue.texts(mutability.exclusionFilters.map(\.text)).unlessEmpty
            case .encryption: self.encryption(encryption, in: account, region)
            case .tags: WrittenValue.texts(tags).unlessEmpty
            }
        }
    }

    private func encryption(
        _ encryption: RepositoryEncryption,
        in account: AccountID,
        _ region: Region
    ) -> WrittenValue? {
        guard encryption != .aes256 else { return nil }
        if encryption == RepositoryEncryption(encryption.kind, key: nil, in: region, of: account) {
            return .word(encryption.kind.rawValue)
        }
        return .record(EncryptionKey.self) { key in
            switch key {
            case .type: .word(encryption.kind.rawValue)
            case .key: encryption.key.map { .text($0) }
            }
        }
    }

    /// Nil of the moment that the file means where it says nothing.
    func created(_ date: Date) -> WrittenValue? { date == World.usualCreation ? nil : .moment(date) }
}
