package import Foundation

/// What IAM keeps of an account as a whole.
package struct IdentitySettings: Sendable, Equatable, Codable {
    /// The credential report that was asked for last.
    package struct CredentialReport: Sendable, Equatable, Codable {
        /// CSV.
        package let content: String
        package let generatedAt: Date

        package init(content: String, generatedAt: Date) {
            self.content = content
            self.generatedAt = generatedAt
        }
    }

    /// The name that stands for the account's number in the addresses of consoles; nil where there is none.
    package var alias: String?
    /// The virtual devices that nobody has yet, or any more.
    package var unassignedDevices: [MultiFactorDevice]
    package var credentialReport: CredentialReport?
    /// Nil where AWS's usual one is in force.
    package var passwordPolicy: PasswordPolicy?
    /// Nil where root has the password that it had from the start.
    package var rootPassword: RootPassword?
    /// Nil where there are none.
    package var rootSigningCertificates: [SigningCertificate]?
    /// Nil is version 1.
    private var tokenVersion: GlobalEndpointTokenVersion?
    /// Nil where there never were any.
    private var ownServerCertificates: [String: ServerCertificate]?

    package var globalEndpointTokenVersion: GlobalEndpointTokenVersion {
        get { tokenVersion ?? .one }
        set { tokenVersion = newValue == .one ? nil : newValue }
    }

    /// By name.
    package var serverCertificates: [String: ServerCertificate] {
        get { ownServerCertificates ?? [:] }
        set { ownServerCertificates = newValue.isEmpty ? nil : newValue }
    }

    package init(
        alias: String? = nil,
        unassignedDevices: [MultiFactorDevice] = [],
        credentialReport: CredentialReport? = nil
    ) {
        self.alias = alias
        self.unassignedDevices = unassignedDevices
        self.credentialReport = credentialReport
    }
}
