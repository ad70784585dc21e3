/// What a user has to sign with beside access keys, devices and a password.
package struct UserCredentials: Sendable, Equatable, Codable {
    package var sshPublicKeys: [SSHPublicKey] = []
    package var serviceSpecific: [ServiceSpecificCredential] = []
    package var signingCertificates: [SigningCertificate] = []
}
