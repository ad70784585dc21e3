import AWSCore
import ServiceConnectors

/// The configuration of a container registry of flavor `aws`.
package struct AWSContainerRegistry: Sendable, Equatable {
    /// ZenML's flavors of container registries; only `aws` is built.
    private static let flavors = ["default", "azure", "dockerhub", "gcp", "github", "aws"]
    /// The name of the flavor.
    package static let flavor = "aws"

    /// The registry's host name, such as `123456789012.dkr.ecr.us-east-1.amazonaws.com`.
    package let uri: String
    /// The repository that images go to where none is named.
    package let defaultRepository: String?

    /// Checks a flavor's name and its attributes.
    ///
    /// - Parameter attributes: names and values in the order given.
    package init(flavor: String, attributes: [(name: String, value: String)]) throws(StackError) {
        guard AWSContainerRegistry.flavors.contains(flavor) else {
            throw StackError(
                PythonText.keyError("No flavor with name '\(flavor)' and type 'container_registry' exists.")
            )
        }
        guard flavor == AWSContainerRegistry.flavor else {
            throw StackError("The container registry flavor '\(flavor)' is not built: the only one is 'aws'.")
        }
        var values: [String: String] = [:]
        for (name, value) in attributes {
            guard name != "authentication_secret" else {
                throw StackError(
                    "The attribute 'authentication_secret' is not built: connect the registry to a service connector."
                )
            }
            guard ["uri", "default_repository"].contains(name) else {
                throw StackError(
                    "The container registry flavor 'aws' has no attribute '\(name)': it takes uri and default_repository."
                )
            }
            values[name] = value
        }
        guard let uri = values["uri"] else {
            throw StackError("Missing attribute 'uri': add --uri=<ACCOUNT_ID>.dkr.ecr.<REGION>.amazonaws.com.")
        }
        self.uri = try AWSContainerRegistry.checked(uri)
        defaultRepository = values["default_repository"]
    }

    /// The attributes as they are stored.
    package var attributes: [String: String] {
        var attributes = ["uri": uri]
        attributes["default_repository"] = defaultRepository
        return attributes
    }

    /// A registry's host name: any of AWS's forms, with an account of 9 to 12 digits (the documentation's samples have
    /// 9). Slashes at the end go.
    private static func checked(_ text: String) throws(StackError) -> String {
        var uri = text[...]
        while uri.last == "/" { uri = uri.dropLast() }
        guard !uri.contains("/") else {
            throw StackError(
                "Property `uri` can not contain a `/`. An example of a valid URI is: "
                    + "`715803424592.dkr.ecr.us-east-1.amazonaws.com`"
            )
        }
        let digits = uri.utf8.prefix { $0.isDigit }.count
        // A host name has an account of 12 digits; shorter ones are filled up to see whether the rest is one.
        let padded = String(repeating: "0", count: max(0, 12 - digits)) + uri
        guard (9...12).contains(digits), case .registry? = AWSHost(padded) else {
            throw StackError(
                "'\(text)' is not the URI of an Amazon ECR registry: it takes "
                    + "<ACCOUNT_ID>.dkr.ecr.<REGION>.amazonaws.com with 9 to 12 digits, for example "
                    + "`715803424592.dkr.ecr.us-east-1.amazonaws.com`."
            )
        }
        return String(uri)
    }
}
