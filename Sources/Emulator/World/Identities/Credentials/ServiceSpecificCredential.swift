import AWSCore
package import Determinism
package import Foundation

/// Credentials of a user for one service that does not take signatures. Nobody takes them here, so what is secret about
/// them is told once and not kept.
package struct ServiceSpecificCredential: Sendable, Equatable, Codable {
    /// A service that has such credentials.
    package struct Service: Sendable {
        package let name: String
        /// What its API keys begin with; nil of a service that takes a name and a password.
        package let keyPrefix: String?

        /// docs/aws/iam-api.md, "Other credentials of users".
        package static let all = [
            Service(name: "bedrock.amazonaws.com", keyPrefix: "ABSK"),
            Service(name: "cassandra.amazonaws.com", keyPrefix: nil),
            Service(name: "codecommit.amazonaws.com", keyPrefix: nil),
            Service(name: "logs.amazonaws.com", keyPrefix: "ACWL"),
        ]

        package init?(named name: String) {
            guard let service = Self.all.first(where: { $0.name == name }) else { return nil }
            self = service
        }

        private init(name: String, keyPrefix: String?) {
            self.name = name
            self.keyPrefix = keyPrefix
        }
    }

    /// How many a user may have of a service.
    package static let mostOfService = 2

    /// `ACCA…`.
    package let id: String
    package let service: String
    /// What it is called by the service, which does not change with the user's name: `jane-at-123456789012`.
    package let serviceUserName: String
    package var isActive = true
    /// Nil where it does not end.
    package let expiration: Date?
    /// Nil of a credential of the world's file.
    private let created: Date?

    /// - Parameters:
    ///   - user: whose it is, with those that there are already.
    ///   - stream: what the ID is drawn from.
    ///   - lifetime: in days; nil where it does not end.
    ///   - created: nil of a credential of the world's file.
    package init(
        of user: User,
        for service: Service,
        from stream: inout RandomStream,
        lifetime: Int? = nil,
        created: Date? = nil
    ) {
        id = stream.awsUniqueID("ACCA")
        self.service = service.name
        let taken = Set(user.credentials.serviceSpecific.filter { $0.service == service.name }.map(\.serviceUserName))
        let names = (0...Self.mostOfService).map { number in
            user.name + (number == 0 ? "" : "+\(number)") + "-at-" + user.account.value
        }
        serviceUserName = names.first { !taken.contains($0) } ?? names[0]
        expiration = lifetime.flatMap { days in created?.addingTimeInterval(TimeInterval(days) * 86_400) }
        self.created = created
    }

    /// ``World/usualCreation`` of a credential of the world's file.
    package var createdAt: Date { created ?? World.usualCreation }
}
