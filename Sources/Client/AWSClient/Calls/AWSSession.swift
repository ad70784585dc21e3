package import AWSSignature

/// Calls of AWS with one set of credentials in one region.
///
/// Every call is signed with the environment's clock, and repeated as botocore's standard mode does it.
package struct AWSSession: AWSCalls {
    let caller: AWSCaller

    /// - Parameters:
    ///   - credentials: nil for calls that need none.
    ///   - region: a region's name, such as `us-east-1`; a malformed one is refused by the first call.
    ///   - endpointURL: where ECR, S3 and EKS are called instead of their own host names, before any configured
    ///     endpoint. STS is never called there.
    package init(
        settings: AWSSettings,
        credentials: AWSCredentials?,
        region: String,
        endpointURL: String? = nil
    ) {
        caller = AWSCaller(settings: settings, credentials: credentials, region: region, endpointURL: endpointURL)
    }

    /// Makes sessions with these settings.
    package static func factory(_ settings: AWSSettings) -> AWSCallsFactory {
        { credentials, region, endpointURL in
            AWSSession(settings: settings, credentials: credentials, region: region, endpointURL: endpointURL)
        }
    }
}
