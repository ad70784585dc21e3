package import AWSCore
package import AWSSignature
package import Foundation
import Text

/// The bearer token that tells a Kubernetes cluster of EKS's who asks: a presigned GetCallerIdentity.
package enum EKSToken {
    /// How long the API server takes a token, in seconds.
    package static let lifetime = 900.0
    /// How long STS is told that the URL holds, in seconds, as ZenML asks.
    private static let urlLifetime = 60

    /// Makes a token. AWS is not asked.
    package static func make(
        cluster: String,
        credentials: AWSCredentials,
        region: Region,
        at date: Date
    ) -> String {
        let host = AWSHost.sts(region).name
        let query = Signer(credentials: credentials, region: region.name, service: "sts").presign(
            SignableRequest(
                method: "GET",
                path: "/",
                query: "Action=GetCallerIdentity&Version=2011-06-15",
                headers: ["Host": host, "x-k8s-aws-id": cluster],
                body: .empty
            ),
            at: date,
            expiresIn: urlLifetime
        )
        return "k8s-aws-v1." + Base64URL.encode(Array("https://\(host)/?\(query)".utf8))
    }
}
