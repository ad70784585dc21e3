import CertificateAuthority
import Emulator
package import Foundation

/// The files by which clients that read files, and no variables, find an emulator.
package struct ClientFiles: Sendable {
    /// The files of the folder, and what they are for.
    package enum Name: String, CaseIterable, Sendable {
        case config
        case credentials
        case authority = "ca.pem"
        case trustStore = "truststore.jks"

        private var meaning: String {
            switch self {
            case .config: "regions and the endpoint, a profile for each user of the world (AWS_CONFIG_FILE)"
            case .credentials: "their access keys (AWS_SHARED_CREDENTIALS_FILE)"
            case .authority: "the CA's certificate, for whoever goes through the proxy"
            case .trustStore: "the same for Java, with the password \(JavaTrustStore.password)"
            }
        }

        /// A line for each, for a help text.
        static let usage = allCases.map { $0.rawValue.padding(toLength: 15, withPad: " ", startingAt: 0) + $0.meaning }
            .joined(separator: "\n")
    }

    /// The bytes of each file.
    package let contents: [Name: [UInt8]]

    /// What an emulator's clients need.
    ///
    /// The profile `default` is the first user's that has an access key; every user with one has a profile of their name,
    /// followed by `@` and the account where several accounts have a user of that name.
    ///
    /// - Parameter now: the date of the trust store's entry.
    /// - Throws: ``ControlError`` where the emulator refuses, ``UsageError`` where none is reached.
    package static func of(_ control: any ControlTransport, now: Date) async throws -> ClientFiles {
        let pem = try await control.call(ReadAuthority()).pem
        let views = try await control.call(ReadIdentities())
        let users = views.filter { $0.kind == "user" && $0.accessKeys.contains(where: \.isActive) }
        let names = Dictionary(grouping: users, by: \.name)
        var profiles: [ClientProfile] = []
        for user in users {
            let identity = try await control.call(FindAccessKey(of: user.arn))
            let isPlain = names[user.name]?.count == 1 && user.name != ClientProfile.defaultName
            let name = isPlain ? user.name : "\(user.name)@\(user.account)"
            if profiles.isEmpty { profiles.append(ClientProfile(name: ClientProfile.defaultName, identity)) }
            profiles.append(ClientProfile(name: name, identity))
        }
        return ClientFiles(contents: [
            .config: Array(profiles.map { $0.config(endpoint: control.endpoint) }.joined(separator: "\n").utf8),
            .credentials: Array(profiles.map(\.credentials).joined(separator: "\n").utf8),
            .authority: Array(pem.utf8),
            .trustStore: JavaTrustStore.bytes(pem, created: now) ?? [],
        ])
    }

    /// Writes the files into a folder that is its owner's alone; each of them is whole, or what was there before.
    ///
    /// - Parameter path: an absolute path; the folder is made where it is not there.
    /// - Throws: ``UsageError`` where that cannot be done.
    package func write(to path: String) throws(UsageError) {
        do {
            try FileManager.default.createDirectory(
                atPath: path,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
            let folder = PrivateFolder(path: path)
            for (name, bytes) in contents.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
                try folder.write(bytes, to: name.rawValue)
            }
        } catch let failure as PrivateFolder.Failure {
            throw UsageError(description: "\(failure); give a folder that you may write")
        } catch {
            throw UsageError(description: "the folder \(path) cannot be made; give one that you may write")
        }
    }
}

/// A profile of the AWS configuration.
private struct ClientProfile {
    static let defaultName = "default"

    let name: String
    let identity: UserAccessKey

    init(name: String, _ identity: UserAccessKey) {
        self.name = name
        self.identity = identity
    }

    func config(endpoint: String) -> String {
        let heading = name == Self.defaultName ? name : "profile " + name
        let region = identity.regions.first.map { "region = \($0)\n" } ?? ""
        return "[\(heading)]\n\(region)endpoint_url = \(endpoint)\n"
    }

    var credentials: String {
        """
        [\(name)]
        aws_access_key_id = \(identity.accessKeyId)
        aws_secret_access_key = \(identity.secretAccessKey)

        """
    }
}
