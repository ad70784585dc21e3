/// Which session tokens STS's global endpoint gives an account (docs/aws/sts.md, "Tokens of the global endpoint").
package enum GlobalEndpointTokenVersion: Int, Sendable, Codable, CaseIterable {
    /// Tokens for the regions that every account has.
    case one = 1
    /// Tokens for all regions.
    case two = 2
}
