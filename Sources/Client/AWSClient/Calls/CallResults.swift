package import AWSSignature
package import Foundation
import Text

/// Whom a set of credentials stands for (STS GetCallerIdentity).
package struct CallerIdentity: Sendable, Equatable {
    /// The account's twelve digits.
    package let account: String
    package let arn: String
    package let userID: String

    package init(account: String, arn: String, userID: String) {
        self.account = account
        self.arn = arn
        self.userID = userID
    }
}

/// Credentials that STS handed out, and when they end.
package struct TemporaryCredentials: Sendable, Equatable {
    package let credentials: AWSCredentials
    package let expiration: Date

    package init(credentials: AWSCredentials, expiration: Date) {
        self.credentials = credentials
        self.expiration = expiration
    }
}

/// A password for a registry (ECR GetAuthorizationToken).
package struct AuthorizationToken: Sendable, Equatable, CustomStringConvertible {
    /// Base64 of `AWS:PASSWORD`.
    package let token: String
    package let expiresAt: Date
    /// The registry's URL, such as `https://123456789012.dkr.ecr.us-east-1.amazonaws.com`.
    package let proxyEndpoint: String

    package init(token: String, expiresAt: Date, proxyEndpoint: String) {
        self.token = token
        self.expiresAt = expiresAt
        self.proxyEndpoint = proxyEndpoint
    }

    /// User name and password; nil where the token is not base64 of `NAME:PASSWORD`.
    package var login: (username: String, password: String)? {
        guard let text = Base64.text(token) else { return nil }
        guard let colon = text.firstIndex(of: ":") else { return nil }
        return (String(text[..<colon]), String(text[text.index(after: colon)...]))
    }

    package var description: String {
        "AuthorizationToken(token: [HIDDEN], expiresAt: \(expiresAt), proxyEndpoint: \(proxyEndpoint))"
    }
}

/// A repository of ECR's.
package struct RepositoryDescription: Sendable, Equatable {
    package let name: String
    package let arn: String
    /// Such as `123456789012.dkr.ecr.us-east-1.amazonaws.com/team/app`.
    package let uri: String

    package init(name: String, arn: String, uri: String) {
        self.name = name
        self.arn = arn
        self.uri = uri
    }
}

/// What ECR CreateRepository is asked for; what is nil is left to ECR.
package struct NewRepository: Sendable, Equatable {
    package var name: String
    /// `MUTABLE` or `IMMUTABLE`.
    package var imageTagMutability: String?
    package var scansOnPush: Bool?
    /// `AES256` or `KMS`.
    package var encryptionType: String?
    /// The key for `KMS`.
    package var kmsKey: String?
    package var tags: [ResourceTag] = []

    package init(name: String) {
        self.name = name
    }
}

/// A tag of a resource of AWS's.
package struct ResourceTag: Sendable, Equatable {
    package let key: String
    package let value: String

    package init(key: String, value: String) {
        self.key = key
        self.value = value
    }
}

/// An image of a repository, as ECR DescribeImages has it.
package struct RepositoryImage: Sendable, Equatable {
    package let digest: String
    package let tags: [String]
    package let sizeInBytes: Int?
    package let pushedAt: Date?

    package init(digest: String, tags: [String], sizeInBytes: Int?, pushedAt: Date?) {
        self.digest = digest
        self.tags = tags
        self.sizeInBytes = sizeInBytes
        self.pushedAt = pushedAt
    }
}

/// A cluster of EKS's.
package struct ClusterDescription: Sendable, Equatable {
    package let name: String
    package let arn: String
    /// The API server's URL.
    package let endpoint: String
    /// The certificate that the API server's is signed by, PEM in base64.
    package let certificateAuthority: String

    package init(name: String, arn: String, endpoint: String, certificateAuthority: String) {
        self.name = name
        self.arn = arn
        self.endpoint = endpoint
        self.certificateAuthority = certificateAuthority
    }
}
