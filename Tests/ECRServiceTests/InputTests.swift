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

    @Test("of more values than any call has is a SerializationException, read no further, and unknown members count")
    func tooManyValues() async throws {
        let registry = try TestRegistry()
        let members = (0..<1_800_000).map { "\"m\($0)\":0" }.joined(separator: ",")
        let refusal = try await registry.refusal(of: DescribeImages.self, "{\"repositoryName\":\"app\",\(members)}")
        #expect(refusal?.code == "SerializationException")
        #expect(refusal?.message == "The body has more than 100000 values.")
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
                == invalid("registryId", "must satisfy regular expression [0-9]{12}")
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

    @Test("tells all rules of a list's elements at the list's name")
    func elements() async throws {
        let registry = try TestRegistry()
        let names =
            "Member must satisfy constraint: [Member must have length less than or equal to 256, Member must have length "
            + "greater than or equal to 2, Member must satisfy regular expression pattern: "
            + "(?:[a-z0-9]+(?:[._-][a-z0-9]+)*/)*[a-z0-9]+(?:[._-][a-z0-9]+)*]"
        for name in ["App", "a", String(repeating: "a", count: 257), "", "app\\n"] {
            #expect(
                try await registry.refusal(of: DescribeRepositories.self, #"{"repositoryNames":["app","\#(name)"]}"#)
                    == invalid("repositoryNames", names)
            )
        }
        let long = String(repeating: "a", count: 1_001)
        #expect(
            try await registry.refusal(
                of: BatchCheckLayerAvailability.self,
                #"{"repositoryName":"app","layerDigests":["\#(long)"]}"#
            )
                == invalid(
                    "layerDigests",
                    "Member must satisfy constraint: [Member must have length less than or equal to 1000, Member must have "
                        + "length greater than or equal to 0]"
                )
        )
    }

    @Test("has tags of images of 1 to 300 characters, else nothing is done")
    func imageTags() async throws {
        let registry = try TestRegistry()
        let rules = [
            ("", "greater than or equal to 1"), (String(repeating: "a", count: 301), "less than or equal to 300"),
        ]
        for (tag, rule) in rules {
            let body = #"{"repositoryName":"app","imageIds":[{"imageTag":"v1"},{"imageTag":"\#(tag)"}]}"#
            let expected = invalid("imageIds.imageTag", "Member must have length \(rule)")
            #expect(try await registry.refusal(of: BatchGetImage.self, body) == expected)
            #expect(try await registry.refusal(of: BatchDeleteImage.self, body) == expected)
            #expect(
                try await registry.refusal(of: DescribeImages.self, body)
                    == invalid("imageIds.imageTag", "must have length \(rule)")
            )
            let put = #"{"repositoryName":"app","imageManifest":"{}","imageTag":"\#(tag)"}"#
            #expect(
                try await registry.refusal(of: PutImage.self, put) == invalid("imageTag", "must have length \(rule)")
            )
        }
    }

    @Test("names the members of its structures by their path")
    func paths() async throws {
        let registry = try TestRegistry()
        let app = #""repositoryName":"app""#
        let null = "must not be null"
        #expect(
            try await registry.refusal(of: ListImageReferrers.self, #"{\#(app),"subjectId":{}}"#)
                == missing("subjectId.imageDigest")
        )
        #expect(
            try await registry.refusal(
                of: ListImageReferrers.self,
                #"{\#(app),"subjectId":{"imageDigest":"\#(TestManifest.absent)"},"filter":{"artifactTypes":[null]}}"#
            ) == missing("filter.artifactTypes")
        )
        #expect(
            try await registry.refusal(
                of: CreateRepository.self,
                #"{"repositoryName":"new","encryptionConfiguration":{}}"#
            ) == invalid("encryptionConfiguration.encryptionType", null)
        )
        #expect(
            try await registry.refusal(of: CreateRepository.self, #"{"repositoryName":"new","tags":[{"Key":"a"}]}"#)
                == invalid("tags.Value", null)
        )
        let filters = #""imageTagMutabilityExclusionFilters":[{"filter":"a"}]"#
        #expect(
            try await registry.refusal(
                of: PutImageTagMutability.self,
                #"{\#(app),"imageTagMutability":"MUTABLE_WITH_EXCLUSION",\#(filters)}"#
            ) == invalid("imageTagMutabilityExclusionFilters.filterType", null)
        )
    }

    @Test("names the elements of lists by their numbers where all violations are told")
    func numbers() throws {
        var input = try ECRInput(
            json: Array(#"{"rules":[{"filter":"ok"},{"filter":"a"},{}],"name":"x","maxResults":0}"#.utf8),
            reporting: .all
        )
        _ = try input.structures("rules", length: 0...2) { (rule) throws(ECRError) in
            try rule.requiredText("filter", .length(2...4))
        }
        _ = try input.text("name", .values(["a", "b"]))
        _ = try input.integer("maxResults", .value(1...5))
        #expect(
            throws: ECRError(
                "ValidationException",
                "5 validation errors detected: "
                    + "Value '[3 entries]' at 'rules' failed to satisfy constraint: Member must have length less than or equal "
                    + "to 2; Value 'a' at 'rules.2.member.filter' failed to satisfy constraint: Member must have length greater "
                    + "than or equal to 2; Value null at 'rules.3.member.filter' failed to satisfy constraint: Member must not "
                    + "be null; Value 'x' at 'name' failed to satisfy constraint: Member must satisfy enum value set: [a, b]; "
                    + "Value '0' at 'maxResults' failed to satisfy constraint: Member must have value greater than or equal to 1"
            )
        ) { try input.finish() }
    }

    @Test("is shown in the journal as it was sent")
    func requestParameters() throws {
        func parameters<Operation: ECROperation>(_: Operation.Type, _ body: String) throws -> JSONValue {
            var input = try ECRInput(json: Array(body.utf8), reporting: Operation.reporting)
            _ = try Operation(&input)
            return .object(input.requestParameters)
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
