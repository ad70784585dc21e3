/// The names of IAM's protocol.
package enum IAMProtocol {
    /// The one version of the API.
    package static let version = "2010-05-08"
    package static let eventSource = "iam.amazonaws.com"
    /// That of the answers.
    package static let namespace = "https://iam.amazonaws.com/doc/2010-05-08/"
}
