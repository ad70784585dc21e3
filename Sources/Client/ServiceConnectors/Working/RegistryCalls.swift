package import AWSClient
package import AWSCore
import AWSSignature

/// Calls of AWS that make, find and delete repositories, and the region that they go to.
package struct RegistryCalls: Sendable {
    package let calls: any AWSCalls
    package let region: Region

    /// With the credentials that the AWS configuration holds.
    ///
    /// - Parameter region: nil for that of the AWS configuration.
    /// - Throws: ``ConnectorError`` where there is no region, or there are no credentials.
    package init(region name: String?, with services: ConnectorServices) async throws(ConnectorError) {
        let chain = CredentialChain(services.settings, calls: services.calls)
        let configured: String?
        let credentials: AWSCredentials?
        do throws(CredentialError) {
            configured = if let name { name } else { try chain.region() }
            let found = try await chain.credentials()?.credentials
            credentials = if let found { try await chain.resolve(found) } else { nil }
        } catch {
            throw .bare(error.description)
        }
        guard let configured else {
            throw .value("No AWS region is configured: name one with --region, or set AWS_DEFAULT_REGION.")
        }
        guard let region = Region(configured) else { throw .value("'\(configured)' is not an AWS region.") }
        guard let credentials else {
            throw .authorization(
                "No AWS credentials were found: configure them for the AWS CLI, or name a service connector with "
                    + "--connector."
            )
        }
        calls = services.calls(credentials, region.name, nil)
        self.region = region
    }

    /// With the session of a service connector: as it has it for a registry, or, where it is not bound to a type, for
    /// all that its credentials allow.
    ///
    /// - Throws: ``ConnectorError`` where the connector is not for registries, has expired, or gets no session.
    package init(
        of configuration: ConnectorConfiguration,
        with services: ConnectorServices
    ) async throws(ConnectorError) {
        guard configuration.type == .aws,
            configuration.resourceTypes.contains(where: { $0 == .dockerRegistry || $0 == .awsGeneric })
        else {
            throw .value(
                "The service connector '\(configuration.name ?? "")' gives no access to the AWS container registry."
            )
        }
        guard !configuration.isExpired(at: services.now) else { throw .expired }
        try configuration.checkLifetime()
        let connector = try AWSServiceConnector(configuration, services)
        await connector.opened()
        (calls, region) = try await connector.registryCalls()
    }
}
