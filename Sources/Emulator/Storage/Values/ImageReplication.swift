package import AWSCore

/// That an image was copied into another registry when it was pushed, or was to be.
package struct ImageReplication: Sendable, Hashable {
    package let account: AccountID
    package let region: Region
    /// Why it is not there, as a code; nil where it was copied.
    package let failure: String?

    package init(account: AccountID, region: Region, failure: String? = nil) {
        self.account = account
        self.region = region
        self.failure = failure
    }
}
