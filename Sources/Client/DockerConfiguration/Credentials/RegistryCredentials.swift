/// What opens a registry. Its description never shows it.
package enum RegistryCredentials: Sendable, Equatable, CustomStringConvertible, CustomDebugStringConvertible {
    case password(username: String, password: String)
    /// What the registry's server for tokens takes in place of a password.
    case identityToken(String)
    /// What the registry itself takes.
    case registryToken(String)

    package var description: String { "[HIDDEN]" }
    package var debugDescription: String { description }
}

extension RegistryCredentials: CustomReflectable {
    /// Nothing: what prints a value's parts would print the password.
    package var customMirror: Mirror { Mirror(self, children: [], displayStyle: .enum) }
}
