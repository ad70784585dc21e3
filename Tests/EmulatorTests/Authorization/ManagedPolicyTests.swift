import AWSCore
import AWSProtocols
import Determinism
import Emulator
import Foundation
import IAM
import Testing
import World

/// What AWS's four managed policies for ECR allow, call by call: on the wire, and for what is not supported by asking
/// IAM without calling. The matrix is written from the policies' documents.
@Suite("AWS's managed policies for ECR")
struct ManagedPolicyTests {
    /// The policies, each with the letter that stands for it in the matrix and the user that has it.
    static let policies = [
        (letter: Character("P"), name: "AmazonEC2ContainerRegistryPullOnly", user: "puller"),
        (letter: Character("R"), name: "AmazonEC2ContainerRegistryReadOnly", user: "reader"),
        (letter: Character("W"), name: "AmazonEC2ContainerRegistryPowerUser", user: "writer"),
        (letter: Character("F"), name: "AmazonEC2ContainerRegistryFullAccess", user: "owner"),
    ]

    /// Every action of docs/aws/ecr.md, "Operations", and two more, with the policies that allow it.
    static let actions = [
        "GetAuthorizationToken": "PRWF", "DescribeRegistry": "F", "GetAccountSetting": "F", "PutAccountSetting": "F",
        "GetRegistryPolicy": "F", "PutRegistryPolicy": "F", "DeleteRegistryPolicy": "F",
        "CreateRepository": "F", "DescribeRepositories": "RWF", "DeleteRepository": "F",
        "SetRepositoryPolicy": "F", "GetRepositoryPolicy": "RWF", "DeleteRepositoryPolicy": "F",
        "PutImageTagMutability": "F", "PutImageScanningConfiguration": "F", "TagResource": "F", "UntagResource": "F",
        "ListTagsForResource": "RWF",
        "PutImage": "WF", "BatchGetImage": "PRWF", "BatchDeleteImage": "F", "DescribeImages": "RWF",
        "ListImages": "RWF", "UpdateImageStorageClass": "F",
        "BatchCheckLayerAvailability": "RWF", "GetDownloadUrlForLayer": "PRWF", "InitiateLayerUpload": "WF",
        "UploadLayerPart": "WF", "CompleteLayerUpload": "WF",
        "PutLifecyclePolicy": "F", "GetLifecyclePolicy": "RWF", "DeleteLifecyclePolicy": "F",
        "StartLifecyclePolicyPreview": "F", "GetLifecyclePolicyPreview": "RWF",
        "StartImageScan": "F", "DescribeImageScanFindings": "RWF", "PutRegistryScanningConfiguration": "F",
        "GetRegistryScanningConfiguration": "F", "BatchGetRepositoryScanningConfiguration": "F",
        "PutReplicationConfiguration": "F", "DescribeImageReplicationStatus": "F",
        "DescribeReplicationBackfillResults": "F", "ListReplicationBackfills": "F", "StartReplicationBackfill": "F",
        "StopReplicationBackfill": "F",
        "CreatePullThroughCacheRule": "F", "DescribePullThroughCacheRules": "F", "DeletePullThroughCacheRule": "F",
        "UpdatePullThroughCacheRule": "F", "ValidatePullThroughCacheRule": "F",
        "CreateRepositoryCreationTemplate": "F", "DescribeRepositoryCreationTemplates": "F",
        "UpdateRepositoryCreationTemplate": "F", "DeleteRepositoryCreationTemplate": "F",
        "PutSigningConfiguration": "F", "GetSigningConfiguration": "F", "DeleteSigningConfiguration": "F",
        "DescribeImageSigningStatus": "F",
        "RegisterPullTimeUpdateExclusion": "F", "ListPullTimeUpdateExclusions": "F",
        "DeregisterPullTimeUpdateExclusion": "F",
        "ReplicateImage": "F", "BatchImportUpstreamImage": "PF", "GetImageCopyStatus": "F",
    ]

    private static let digest = "sha256:" + String(repeating: "0", count: 64)

