import AWSCore
import Testing

@Suite("Host names of all services")
struct AWSServiceHostTests {
    @Test(
        "say which service and region is meant",
        arguments: [
            ("iam.amazonaws.com", "iam", "us-east-1"), ("IAM.us-gov.amazonaws.com", "iam", "us-gov-west-1"),
            ("iam.cn-north-1.amazonaws.com.cn", "iam", "cn-north-1"), ("iam.global.api.aws", "iam", "us-east-1"),
            ("route53.amazonaws.com", "route53", nil), ("budgets.us-gov.amazonaws.com", "budgets", nil),
            ("s3.amazonaws.com", "s3", "us-east-1"), ("s3.us-east-1.amazonaws.com", "s3", "us-east-1"),
            ("my.bucket.s3.eu-west-1.amazonaws.com", "s3", "eu-west-1"),
            ("bucket.s3.dualstack.us-west-2.amazonaws.com", "s3", "us-west-2"),
            ("123456789012.s3-control.us-east-1.amazonaws.com", "s3", "us-east-1"),
            ("s3-us-west-2.amazonaws.com", "s3", "us-west-2"),
            ("bucket--use1-az4--x-s3.s3express-use1-az4.us-east-1.amazonaws.com", "s3", "us-east-1"),
            ("logs.us-east-1.amazonaws.com", "logs", "us-east-1"),
            ("kms-fips.us-east-1.amazonaws.com", "kms", "us-east-1"),
            ("123456789012.ddb.us-east-1.amazonaws.com", "ddb", "us-east-1"),
            ("eks.us-east-1.api.aws", "eks", "us-east-1"),
            ("abc.lambda-url.us-east-1.on.aws", "lambda-url", "us-east-1"),
            ("api.ecr-public.us-east-1.amazonaws.com", "ecr-public", "us-east-1"),
            ("public.ecr.aws", "ecr-public", nil),
            ("ec2.cn-north-1.amazonaws.com.cn", "ec2", "cn-north-1"),
            ("sqs.us-gov-west-1.amazonaws.com", "sqs", "us-gov-west-1"),
            ("vpce-0a1b2c3d-xyz.s3.us-east-1.vpce.amazonaws.com", "s3", "us-east-1"),
            ("vpce-0a1b2c3d-xyz.logs.us-east-1.vpce.amazonaws.com", "logs", "us-east-1"),
            ("sts.us-easst-1.amazonaws.com", "sts", "us-easst-1"), ("api.ecr.moon.amazonaws.com", "ecr", "moon"),
            ("amazonaws.com", "amazonaws.com", nil), ("us-east-1.amazonaws.com", "us-east-1", "us-east-1"),
        ] as [(String, String, String?)]
    )
    func names(_ host: String, _ service: String, _ region: String?) throws {
        let found = try #require(AWSServiceHost(host))
        #expect(found.name == host.lowercased())
        #expect(found.service == service)
        #expect(found.region?.name == region)
    }

    @Test(
        "of others say nothing",
        arguments: ["example.com", "amazonaws.com.example.com", "", "ecr.aws", "xamazonaws.com"]
    )
    func others(_ host: String) {
        #expect(AWSServiceHost(host) == nil)
        #expect(HostReach(host) == .elsewhere)
    }
}

@Suite("Where host names lead")
struct HostReachTests {
    @Test(
        "to services, in regions that there are",
        arguments: [
            "iam.amazonaws.com", "sts.amazonaws.com", "api.ecr.us-east-1.amazonaws.com", "public.ecr.aws",
            "123456789012.dkr.ecr.eu-isoe-west-1.cloud.adc-e.uk", "s3.us-gov-west-1.amazonaws.com",
            "us-data-1.s3.amazonaws.com", "foo.bar.amazonaws.com",
        ]
    )
    func services(_ host: String) {
        #expect(HostReach(host) == .service)
    }

    @Test(
        "nowhere, in regions that there are not",
        arguments: [
            ("api.ecr.us-easst-1.amazonaws.com", "us-easst-1"), ("ecr.us-east-9.api.aws", "us-east-9"),
            ("123456789012.dkr.ecr.us-easst-1.amazonaws.com", "us-easst-1"), ("sts.moon.amazonaws.com", "moon"),
            ("s3.eu-wesst-1.amazonaws.com", "eu-wesst-1"), ("bucket.s3.cn-north-7.amazonaws.com.cn", "cn-north-7"),
            ("vpce-0a1b2c3d-xyz.sts.us-easst-1.vpce.amazonaws.com", "us-easst-1"),
        ]
    )
    func nowhere(_ host: String, _ region: String) throws {
        let region = try #require(Region(region))
        #expect(HostReach(host) == .unresolved(region))
        #expect(HostReach(host, regionExists: { $0 == region }) == .service)
    }

    @Test("every region of a partition has its form, and belongs to one", arguments: Partition.all)
    func regions(_ partition: Partition) throws {
        #expect(!partition.regions.isEmpty && partition.regions == partition.regions.sorted())
        for name in partition.regions {
            #expect(partition.matches(region: name))
            #expect(try #require(Region(name)).partition == partition)
            #expect(Region(name)?.exists == true)
        }
        #expect(Set(Partition.all.flatMap(\.regions)).count == Partition.all.flatMap(\.regions).count)
    }
}
