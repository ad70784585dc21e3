import AWSCore
import AWSProtocols
import ECRService
import IAM
import Images
import Storage
import Testing
import World

@Suite("What IAM is asked")
struct QuestionTests {
    private static let app = "arn:aws:ecr:us-east-1:123456789012:repository/app"

    @Test("names the operation's action, and the repository that it is about")
    func repositories() throws {
        let registry = try TestRegistry()
        let body = """
            {"repositoryName":"app","resourceArn":"\(Self.app)","policyText":"{}","imageIds":[{"imageTag":"x"}],
             "imageManifest":"{}","imageTagMutability":"MUTABLE","imageScanningConfiguration":{},"layerDigests":["a"],
             "layerDigest":"a","uploadId":"u","partFirstByte":0,"partLastByte":0,"layerPartBlob":"YQ==",
             "subjectId":{"imageDigest":"a"},"imageId":{"imageTag":"x"}}
            """
        func expect<Operation: ECROperation>(_: Operation.Type, _ action: String) throws {
            let questions = try registry.questions(Operation.self, body)
            #expect(questions.map(\.action) == [action])
            #expect(Operation.action == action)
            #expect(questions.first?.resource.name == Self.app)
            #expect(questions.first?.resource.account.value == "123456789012")
            #expect(questions.first?.resource.repository?.region.name == "us-east-1")
            #expect(questions.first?.resource.repository?.name == "app")
            #expect(questions.first?.context == RequestContext())
        }
        try expect(SetRepositoryPolicy.self, "ecr:SetRepositoryPolicy")
        try expect(GetRepositoryPolicy.self, "ecr:GetRepositoryPolicy")
        try expect(DeleteRepositoryPolicy.self, "ecr:DeleteRepositoryPolicy")
        try expect(DeleteRepository.self, "ecr:DeleteRepository")
        try expect(CreateRepository.self, "ecr:CreateRepository")
        try expect(ListTagsForResource.self, "ecr:ListTagsForResource")
        try expect(ListImages.self, "ecr:ListImages")
        try expect(DescribeImages.self, "ecr:DescribeImages")
        try expect(PutImage.self, "ecr:PutImage")
        try expect(BatchGetImage.self, "ecr:BatchGetImage")
        try expect(BatchDeleteImage.self, "ecr:BatchDeleteImage")
        try expect(BatchCheckLayerAvailability.self, "ecr:BatchCheckLayerAvailability")
        try expect(InitiateLayerUpload.self, "ecr:InitiateLayerUpload")
        try expect(UploadLayerPart.self, "ecr:UploadLayerPart")
        try expect(CompleteLayerUpload.self, "ecr:CompleteLayerUpload")
        try expect(GetDownloadUrlForLayer.self, "ecr:GetDownloadUrlForLayer")
        // There is no action of the operation's own name.
        try expect(ListImageReferrers.self, "ecr:BatchGetImage")
        try expect(PutImageTagMutability.self, "ecr:PutImageTagMutability")
        try expect(PutImageScanningConfiguration.self, "ecr:PutImageScanningConfiguration")
        try expect(StartImageScan.self, "ecr:StartImageScan")
        try expect(DescribeImageScanFindings.self, "ecr:DescribeImageScanFindings")
    }

    @Test("is about the registry as a whole where no repository is")
    func registries() throws {
        let registry = try TestRegistry()
        let body = """
            {"policyText":"{}","registryIds":["999999999999"],"registryId":"999999999999","name":"x","value":"y"}
            """
        func expect<Operation: ECROperation>(_: Operation.Type, _ action: String) throws {
            let questions = try registry.questions(Operation.self, body)
            #expect(questions.map(\.action) == [action])
            #expect(Operation.action == action)
            #expect(questions.first?.resource.name == "*")
            #expect(questions.first?.resource.account.value == "123456789012")
            #expect(questions.first?.resource.repository == nil)
        }
        try expect(GetAuthorizationToken.self, "ecr:GetAuthorizationToken")
        try expect(DescribeRegistry.self, "ecr:DescribeRegistry")
        try expect(GetRegistryPolicy.self, "ecr:GetRegistryPolicy")
        try expect(PutRegistryPolicy.self, "ecr:PutRegistryPolicy")
        try expect(DeleteRegistryPolicy.self, "ecr:DeleteRegistryPolicy")
        try expect(GetAccountSetting.self, "ecr:GetAccountSetting")
        try expect(PutAccountSetting.self, "ecr:PutAccountSetting")
    }

