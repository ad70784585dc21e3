package import AWSCore

/// What a caller signs with: an access key, and the session token if the key is temporary.
package struct AWSCredentials: Sendable, Equatable {
    package let accessKeyID: AccessKeyID
    package let secretAccessKey: String
    /// Nil for long-term keys.
    package let sessionToken: String?

    package init(accessKeyID: AccessKeyID, secretAccessKey: String, sessionToken: String? = nil) {
        self.accessKeyID = accessKeyID
        self.secretAccessKey = secretAccessKey
        self.sessionToken = sessionToken
    }
}

extension AWSCredentials: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The access key ID alone: secret and token never get into a log or an error.
    package var description: String { "AWSCredentials(\(accessKeyID))" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: ["accessKeyID": accessKeyID.value]) }
}
