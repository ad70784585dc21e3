package import AWSCore
import Determinism
package import Foundation
import Text

/// A cluster of EKS's, as DescribeCluster tells it. There is no Kubernetes behind it.
package struct Cluster: Sendable, Equatable {
    package enum Status: String, Sendable, CaseIterable {
        case creating = "CREATING"
        case active = "ACTIVE"
        case deleting = "DELETING"
        case failed = "FAILED"
        case updating = "UPDATING"
        case pending = "PENDING"
    }

    package let name: String
    package let account: AccountID
    package let region: Region
    package let createdAt: Date
    package var status = Status.active
    /// Of Kubernetes, such as `1.33`.
    package var version = "1.33"
    package var platformVersion = "eks.5"
    /// The URL of its API server; nil while it is being created.
    package var endpoint: String?
    /// Certificates as PEM in base64; nil while it is being created.
    package var certificateAuthority: String?
    package var roleARN: String
    package var vpc: String
    package var subnets: [String]
    package var securityGroups: [String] = []
    /// The group that EKS makes for the cluster itself.
    package let clusterSecurityGroup: String
    package var isPublic = true
    package var isPrivate = false
    package var oidcIssuer: String
    /// `API`, `API_AND_CONFIG_MAP` or `CONFIG_MAP`.
    package var authenticationMode = "API_AND_CONFIG_MAP"
    package var tags: [String: String] = [:]

    /// A cluster with the settings that AWS's console would give it. The IDs derive from the ARN and the world's seed
    /// alone.
    package init(name: String, account: AccountID, region: Region, createdAt: Date, seed: String? = nil) {
        self.name = name
        self.account = account
        self.region = region
        self.createdAt = createdAt
        let partition = region.partition
        let arn = ARN.cluster(name, in: region, of: account)
        var stream = RandomStream(derivedFrom: "\(arn)\(seed.map { " " + $0 } ?? "")")
        let hexadecimal = "0123456789abcdef"
        let id = stream.text(32, of: hexadecimal).uppercased()
        endpoint = "https://\(id).gr7.\(region).eks.\(partition.suffix)"
        oidcIssuer = "https://oidc.eks.\(region).\(partition.suffix)/id/\(id)"
        certificateAuthority = Self.exampleAuthority
        roleARN = ARN.iam(partition, account, "role/eksClusterRole").description
        vpc = "vpc-0" + stream.text(16, of: hexadecimal)
        subnets = (0..<2).map { _ in "subnet-0" + stream.text(16, of: hexadecimal) }
        clusterSecurityGroup = "sg-0" + stream.text(16, of: hexadecimal)
    }

    package var arn: ARN { .cluster(name, in: region, of: account) }

    /// Whether EKS takes the name: 1 to 100 letters, digits, dashes and underscores, a letter or a digit first.
    package static func isName(_ name: some StringProtocol) -> Bool {
        let bytes = name.utf8
        guard (1...100).contains(bytes.count), let first = bytes.first, first.isWordCharacter, first != 0x5F else {
            return false
        }
        return bytes.allSatisfy { $0.isWordCharacter || $0 == 0x2D }
    }

    /// A certificate that clients can read, of a key that nobody has.
    private static let exampleAuthority = Base64.encode(
        Array(
            """
            -----BEGIN CERTIFICATE-----
            MIICyjCCAbKgAwIBAgIBHTANBgkqhkiG9w0BAQsFADAVMRMwEQYDVQQDDAprdWJl
            cm5ldGVzMCAXDTIwMDEwMTAwMDAwMFoYDzIxMjAwMTAxMDAwMDAwWjAVMRMwEQYD
            VQQDDAprdWJlcm5ldGVzMIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA
            kyukj7JhHoAcG3/ddB49x/w9XmvnzNHdhpirK+Gmj/yeb/FR5fLExtXHzz9Qqiul
            hGQhzklU9G4Q7wpBvOMth+AjX0u70WiylOMjbHYoi1fFnm5x2C3OgERt4XZphFmk
            EiUaEf82nCcnWy7MK6HBc/SFDpsE5TTqmHL27hvqmeye4D5ukzcZ+c9JSwjt6uKx
            PgbloLoKjLe+hSiCxOI7NRVPzhwVETxqN5/8AtS6pn0zObsujmnAHmn9JHsarS5C
            Ve8a60jUcYcThr0jYcl1PB6n2tdpHsU+XVXzirfo6an6fVhQLspYT4P5dATQd9ea
            Mss80jEEtQxvVyz/gczSXQIDAQABoyMwITAPBgNVHRMBAf8EBTADAQH/MA4GA1Ud
            DwEB/wQEAwICpDANBgkqhkiG9w0BAQsFAAOCAQEAJeQyEWcXsl68+ZIRuMVqX7kw
            Bry8nGSbP44lrK97lQbGme3MoCTyGGtH8HdK04HsI4I3eIFI3xuUh60H1lfyJefb
            pfhS0APRsXYOsnTDLlpnAVNVLIUisAmHoXQnxncnSCi7MO21w0IRSh9zpIeH9H6l
            ctmJLiTgR090k8VKaLACPKOH4Ocqh6yn88KxpBR5hzfazPK3dSW7SVWj/KKmYjez
            cHc1SOs3nAL0QNqns8FNxuKQrMWBrUQuueKNEspdV9L8hAzwN6ISnP6iu/R7SBPN
            5HQZJNoh55ynUQtolZH21fOD7OwQkgLsTWMlWwZsH/Ql/Vgh4B65ob/mpNQyUg==
            -----END CERTIFICATE-----

            """.utf8
        )
    )
}
