import IAM
import TestSupport
import Testing

@Suite("The catalogue of actions")
struct IAMActionTests {
    @Test("Actions are found in any case, in AWS's spelling, and unreal ones are not")
    func names() {
        #expect(IAMAction.named("ECR:putimage")?.name == "ecr:PutImage")
        #expect(IAMAction.named("ecr:GetAuthorizationToken")?.resourceType == .registry)
        #expect(IAMAction.named("sts:AssumeRole")?.resourceType == .role)
        #expect(IAMAction.named("sts:GetFederationToken")?.resourceType == .federatedUser)
        #expect(IAMAction.named("ecr:ReplicateImage")?.resourceType == .repository)
        for name in ["ecr:ListRepositories", "ecr:GetLogin", "ecr:ListImageReferrers", "PutImage", "", "s3:HeadBucket"]
        {
            #expect(IAMAction.named(name) == nil, "\(name)")
        }
        #expect(IAMAction.named("S3:listbucket")?.resourceType == .bucket)
        #expect(IAMAction.named("s3:ListAllMyBuckets")?.resourceType == IAMAction.ResourceType.none)
        #expect(IAMAction.named("s3:GetObject")?.resourceType == .object)
        #expect(IAMAction.named("eks:ListClusters")?.resourceType == .cluster)
        #expect(Set(IAMAction.all.map(\.name)).count == IAMAction.all.count)
        #expect(IAMAction.all.filter { !$0.isAsked }.map(\.name) == ["sts:GetCallerIdentity", "sts:GetSessionToken"])
    }

    @Test(
        "Every operation of the specification has its action and resource, and there are no others",
        .enabled(if: SharedFolder.isPresent)
    )
    func specification() throws {
        var expected = ["BatchImportUpstreamImage", "GetImageCopyStatus", "ReplicateImage"]
            .reduce(into: [String: String]()) { $0["ecr:" + $1] = "repo" }
        for line in try SharedFolder.text("spec/emulator.md").split(separator: "\n") {
            let cells = line.split(separator: "|", omittingEmptySubsequences: false).map {
                String($0.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
            }
            guard cells.count == 8, ["repo", "*"].contains(cells[3]), ["1", "2", "3"].contains(cells[2]) else {
                continue
            }
            expected["ecr:" + cells[1].filter { $0.isLetter }] = cells[3]
        }
        expected["ecr:ListImageReferrers"] = nil
        let actual = IAMAction.all.filter { $0.name.hasPrefix("ecr:") }
            .map { ($0.name, $0.resourceType == .repository ? "repo" : "*") }
        #expect(Dictionary(actual) { first, _ in first } == expected)
        #expect(expected.count == 64)
    }
}