    /// Every route of docs/aws/registry.md, "Routes", with the policies whose users may call it. The version check
    /// needs none, and what ECR does not have is refused to everyone without asking.
    static let routes = [
        ("GET", "/v2/", "", "PRWF"),
        ("HEAD", "/v2/app/manifests/latest", "", "PRWF"), ("GET", "/v2/app/manifests/latest", "", "PRWF"),
        ("PUT", "/v2/app/manifests/latest", "{}", "WF"), ("DELETE", "/v2/app/manifests/\(digest)", "", "F"),
        ("HEAD", "/v2/app/blobs/\(digest)", "", "RWF"), ("GET", "/v2/app/blobs/\(digest)", "", "PRWF"),
        ("POST", "/v2/app/blobs/uploads/", "", "WF"),
        ("POST", "/v2/app/blobs/uploads/?mount=\(digest)&from=app", "", "WF"),
        ("PATCH", "/v2/app/blobs/uploads/0b", "x", "WF"),
        ("PUT", "/v2/app/blobs/uploads/0b?digest=\(digest)", "", "WF"),
        ("PUT", "/v2/app/blobs/uploads/0b?digest=\(digest)", "x", "WF"),
        ("GET", "/v2/app/blobs/uploads/0b", "", "WF"), ("DELETE", "/v2/app/blobs/uploads/0b", "", "WF"),
        ("GET", "/v2/app/tags/list", "", "RWF"), ("GET", "/v2/_catalog", "", "RWF"),
        ("GET", "/v2/app/referrers/\(digest)", "", "PRWF"),
    ]

    private static let arn = "arn:aws:ecr:us-east-1:123456789012:repository/app"
    private static let policyText =
        #"{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Principal\":\"*\","#
        + #"\"Action\":\"ecr:BatchGetImage\"}}"#

