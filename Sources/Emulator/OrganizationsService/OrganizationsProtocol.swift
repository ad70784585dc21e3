/// The names of the protocol of AWS Organizations.
package enum OrganizationsProtocol {
    /// What stands before an operation's name in `X-Amz-Target`.
    package static let targetPrefix = "AWSOrganizationsV20161128."
    package static let eventSource = "organizations.amazonaws.com"
    /// What requests are signed for.
    package static let signingName = "organizations"
}
