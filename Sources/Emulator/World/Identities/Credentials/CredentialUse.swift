package import AWSCore
package import Foundation

/// When and for what an access key was used last, or a role by one of its sessions.
package struct CredentialUse: Sendable, Equatable, Codable {
    package let date: Date
    /// As signatures have it, such as `ecr`.
    package let service: String
    package let region: Region

    package init(date: Date, service: String, region: Region) {
        self.date = date
        self.service = service
        self.region = region
    }
}
