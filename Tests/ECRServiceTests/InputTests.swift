import AWSProtocols
import ECRService
import Testing
import World

@Suite("An input")
struct InputTests {
    @Test(
        "of another type is a SerializationException",
        arguments: [
            #"{"repositoryName":7}"#, #"{"repositoryName":["app"]}"#, #"{"repositoryName":{"a":1}}"#,
            #"{"repositoryName":true}"#, #"{"repositoryName":"app","registryId":123456789012}"#,
            #"{"repositoryName":"app","filter":"TAGGED"}"#, #"{"repositoryName":"app","filter":[]}"#,
            #"{"repositoryName":"app","filter":{"tagStatus":1}}"#, #"{"repositoryName":"app","imageIds":"v1"}"#,
            #"{"repositoryName":"app","imageIds":{}}"#, #"{"repositoryName":"app","imageIds":["v1"]}"#,
            #"{"repositoryName":"app","imageIds":[{"imageTag":1}]}"#, "[]", "7", "null", "{", "{}{}",
            String(repeating: "[", count: 100_000),
        ]
    )
    func types(body: String) async throws {
        let registry = try TestRegistry()
        #expect(try await registry.refusal(of: DescribeImages.self, body)?.code == "SerializationException")
    }

    @Test("of another type is a SerializationException in policies, tags and manifests as well")
    func otherTypes() async throws {
        let registry = try TestRegistry()
        let arn = #""resourceArn":"arn:aws:ecr:us-east-1:123456789012:repository/app""#
        let app = #""repositoryName":"app""#
        let codes = [
            try await registry.refusal(
                of: SetRepositoryPolicy.self,
                #"{\#(app),"policyText":{"Version":"2012-10-17"}}"#
            ),
            try await registry.refusal(of: SetRepositoryPolicy.self, #"{\#(app),"policyText":"{}","force":"true"}"#),
            try await registry.refusal(of: PutRegistryPolicy.self, #"{"policyText":[]}"#),
            try await registry.refusal(of: PutImage.self, #"{\#(app),"imageManifest":{}}"#),
            try await registry.refusal(of: PutImage.self, #"{\#(app),"imageManifest":"{}","imageTag":1}"#),
            try await registry.refusal(of: TagResource.self, #"{\#(arn),"tags":{"a":"b"}}"#),
            try await registry.refusal(of: TagResource.self, #"{\#(arn),"tags":[{"Key":1,"Value":"b"}]}"#),
            try await registry.refusal(of: UntagResource.self, #"{\#(arn),"tagKeys":"a"}"#),
            try await registry.refusal(of: UntagResource.self, #"{\#(arn),"tagKeys":[1]}"#),
            try await registry.refusal(
                of: BatchGetImage.self,
                #"{\#(app),"imageIds":[{}],"acceptedMediaTypes":"a/b"}"#
            ),
            try await registry.refusal(
                of: PutImageScanningConfiguration.self,
                #"{\#(app),"imageScanningConfiguration":{"scanOnPush":"yes"}}"#
            ),
        ].map { $0?.code }
        #expect(codes.allSatisfy { $0 == "SerializationException" })
    }

    @Test("must name its repository, and a registry by twelve digits")
    func names() async throws {
        let registry = try TestRegistry()
        #expect(try await registry.refusal(of: ListImages.self, "{}") == invalid("repositoryName", "must not be null"))
        #expect(
            try await registry.refusal(of: ListImages.self, #"{"repositoryName":"app","registryId":"12"}"#)
                == invalid("registryId", "must satisfy regular expression '[0-9]{12}'")
        )
        #expect(
            try await registry.refusal(of: GetAuthorizationToken.self, #"{"registryIds":["12"]}"#)
                == invalid(
                    "registryIds",
                    "Member must satisfy constraint: [Member must satisfy regular expression pattern: [0-9]{12}]"
                )
        )
        let eleven = Array(repeating: #""123456789012""#, count: 11).joined(separator: ",")
        #expect(
            try await registry.refusal(of: GetAuthorizationToken.self, #"{"registryIds":[\#(eleven)]}"#)
                == invalid("registryIds", "Member must have length less than or equal to 10")
        )
        #expect(
            try await registry.refusal(of: GetAuthorizationToken.self, #"{"registryIds":[]}"#)
                == invalid("registryIds", "Member must have length greater than or equal to 1")
        )
        #expect(
            try await registry.refusal(of: GetRepositoryPolicy.self, #"{"repositoryName":"App"}"#)
                == invalid(
                    "repositoryName",
                    "must satisfy regular expression '(?:[a-z0-9]+(?:[._-][a-z0-9]+)*/)*[a-z0-9]+(?:[._-][a-z0-9]+)*'"
                )
        )
    }

    @Test("is shown in the journal as it was sent")
    func requestParameters() throws {
        func parameters<Operation: ECROperation>(_: Operation.Type, _ body: String) throws -> JSONValue {
            .object(try Operation(try InputMembers(body: Array(body.utf8))).requestParameters)
        }
        func expect<Operation: ECROperation>(_: Operation.Type, _ body: String) throws {
            #expect(try parameters(Operation.self, body) == JSONValue.parse(Array(body.utf8)))
        }
        let app = #""repositoryName":"app","registryId":"123456789012""#
        let arn = #""resourceArn":"arn:aws:ecr:us-east-1:123456789012:repository/app""#
        try expect(SetRepositoryPolicy.self, #"{\#(app),"policyText":"{}","force":true}"#)
        try expect(GetRepositoryPolicy.self, "{\(app)}")
        try expect(PutRegistryPolicy.self, #"{"policyText":"{}"}"#)
        try expect(PutAccountSetting.self, #"{"name":"a","value":"b"}"#)
        try expect(TagResource.self, #"{\#(arn),"tags":[{"Key":"a","Value":"b"}]}"#)
        try expect(UntagResource.self, #"{\#(arn),"tagKeys":["a"]}"#)
        try expect(ListImages.self, #"{\#(app),"maxResults":5,"nextToken":"x","filter":{"tagStatus":"ANY"}}"#)
        try expect(DescribeImages.self, #"{\#(app),"imageIds":[{"imageTag":"a"},{"imageDigest":"b"}]}"#)
        try expect(BatchGetImage.self, #"{\#(app),"imageIds":[{"imageTag":"a"}],"acceptedMediaTypes":["a/b"]}"#)
        try expect(BatchDeleteImage.self, #"{\#(app),"imageIds":[{}]}"#)
        try expect(
            PutImage.self,
            #"{\#(app),"imageManifest":"{}","imageManifestMediaType":"a/b","imageTag":"t","imageDigest":"d"}"#
        )
        try expect(BatchCheckLayerAvailability.self, #"{\#(app),"layerDigests":["a","b"]}"#)
        try expect(InitiateLayerUpload.self, "{\(app)}")
        try expect(CompleteLayerUpload.self, #"{\#(app),"uploadId":"u","layerDigests":["a"]}"#)
        try expect(GetDownloadUrlForLayer.self, #"{\#(app),"layerDigest":"a"}"#)
        try expect(
            ListImageReferrers.self,
            #"{\#(app),"subjectId":{"imageDigest":"a"},"maxResults":5,"nextToken":"x","#
                + #""filter":{"artifactTypes":["a/b"],"artifactStatus":"ANY"}}"#
        )
        // The bytes of a layer stay out of it.
        let part = #""uploadId":"u","partFirstByte":0,"partLastByte":0"#
        #expect(
            try parameters(UploadLayerPart.self, #"{\#(app),\#(part),"layerPartBlob":"YQ=="}"#)
                == JSONValue.parse(Array("{\(app),\(part)}".utf8))
        )
        try expect(DeleteRepository.self, #"{\#(app),"force":false}"#)
        try expect(DescribeRepositories.self, #"{"repositoryNames":["app"],"maxResults":1,"nextToken":"x"}"#)
    }
}
