import Cryptography

/// Why the authority could not do what was asked.
package enum AuthorityError: LibcryptoFailure, Equatable, CustomStringConvertible {
    /// The name is not one that the authority's constraints permit.
    case notPermitted(host: String)
    /// The authority's own certificate is not valid at the moment asked for.
    case outsideValidity
    /// A file of the authority's cannot be read or written, or must not be trusted.
    case file(path: String, reason: String)
    /// There is no room for a file of the authority's.
    case diskFull(path: String)
    /// Libcrypto refused; `step` says what it was asked to do.
    case libcrypto(step: String, reason: String)

    package var description: String {
        switch self {
        case .notPermitted(let host):
            "no certificate for '\(host)': the authority is for AWS's host names and localhost only"
        case .outsideValidity:
            "the certificate authority has expired; start the emulator anew to make another"
        case .file(let path, let reason):
            "\(path): \(reason)"
        case .diskFull(let path):
            "\(path): cannot be written, for the disk is full; make room"
        case .libcrypto(let step, let reason):
            "libcrypto could not \(step): \(reason)"
        }
    }
}
