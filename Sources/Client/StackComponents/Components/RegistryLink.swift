package import ClientStore
import ServiceConnectors

/// How a container registry comes to be signed in to.
package enum RegistrySignIn: Sendable, Equatable {
    /// By the service connector that it is linked to.
    case serviceConnector(id: String, resourceID: String?)
    /// By a secret that it names.
    case secret(String)
    /// By what the local docker configuration holds.
    case local

    package init(_ registry: StackComponentRecord) {
        // ZenML asks the secret first.
        if let secret = registry.configuration["authentication_secret"], !secret.isEmpty {
            self = .secret(secret)
        } else if let id = registry.connectorID {
            self = .serviceConnector(id: id, resourceID: registry.connectorResourceID)
        } else {
            self = .local
        }
    }

    /// Why a registry cannot be signed in to by a secret, and what to do instead.
    package static func missingSecret(_ name: String, of registry: StackComponentRecord) -> StackError {
        StackError(
            PythonText.keyError(
                "The authentication secret \(name) referenced by the `\(registry.name)` `\(registry.type)` stack "
                    + "component does not exist."
            ) + " Secrets of this kind are not supported: remove the attribute authentication_secret, and connect "
                + "the registry to a service connector or log in with docker."
        )
    }
}

/// The resource that a container registry is linked to.
package enum RegistryLink {
    /// Refuses a `--resource-id` that is not the registry's own URI: a registry gives access to nothing else.
    package static func check(resourceID: String?, uri: String) throws(StackError) {
        guard let resourceID, resourceID != uri else { return }
        if let asked = try? ECRRegistryID(resourceID), let own = try? ECRRegistryID(uri), asked == own { return }
        throw StackError(
            "The resource of this container registry is its own URI '\(uri)', not '\(resourceID)': leave --resource-id "
                + "out, or register a container registry for that URI."
        )
    }
}
