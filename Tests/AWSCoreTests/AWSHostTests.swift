import AWSCore
import Testing

@Suite("Host names")
struct AWSHostTests {
    /// A partition with a region of its own and the suffixes of docs/aws/endpoints.md, "Partitions" and "Host names".
    struct Names: Sendable {
        let partition: String
        let region: String
        let suffix: String
        let dualStack: String
        let registryDualStack: String?
    }

    static let partitions = [
        Names(
            partition: "aws",
            region: "eu-west-3",
            suffix: "amazonaws.com",
            dualStack: "api.aws",
            registryDualStack: "on.aws"
        ),
        Names(
            partition: "aws-cn",
            region: "cn-north-1",
            suffix: "amazonaws.com.cn",
            dualStack: "api.amazonwebservices.com.cn",
            registryDualStack: "on.amazonwebservices.com.cn"
        ),
        Names(
            partition: "aws-us-gov",
            region: "us-gov-west-1",
            suffix: "amazonaws.com",
            dualStack: "api.aws",
            registryDualStack: "on.aws"
        ),
        Names(
            partition: "aws-iso",
            region: "us-iso-east-1",
            suffix: "c2s.ic.gov",
            dualStack: "api.aws.ic.gov",
            registryDualStack: nil
        ),
        Names(
            partition: "aws-iso-b",
            region: "us-isob-east-1",
            suffix: "sc2s.sgov.gov",
            dualStack: "api.aws.scloud",
            registryDualStack: nil
        ),
        Names(
            partition: "aws-iso-e",
            region: "eu-isoe-west-1",
            suffix: "cloud.adc-e.uk",
            dualStack: "api.cloud-aws.adc-e.uk",
            registryDualStack: nil
        ),
        Names(
            partition: "aws-iso-f",
            region: "us-isof-south-1",
            suffix: "csp.hci.ic.gov",
            dualStack: "api.aws.hci.ic.gov",
            registryDualStack: nil
        ),
        Names(
            partition: "aws-eusc",
            region: "eusc-de-east-1",
            suffix: "amazonaws.eu",
            dualStack: "api.amazonwebservices.eu",
            registryDualStack: nil
        ),
    ]

    @Test("every form of every partition is recognised", arguments: partitions)
    func forms(_ names: Names) throws {
        let region = try #require(Region(names.region))
        let account = try #require(AccountID("123456789012"))
        #expect(region.partition.name == names.partition)
        let r = names.region
        for host in ["api.ecr.\(r)", "api.ecr-fips.\(r)", "ecr.\(r)"].map({ $0 + "." + names.suffix })
            + ["ecr.\(r)", "ecr-fips.\(r)"].map({ $0 + "." + names.dualStack })
        {
            #expect(AWSHost(host) == .ecr(region), "\(host)")
            #expect(AWSHost(host.uppercased()) == .ecr(region))
            #expect(AWSHost.isAWSName(host))
        }
        for host in ["sts.\(r).\(names.suffix)", "sts.\(r).\(names.dualStack)", "sts-fips.\(r).\(names.dualStack)"] {
            #expect(AWSHost(host) == .sts(region), "\(host)")
        }
        for host in ["dkr.ecr", "dkr.ecr-fips"].map({ "\(account).\($0).\(r).\(names.suffix)" })
            + (names.registryDualStack.map { ["\(account).dkr-ecr.\(r).\($0)", "\(account).dkr-ecr-fips.\(r).\($0)"] }
                ?? [])
        {
            #expect(AWSHost(host) == .registry(account, region), "\(host)")
        }
        #expect(AWSHost.ecr(region).name == "api.ecr.\(r).\(names.suffix)")
        #expect(AWSHost.sts(region).name == "sts.\(r).\(names.suffix)")
        #expect(AWSHost.registry(account, region).name == "\(account).dkr.ecr.\(r).\(names.suffix)")
    }

