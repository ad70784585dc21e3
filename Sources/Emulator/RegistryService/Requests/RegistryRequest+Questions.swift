package import AWSCore
import AWSProtocols
package import OCI
package import Storage
package import World

extension RegistryRequest {
    /// What IAM is asked, in this order; empty only where the route needs no permission (docs/aws/registry.md, "Routes").
    ///
    /// - Parameters:
    ///   - account: whose registry was called.
    ///   - region: where it is.
    package func questions(
        of account: AccountID,
        _ region: Region,
        in dialect: RegistryDialect
    ) -> [Question] {
        route.permission.actions.compactMap { action in
            switch action.condition {
            case .always: required(action, of: account, region)
            case .withBody: hasBody ? required(action, of: account, region) : nil
            case .withWholeBlob:
                dialect == .oci && query["digest"] != nil ? required(action, of: account, region) : nil
            case .onMountSource:
                mount.map { mount in
                    Question(action.name, on: .repository(mount.source, account, region), isRequired: false)
                }
            case .toCreateRepository, .toCreateCache, .toImport, .toImportReferrers: nil
            }
        }
    }

    /// What IAM is asked where the call makes the repository that it pushes to; nil for routes that make none.
    package func creationQuestion(of account: AccountID, _ region: Region) -> Question? {
        route.permission.actions.first { $0.condition == .toCreateRepository }.map { required($0, of: account, region) }
    }

    /// The image that a pull-through cache may have to fetch; nil for calls that pull none.
    package var pulledImage: ImageKey? { has(.toImport) ? imageKey : nil }

    /// The image of which a pull-through cache may have to fetch what refers to it; nil for calls that list no referrers.
    package var pulledReferrers: Digest? { has(.toImportReferrers) ? reference.flatMap { Digest($0) } : nil }

    private func has(_ condition: RegistryPermission.Action.Condition) -> Bool {
        route.permission.actions.contains { $0.condition == condition }
    }

    private func required(
        _ action: RegistryPermission.Action,
        of account: AccountID,
        _ region: Region
    ) -> Question {
        Question(
            action.name,
            on: repository.map { .repository($0, account, region) } ?? .allRepositories(of: account, region)
        )
    }
}