    @Test("is about the account whose registry is named, in the call's region")
    func otherRegistry() throws {
        let registry = try TestRegistry()
        let body = #"{"repositoryName":"app","registryId":"999999999999"}"#
        let question = try registry.questions(ListImages.self, body, region: "eu-west-1").first
        #expect(question?.resource.name == "arn:aws:ecr:eu-west-1:999999999999:repository/app")
        #expect(question?.resource.account.value == "999999999999")
        #expect(question?.resource.repository?.region.name == "eu-west-1")
    }

    @Test("is each repository that DescribeRepositories names, or all there are")
    func describeRepositories() throws {
        let registry = try TestRegistry()
        let named = try registry.questions(DescribeRepositories.self, #"{"repositoryNames":["app","team/web"]}"#)
        #expect(named.map(\.resource.repository?.name) == ["app", "team/web"])
        #expect(named.map(\.action) == ["ecr:DescribeRepositories", "ecr:DescribeRepositories"])
        for body in ["{}", #"{"maxResults":5}"#] {
            let all = try registry.questions(DescribeRepositories.self, body)
            #expect(all.map(\.resource.name) == ["arn:aws:ecr:us-east-1:123456789012:repository/*"])
            #expect(all.first?.resource.repository == nil)
        }
        let other = try registry.questions(DescribeRepositories.self, #"{"registryId":"999999999999"}"#)
        #expect(other.map(\.resource.name) == ["arn:aws:ecr:us-east-1:999999999999:repository/*"])
    }

    @Test("has the tags of the request: twice for a repository that is created with tags")
    func requestTags() throws {
        let registry = try TestRegistry()
        let tags = #""tags":[{"Key":"team","Value":"web"},{"Key":"cost","Value":""}]"#
        let created = try registry.questions(CreateRepository.self, #"{"repositoryName":"new",\#(tags)}"#)
        #expect(created.map(\.action) == ["ecr:CreateRepository", "ecr:TagResource"])
        let tagged = try registry.questions(TagResource.self, #"{"resourceArn":"\#(Self.app)",\#(tags)}"#)
        #expect(tagged.map(\.action) == ["ecr:TagResource"])
        for question in created + tagged {
            #expect(question.context["aws:RequestTag/team"] == ["web"])
            #expect(question.context["aws:RequestTag/cost"] == [""])
            #expect(question.context["aws:TagKeys"] == ["team", "cost"])
        }
        #expect(created.allSatisfy { $0.resource.repository?.name == "new" })
        let untagged = try registry.questions(UntagResource.self, #"{"resourceArn":"\#(Self.app)","tagKeys":["team"]}"#)
        #expect(untagged.map(\.action) == ["ecr:UntagResource"])
        #expect(untagged.first?.context == RequestContext(["aws:TagKeys": ["team"]]))
    }

    @Test("is about the region and account of a tagged ARN")
    func taggedARN() throws {
        let registry = try TestRegistry()
        let arn = "arn:aws-cn:ecr:cn-north-1:999999999999:repository/team/web"
        let question = try registry.questions(ListTagsForResource.self, #"{"resourceArn":"\#(arn)"}"#).first
        #expect(question?.resource.name == arn)
        #expect(question?.resource.account.value == "999999999999")
        #expect(question?.resource.repository?.region.name == "cn-north-1")
        #expect(question?.resource.repository?.name == "team/web")
    }
}