    @Test("a name that a host has is the name that it is found by", arguments: partitions)
    func names(_ names: Names) throws {
        let region = try #require(Region(names.region))
        for host in [AWSHost.ecr(region), .sts(region), .registry(try #require(AccountID("000000000001")), region)] {
            #expect(AWSHost(host.name) == host)
        }
    }

    @Test("the bucket that layers come from has its region twice in its name", arguments: partitions)
    func layers(_ names: Names) throws {
        let region = try #require(Region(names.region))
        let host = "prod-\(names.region)-starport-layer-bucket.s3.\(names.region).\(names.suffix)"
        #expect(AWSHost(host) == .layers(region))
        #expect(AWSHost(host.uppercased()) == .layers(region))
        #expect(AWSHost.layers(region).name == host)
        #expect(AWSHost.layers(region).region == region)
        for other in ["prod-\(names.region)-other-bucket", "prod-eu-west-9-starport-layer-bucket", "a.\(host)"] {
            #expect(AWSHost("\(other).s3.\(names.region).\(names.suffix)") != .layers(region), "\(other)")
        }
    }

    @Test("the global endpoint of STS stands for us-east-1")
    func global() throws {
        #expect(AWSHost("sts.amazonaws.com") == .sts(try #require(Region("us-east-1"))))
    }

    @Test(
        "S3 is found by its names of every region, alone and below a bucket's name",
        arguments: [
            ("s3.amazonaws.com", "us-east-1", nil, true), ("s3-external-1.amazonaws.com", "us-east-1", nil, true),
            ("my.bucket.s3.amazonaws.com", "us-east-1", "my.bucket", true),
            ("s3.eu-west-1.amazonaws.com", "eu-west-1", nil, false),
            ("s3-eu-west-1.amazonaws.com", "eu-west-1", nil, false),
            ("data.s3-eu-west-1.amazonaws.com", "eu-west-1", "data", false),
            ("s3-fips.us-gov-west-1.amazonaws.com", "us-gov-west-1", nil, false),
            ("data.s3.dualstack.eu-west-1.amazonaws.com", "eu-west-1", "data", false),
            ("s3-fips.dualstack.us-east-2.amazonaws.com", "us-east-2", nil, false),
            ("data.s3.cn-north-1.amazonaws.com.cn", "cn-north-1", "data", false),
            ("s3.s3.eu-west-1.amazonaws.com", nil, nil, false), ("A_b.s3.eu-west-1.amazonaws.com", nil, nil, false),
            ("-a.s3.amazonaws.com", nil, nil, false), ("127.0.0.1.s3.amazonaws.com", nil, nil, false),
            ("123456789012.s3-control.us-east-1.amazonaws.com", nil, nil, false),
            ("x.s3-accesspoint.us-east-1.amazonaws.com", nil, nil, false),
            ("s3.cn-north-1.amazonaws.com", nil, nil, false), ("s3.amazonaws.com.cn", nil, nil, false),
            ("bucket--use1-az4--x-s3.s3express-use1-az4.us-east-1.amazonaws.com", nil, nil, false),
        ] as [(String, String?, String?, Bool)]
    )
    func s3(name: String, region: String?, bucket: String?, isGlobal: Bool) throws {
        guard let region else {
            #expect(AWSHost(name) == nil)
            return
        }
        guard case .s3(let host)? = AWSHost(name.uppercased()) else {
            Issue.record("\(name) is not S3's")
            return
        }
        #expect(host.region.name == region && host.bucket == bucket && host.isGlobal == isGlobal)
        #expect(host.name == name && AWSHost(host.name) == .s3(host))
    }

    @Test(
        "EKS is found by its names",
        arguments: [
            "eks.eu-west-1.amazonaws.com", "fips.eks.eu-west-1.amazonaws.com", "eks.eu-west-1.api.aws",
            "eks-fips.eu-west-1.api.aws",
        ]
    )
    func eks(name: String) throws {
        #expect(AWSHost(name) == .eks(try #require(Region("eu-west-1"))))
        #expect(AWSHost("x." + name) == nil)
    }

    @Test(
        "mean IAM, which a partition has once, and the region for which it is signed",
        arguments: [
            ("iam.amazonaws.com", "us-east-1"), ("IAM.amazonaws.com", "us-east-1"),
            ("iam-fips.amazonaws.com", "us-east-1"), ("iam.global.api.aws", "us-east-1"),
            ("iam.cn-north-1.amazonaws.com.cn", "cn-north-1"),
            ("iam.global.api.amazonwebservices.com.cn", "cn-north-1"),
            ("iam.us-gov.amazonaws.com", "us-gov-west-1"), ("iam.us-gov.api.aws", "us-gov-west-1"),
            ("iam.us-iso-east-1.c2s.ic.gov", "us-iso-east-1"), ("iam.us-isob-east-1.sc2s.sgov.gov", "us-isob-east-1"),
            ("iam.eu-isoe-west-1.cloud.adc-e.uk", "eu-isoe-west-1"),
            ("iam.us-isof-south-1.csp.hci.ic.gov", "us-isof-south-1"),
            ("iam.eusc-de-east-1.amazonaws.eu", "eusc-de-east-1"),
        ]
    )
    func iam(name: String, region: String) throws {
        #expect(AWSHost(name) == .iam(try #require(Region(region))))
        #expect(AWSHost(AWSHost(name)?.name ?? "") == AWSHost(name))
    }

    @Test("AWS Organizations has one region")
    func organizations() throws {
        let region = try #require(Region("us-east-1"))
        #expect(AWSHost("organizations.us-east-1.amazonaws.com") == .organizations(region))
        #expect(AWSHost("organizations-fips.us-east-1.amazonaws.com") == .organizations(region))
        #expect(AWSHost.organizations(region).name == "organizations.us-east-1.amazonaws.com")
        #expect(AWSHost("organizations.eu-west-1.amazonaws.com") == nil)
    }

    @Test("in a region of its own IAM has none", arguments: ["iam.us-east-1.amazonaws.com", "iam.eu-west-1.api.aws"])
    func iamOfRegion(name: String) { #expect(AWSHost(name) == nil) }

    @Test(
        "the name of a VPC endpoint says which endpoint, service and region",
        arguments: [
            ("vpce-0a1b2c3d-xyz.api.ecr.us-east-1.vpce.amazonaws.com", VPCEndpointHost.Service.ecr, "us-east-1"),
            ("vpce-0a1b2c3d-xyz.sts.eu-west-3.vpce.amazonaws.com", .sts, "eu-west-3"),
            ("vpce-0a1b2c3d-xyz.dkr.ecr.us-gov-west-1.vpce.amazonaws.com", .registry, "us-gov-west-1"),
            ("vpce-0a1b2c3d-xyz-cn-north-1a.dkr.ecr.cn-north-1.vpce.amazonaws.com.cn", .registry, "cn-north-1"),
        ]
    )
    func endpoints(host: String, service: VPCEndpointHost.Service, region: String) throws {
        for spelling in [host, host.uppercased()] {
            guard case .endpoint(let endpoint)? = AWSHost(spelling) else {
                Issue.record("\(spelling) is not an endpoint")
                return
            }
            #expect(endpoint.id == "vpce-0a1b2c3d")
            #expect(endpoint.service == service)
            #expect(endpoint.region == Region(region))
            #expect(endpoint.name == host)
            #expect(AWSHost(spelling)?.name == host)
            #expect(AWSHost(spelling)?.region == Region(region))
        }
    }

    @Test("ECR Public has an API in one region, by two names, and one registry")
    func ecrPublic() {
        let api = AWSHost.ecrPublic(.northernVirginia)
        #expect(AWSHost("API.ecr-public.us-east-1.amazonaws.com") == api)
        #expect(AWSHost("ecr-public.us-east-1.api.aws") == api)
        #expect(api.name == "api.ecr-public.us-east-1.amazonaws.com")
        #expect(AWSHost("public.ecr.aws") == .publicRegistry)
        #expect(AWSHost.publicRegistry.name == "public.ecr.aws")
        #expect(AWSHost.publicRegistry.region == .northernVirginia)
    }

    @Test("no text reads as the place of public registries, but what was kept")
    func publicRegistry() throws {
        #expect(Region(Region.publicRegistry.name) == nil)
        #expect(Region(kept: Region.publicRegistry.name) == .publicRegistry)
        let arn = ARN.repository("app", in: .publicRegistry, of: try #require(AccountID("123456789012")))
        #expect(arn.description == "arn:aws:ecr-public::123456789012:repository/app")
    }

    @Test(
        "other hosts are none of these",
        arguments: [
            "", ".", "localhost", "127.0.0.1", "amazonaws.com", "s3.us-east-1.api.aws", "api.ecr.amazonaws.com",
            "api.ecr.us-east-1.amazonaws.com.evil.test", "evil-amazonaws.com", "api.ecr.us-east-1.amazonaws.com.cn",
            "api.ecr.cn-north-1.amazonaws.com", "12345.dkr.ecr.us-east-1.amazonaws.com",
            "1234567890123.dkr.ecr.us-east-1.amazonaws.com", "x.123456789012.dkr.ecr.us-east-1.amazonaws.com",
            "api.ecr..amazonaws.com", "api.ecr.us-east-1.api.aws", "gallery.public.ecr.aws", "sts.amazonaws.com.",
            "api.ecr-public.eu-west-1.amazonaws.com", "ecr-public.eu-west-1.api.aws",
            "api.ecr-public.us-east-1.amazonaws.com.cn", "ecr-public.us-east-1.amazonaws.com",
            "vpce-0a1b2c3d-xyz.s3.us-east-1.vpce.amazonaws.com", "api.ecr.us-east-1.vpce.amazonaws.com",
            "vpce-.api.ecr.us-east-1.vpce.amazonaws.com", "vpce-0a1b-.sts.us-east-1.vpce.amazonaws.com",
            "x-0a1b2c3d-xyz.sts.us-east-1.vpce.amazonaws.com", "vpce-0a1b2c3d-xyz.sts.cn-north-1.vpce.amazonaws.com",
            "123456789012.vpce-0a1b2c3d-xyz.dkr.ecr.us-east-1.vpce.amazonaws.com", "vpce.amazonaws.com",
            "vpce-0a1b2c3d-xyz.api.ecr.us-east-1.amazonaws.com", "vpce-0a1b2c3d.sts.vpce.amazonaws.com",
        ]
    )
    func others(host: String) {
        #expect(AWSHost(host) == nil)
    }

    @Test("a host under AWS's suffixes is AWS's, known or not")
    func awsNames() {
        for host in ["s3.amazonaws.com", "amazonaws.com", "x.api.aws", "y.on.aws", "Z.AmazonAWS.com.cn"] {
            #expect(AWSHost.isAWSName(host), "\(host)")
        }
        for host in ["evil-amazonaws.com", "amazonaws.com.evil.test", "example.com", "com", ""] {
            #expect(!AWSHost.isAWSName(host), "\(host)")
        }
    }
}
