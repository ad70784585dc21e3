import ServiceConnectors
import Testing

@Suite("The resource ID of an ECR registry")
struct ECRRegistryIDTests {
    @Test(
        "is read in every form and becomes the registry's name",
        arguments: [
            ("715803424590.dkr.ecr.us-east-1.amazonaws.com", "715803424590.dkr.ecr.us-east-1.amazonaws.com"),
            (
                "https://715803424590.dkr.ecr.us-east-1.amazonaws.com/a/b",
                "715803424590.dkr.ecr.us-east-1.amazonaws.com"
            ),
            ("http://715803424590.dkr.ecr.us-east-1.amazonaws.com", "715803424590.dkr.ecr.us-east-1.amazonaws.com"),
            ("arn:aws:ecr:us-east-1:715803424590:repository/zenml", "715803424590.dkr.ecr.us-east-1.amazonaws.com"),
            ("arn:aws:ecr:us-east-1:715803424590:repository", "715803424590.dkr.ecr.us-east-1.amazonaws.com"),
            ("123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn", "123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn"),
            ("arn:aws-cn:ecr:cn-north-1:123456789012:repository/x", "123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn"),
            ("123456789012.dkr.ecr-fips.us-east-1.amazonaws.com", "123456789012.dkr.ecr.us-east-1.amazonaws.com"),
            ("123456789012.dkr-ecr.us-east-1.on.aws", "123456789012.dkr.ecr.us-east-1.amazonaws.com"),
        ]
    )
    func forms(_ text: String, _ name: String) throws {
        #expect(try ECRRegistryID(text).name == name)
    }

    @Test(
        "is refused in any other form, with the forms shown",
        arguments: [
            "", "715803424590.DKR.ECR.US-EAST-1.AMAZONAWS.COM", "zenml", "localhost:5000",
            "123456789.dkr.ecr.us-east-1.amazonaws.com",
            "715803424590.dkr.ecr.us-east-1.amazonaws.com/",
            "715803424590.dkr.ecr.us-east-1.amazonaws.com.evil.example",
            "ftp://715803424590.dkr.ecr.us-east-1.amazonaws.com", "715803424590.dkr.ecr.us-east-1.amazonaws.com:443",
            "user@715803424590.dkr.ecr.us-east-1.amazonaws.com", "api.ecr.us-east-1.amazonaws.com",
            "arn:aws:s3:us-east-1:715803424590:repository/x", "arn:aws:ecr:us-east-1:715803424590:repositoryx",
            "arn:aws:ecr:cn-north-1:715803424590:repository/x", "arn:aws:ecr:us-east-1:715803424590:repository/",
        ]
    )
    func refusals(_ text: String) {
        let error = #expect(throws: ConnectorError.self) { try ECRRegistryID(text) }
        #expect(error?.kind == .value)
        #expect(
            error?.message.hasPrefix("Invalid resource ID for a ECR registry: \(text). Supported formats are:\n")
                == true
        )
    }
}