    /// Every operation of the API that is supported, with an input that gets as far as IAM.
    static let operations = [
        ("GetAuthorizationToken", "{}", "PRWF"), ("DescribeRegistry", "{}", "F"), ("GetRegistryPolicy", "{}", "F"),
        ("GetAccountSetting", #"{"name":"REGISTRY_POLICY_SCOPE"}"#, "F"),
        ("PutAccountSetting", #"{"name":"REGISTRY_POLICY_SCOPE","value":"V2"}"#, "F"),
        ("PutRegistryPolicy", #"{"policyText":"{}"}"#, "F"), ("DeleteRegistryPolicy", "{}", "F"),
        ("CreateRepository", #"{"repositoryName":"new"}"#, "F"),
        ("CreateRepository", #"{"repositoryName":"new","tags":[{"Key":"k","Value":"v"}]}"#, "F"),
        ("DescribeRepositories", "{}", "RWF"), ("DescribeRepositories", #"{"repositoryNames":["app"]}"#, "RWF"),
        ("DeleteRepository", #"{"repositoryName":"old"}"#, "F"),
        ("SetRepositoryPolicy", #"{"repositoryName":"app","policyText":"\#(policyText)"}"#, "F"),
        ("GetRepositoryPolicy", #"{"repositoryName":"app"}"#, "RWF"),
        ("DeleteRepositoryPolicy", #"{"repositoryName":"app"}"#, "F"),
        ("PutImageTagMutability", #"{"repositoryName":"app","imageTagMutability":"MUTABLE"}"#, "F"),
        (
            "PutImageScanningConfiguration",
            #"{"repositoryName":"app","imageScanningConfiguration":{"scanOnPush":true}}"#, "F"
        ),
        ("TagResource", #"{"resourceArn":"\#(arn)","tags":[{"Key":"k","Value":"v"}]}"#, "F"),
        ("UntagResource", #"{"resourceArn":"\#(arn)","tagKeys":["k"]}"#, "F"),
        ("ListTagsForResource", #"{"resourceArn":"\#(arn)"}"#, "RWF"),
        ("PutImage", #"{"repositoryName":"app","imageManifest":"{}","imageTag":"v1"}"#, "WF"),
        ("BatchGetImage", #"{"repositoryName":"app","imageIds":[{"imageTag":"v1"}]}"#, "PRWF"),
        ("BatchDeleteImage", #"{"repositoryName":"app","imageIds":[{"imageTag":"v1"}]}"#, "F"),
        (
            "BatchCheckLayerAvailability",
            #"{"repositoryName":"app","layerDigests":["sha256:0"]}"#, "RWF"
        ),
        ("GetDownloadUrlForLayer", #"{"repositoryName":"app","layerDigest":"sha256:0"}"#, "PRWF"),
        ("InitiateLayerUpload", #"{"repositoryName":"app"}"#, "WF"),
        (
            "UploadLayerPart",
            #"{"repositoryName":"app","uploadId":"u","partFirstByte":0,"partLastByte":0,"layerPartBlob":"eA=="}"#, "WF"
        ),
        ("CompleteLayerUpload", #"{"repositoryName":"app","uploadId":"u","layerDigests":["sha256:0"]}"#, "WF"),
        ("ListImageReferrers", #"{"repositoryName":"app","subjectId":{"imageDigest":"sha256:0"}}"#, "PRWF"),
        ("DescribeImages", #"{"repositoryName":"app"}"#, "RWF"), ("ListImages", #"{"repositoryName":"app"}"#, "RWF"),
    ]

    private static func bench() throws -> TestBench {
        try TestBench { world in
            for (_, name, user) in policies {
                let key = try #require(AccessKeyID("AKIA" + user.uppercased() + String(repeating: "X", count: 10)))
                let managed = try #require(ManagedPolicy.policy(name, in: .aws))
                world[Bench.account].users[user] = User(
                    account: Bench.account,
                    partition: .aws,
                    name: user,
                    seed: "bench",
                    attachedPolicies: [try #require(managed.arn)],
                    accessKeys: [AccessKey(id: key, secret: "secret of " + user, isActive: true)]
                )
            }
        }
    }

    private static func credentials(_ user: String) -> TestBench.Credentials {
        TestBench.Credentials("AKIA" + user.uppercased() + String(repeating: "X", count: 10), "secret of " + user)
    }

    @Test("Immunity 17, token as grant: on every route of the registry", arguments: policies.map(\.user))
    func registry(user: String) async throws {
        let policy = try #require(Self.policies.first { $0.user == user })
        let bench = try Self.bench()
        let token = try await bench.basic(as: Self.credentials(user))
        for (method, path, body, allowed) in Self.routes {
            let answer = try await bench.registry(method, path, authorization: token, body: body)
            let isAllowed = answer.status < 300 ? true : try answer.registryError().code != "DENIED"
            #expect(isAllowed == allowed.contains(policy.letter), "\(policy.name): \(method) \(path)")
            if !isAllowed { #expect(answer.status == 403) }
        }
        #expect(Set(Self.routes.map { $0.0 + $0.1 + $0.2 }).count == Self.routes.count)
    }

    @Test("Immunity 17, token as grant: on every operation of the API", arguments: policies.map(\.user))
    func api(user: String) async throws {
        let policy = try #require(Self.policies.first { $0.user == user })
        for (operation, body, allowed) in Self.operations {
            let bench = try Self.bench()
            let answer = try await bench.ecr(operation, body, as: Self.credentials(user))
            let isAllowed = answer.status == 200 || answer.ecrError.code != "AccessDeniedException"
            #expect(isAllowed == allowed.contains(policy.letter), "\(policy.name): \(operation) \(body)")
            // The input came as far as IAM.
            #expect(bench.emulator.events().last?.decision != nil, "\(operation) \(body)")
        }
    }

    @Test("on every action that there is, asked without a call", arguments: policies.map(\.user))
    func simulated(user: String) throws {
        let policy = try #require(Self.policies.first { $0.user == user })
        let bench = try Self.bench()
        for action in IAMAction.all where action.name.hasPrefix("ecr:") {
            let name = String(action.name.dropFirst(4))
            let allowed = try #require(Self.actions[name], "the matrix has no \(name)")
            let resource = action.resourceType == .repository ? Self.arn : "*"
            let (decision, explanation) = try bench.emulator.simulate(
                principal: user,
                action: action.name,
                resource: resource
            )
            #expect(decision.isAllowed == allowed.contains(policy.letter), "\(policy.name): \(name)")
            #expect(explanation.decision == decision)
        }
    }

    @Test("the matrix has all that can be called")
    func complete() throws {
        let known = Set(IAMAction.all.map(\.name).filter { $0.hasPrefix("ecr:") }.map { String($0.dropFirst(4)) })
        #expect(known == Set(Self.actions.keys), "\(known.symmetricDifference(Self.actions.keys).sorted())")
    }
}
