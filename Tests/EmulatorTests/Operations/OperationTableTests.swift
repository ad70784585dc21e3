import Foundation
import IAM
import RegistryService
import TestSupport
import Testing

@testable import Emulator

@Suite("The table of operations")
struct OperationTableTests {
    private static func row(
        _ name: String,
        _ access: Access?,
        surface: Surface = .ecr
    ) -> OperationRow {
        OperationRow(surface: surface, name: name, access: access, authentication: .signature) {
            (_, _) throws(Refusal) in
            throw .fault("A row of a test is not called.", of: surface)
        }
    }

    private static func refusal(of operations: [OperationRow]) -> String? {
        do throws(EmulatorStartError) {
            _ = try OperationTable(operations)
            return nil
        } catch {
            return error.description
        }
    }

    @Test("Immunity 17, token as grant: a row that says nothing about access stops the start, which says which")
    func noAccess() throws {
        #expect(
            Self.refusal(of: OperationTable.all + [Self.row("OpenDoor", nil)])
                == "The row of ecr OpenDoor says neither what IAM is asked nor why nothing is; declare its access"
        )
        #expect(throws: Never.self) { try OperationTable() }
    }

    @Test(
        "a row whose access cannot be relied on cannot be registered either",
        arguments: [
            (Access.actions([]), "names no action that IAM is asked about"),
            (
                .actions(["ecr:OpenDoor"]),
                "asks IAM about ecr:OpenDoor, which is not an action of ECR, STS, IAM, S3, EKS or Organizations"
            ),
            (
                .actions(["ecr:PutImage", "ecr:putimage"]),
                "asks IAM about ecr:putimage, which is not an action of ECR, STS, IAM, S3, EKS or Organizations"
            ),
            (.actions(["ecr:PutImage", "ecr:PutImage"]), "names an action twice"),
            (.noPermissionNeeded(because: ""), "does not say why it needs no permission"),
        ]
    )
    func flaws(access: Access, flaw: String) {
        #expect(
            Self.refusal(of: OperationTable.all + [Self.row("OpenDoor", access)])
                == "The row of ecr OpenDoor \(flaw); correct its access"
        )
    }

    @Test("a row that stands there twice cannot be registered; the same name of another service can")
    func duplicates() {
        let free = Access.noPermissionNeeded(because: "it is a test")
        #expect(
            Self.refusal(of: OperationTable.all + [Self.row("PutImage", free), Self.row("PutImage", free)])?
                .hasSuffix("PutImage stands there twice; remove one") == true
        )
        #expect(Self.refusal(of: OperationTable.all + [Self.row("DescribeRegistry", free, surface: .sts)]) == nil)
    }

    @Test(
        "Immunity 17, token as grant: a route of the registry without a row stops the start",
        arguments: RegistryRoute.all.map(\.name)
    )
    func routes(name: String) {
        let rest = OperationTable.all.filter { $0.surface != .registry || $0.name != name }
        #expect(Self.refusal(of: rest) == "The registry's route \(name) has no row; add one")
    }

    @Test("has what is built, with the actions that IAM is asked for each")
    func rows() throws {
        let rows = try OperationTable().operations.filter(\.isSupported).map { operation in
            switch operation.access {
            case .actions(let actions): "\(operation.surface) \(operation.name): \(actions.joined(separator: " "))"
            case .noPermissionNeeded: "\(operation.surface) \(operation.name): -"
            case nil: "\(operation.surface) \(operation.name): ?"
            }
        }
        let expected = Self.expected + Self.expectedOfIAM + Self.expectedOfOrganizations
        #expect(Set(rows) == Set(expected), "\(Set(rows).symmetricDifference(expected).sorted())")
        #expect(rows.count == expected.count)
    }

    /// An operation of IAM's asks the action of its name; these others as well (docs/aws/iam-api.md, "What is asked").
    private static let expectedOfIAM = AWSModel.iam.filter { !unsupportedOfIAM.contains($0) }.map { name in
        let others = [
            "CreateUser": "iam:TagUser", "CreateRole": "iam:TagRole", "CreatePolicy": "iam:TagPolicy",
            "CreateInstanceProfile": "iam:TagInstanceProfile", "CreateVirtualMFADevice": "iam:TagMFADevice",
            "CreateOpenIDConnectProvider": "iam:TagOpenIDConnectProvider", "CreateSAMLProvider": "iam:TagSAMLProvider",
            "UploadServerCertificate": "iam:TagServerCertificate", "AddRoleToInstanceProfile": "iam:PassRole",
            "GenerateOrganizationsAccessReport": "organizations:DescribePolicy organizations:ListChildren "
                + "organizations:ListParents organizations:ListPoliciesForTarget organizations:ListRoots "
                + "organizations:ListTargetsForPolicy",
        ]
        return "iam \(name): iam:\(name)" + (others[name].map { " " + $0 } ?? "")
    }

    /// An operation of AWS Organizations asks the action of its name; what is made with tags, about them as well
    /// (docs/aws/organizations-api.md, "What is asked").
    private static let expectedOfOrganizations = [
        "AcceptHandshake", "AttachPolicy", "CancelHandshake", "CloseAccount", "CreateAccount", "CreateOrganization",
        "CreateOrganizationalUnit", "CreatePolicy", "DeclineHandshake", "DeleteOrganization",
        "DeleteOrganizationalUnit", "DeletePolicy", "DeleteResourcePolicy", "DeregisterDelegatedAdministrator",
        "DescribeAccount", "DescribeCreateAccountStatus", "DescribeEffectivePolicy", "DescribeHandshake",
        "DescribeOrganization", "DescribeOrganizationalUnit", "DescribePolicy", "DescribeResourcePolicy",
        "DetachPolicy", "DisableAWSServiceAccess", "DisablePolicyType", "EnableAWSServiceAccess",
        "EnableAllFeatures", "EnablePolicyType", "InviteAccountToOrganization", "LeaveOrganization",
        "ListAWSServiceAccessForOrganization", "ListAccounts", "ListAccountsForParent",
        "ListAccountsWithInvalidEffectivePolicy", "ListChildren", "ListCreateAccountStatus",
        "ListDelegatedAdministrators", "ListDelegatedServicesForAccount", "ListEffectivePolicyValidationErrors",
        "ListHandshakesForAccount", "ListHandshakesForOrganization", "ListOrganizationalUnitsForParent",
        "ListParents", "ListPolicies", "ListPoliciesForTarget", "ListRoots", "ListTagsForResource",
        "ListTargetsForPolicy", "MoveAccount", "PutResourcePolicy", "RegisterDelegatedAdministrator",
        "RemoveAccountFromOrganization", "TagResource", "UntagResource", "UpdateOrganizationalUnit", "UpdatePolicy",
    ].map { name in
        let isTagged = taggedOfOrganizations.contains(name)
        return "organizations \(name): organizations:\(name)" + (isTagged ? " organizations:TagResource" : "")
    }

    private static let taggedOfOrganizations: Set = [
        "CreateAccount", "CreateOrganizationalUnit", "CreatePolicy", "InviteAccountToOrganization", "PutResourcePolicy",
    ]

    private static let unsupportedOfIAM: Set = [
        "AcceptDelegationRequest", "AcquireRole", "AssociateDelegationRequest", "CreateDelegationRequest",
        "GetAccountProperties", "GetDelegationRequest", "GetHumanReadableSummary", "GetRoleTemplateVersion",
        "ListDelegationRequests", "PutAccountProperties", "RejectDelegationRequest", "SendDelegationToken",
        "UpdateDelegationRequest", "UpdateOpenIDConnectProvider",
    ]

    /// docs/aws/sts.md; docs/aws/ecr.md, "Operations"; docs/aws/registry.md, "Routes".
    private static let expected = [
        "sts GetCallerIdentity: -", "sts GetSessionToken: -",
        "sts GetFederationToken: sts:GetFederationToken sts:TagSession",
        "sts GetScopedCredentials: sts:GetScopedCredentials",
        "sts AssumeRole: sts:AssumeRole sts:TagSession sts:SetSourceIdentity",
        "sts AssumeRoleWithWebIdentity: sts:AssumeRoleWithWebIdentity sts:TagSession sts:SetSourceIdentity",
        "sts AssumeRoleWithSAML: sts:AssumeRoleWithSAML sts:TagSession sts:SetSourceIdentity",
        "sts AssumeRoot: sts:AssumeRoot", "sts GetAccessKeyInfo: sts:GetAccessKeyInfo",
        "sts GetWebIdentityToken: sts:GetWebIdentityToken sts:TagGetWebIdentityToken "
            + "sts:SetWebIdentityTokenScope",
        "sts DecodeAuthorizationMessage: sts:DecodeAuthorizationMessage",
        "ecr CreateRepository: ecr:CreateRepository ecr:TagResource",
        "ecr DescribeRepositories: ecr:DescribeRepositories", "ecr DeleteRepository: ecr:DeleteRepository",
        "ecr SetRepositoryPolicy: ecr:SetRepositoryPolicy", "ecr GetRepositoryPolicy: ecr:GetRepositoryPolicy",
        "ecr DeleteRepositoryPolicy: ecr:DeleteRepositoryPolicy",
        "ecr PutImageTagMutability: ecr:PutImageTagMutability",
        "ecr PutImageScanningConfiguration: ecr:PutImageScanningConfiguration",
        "ecr TagResource: ecr:TagResource", "ecr UntagResource: ecr:UntagResource",
        "ecr ListTagsForResource: ecr:ListTagsForResource",
        "ecr PutImage: ecr:PutImage",
        "ecr BatchGetImage: ecr:BatchGetImage ecr:CreateRepository ecr:BatchImportUpstreamImage",
        "ecr BatchDeleteImage: ecr:BatchDeleteImage", "ecr DescribeImages: ecr:DescribeImages",
        "ecr ListImages: ecr:ListImages",
        "ecr ListImageReferrers: ecr:BatchGetImage ecr:BatchImportUpstreamImage",
        "ecr BatchCheckLayerAvailability: ecr:BatchCheckLayerAvailability",
        "ecr GetDownloadUrlForLayer: ecr:GetDownloadUrlForLayer",
        "ecr InitiateLayerUpload: ecr:InitiateLayerUpload", "ecr UploadLayerPart: ecr:UploadLayerPart",
        "ecr CompleteLayerUpload: ecr:CompleteLayerUpload",
        "ecr GetAccountSetting: ecr:GetAccountSetting", "ecr PutAccountSetting: ecr:PutAccountSetting",
        "ecr GetRegistryPolicy: ecr:GetRegistryPolicy", "ecr PutRegistryPolicy: ecr:PutRegistryPolicy",
        "ecr DeleteRegistryPolicy: ecr:DeleteRegistryPolicy",
        "ecr DescribeRegistry: ecr:DescribeRegistry", "ecr GetAuthorizationToken: ecr:GetAuthorizationToken",
        "ecr CreateRepositoryCreationTemplate: ecr:CreateRepositoryCreationTemplate",
        "ecr DescribeRepositoryCreationTemplates: ecr:DescribeRepositoryCreationTemplates",
        "ecr UpdateRepositoryCreationTemplate: ecr:UpdateRepositoryCreationTemplate",
        "ecr DeleteRepositoryCreationTemplate: ecr:DeleteRepositoryCreationTemplate",
        "ecr PutReplicationConfiguration: ecr:PutReplicationConfiguration iam:CreateServiceLinkedRole",
        "ecr DescribeImageReplicationStatus: ecr:DescribeImageReplicationStatus",
        "ecr StartReplicationBackfill: ecr:StartReplicationBackfill",
        "ecr StopReplicationBackfill: ecr:StopReplicationBackfill",
        "ecr ListReplicationBackfills: ecr:ListReplicationBackfills",
        "ecr DescribeReplicationBackfillResults: ecr:DescribeReplicationBackfillResults",
        "ecr CreatePullThroughCacheRule: ecr:CreatePullThroughCacheRule iam:PassRole",
        "ecr DescribePullThroughCacheRules: ecr:DescribePullThroughCacheRules",
        "ecr UpdatePullThroughCacheRule: ecr:UpdatePullThroughCacheRule iam:PassRole",
        "ecr ValidatePullThroughCacheRule: ecr:ValidatePullThroughCacheRule",
        "ecr DeletePullThroughCacheRule: ecr:DeletePullThroughCacheRule",
        "ecr RegisterPullTimeUpdateExclusion: ecr:RegisterPullTimeUpdateExclusion",
        "ecr ListPullTimeUpdateExclusions: ecr:ListPullTimeUpdateExclusions",
        "ecr DeregisterPullTimeUpdateExclusion: ecr:DeregisterPullTimeUpdateExclusion",
        "ecr PutRegistryScanningConfiguration: ecr:PutRegistryScanningConfiguration",
        "ecr GetRegistryScanningConfiguration: ecr:GetRegistryScanningConfiguration",
        "ecr BatchGetRepositoryScanningConfiguration: ecr:BatchGetRepositoryScanningConfiguration",
        "ecr StartImageScan: ecr:StartImageScan",
        "ecr DescribeImageScanFindings: ecr:DescribeImageScanFindings inspector2:ListCoverage inspector2:ListFindings",
        "ecr PutSigningConfiguration: ecr:PutSigningConfiguration",
        "ecr GetSigningConfiguration: ecr:GetSigningConfiguration",
        "ecr DeleteSigningConfiguration: ecr:DeleteSigningConfiguration",
        "ecr DescribeImageSigningStatus: ecr:DescribeImageSigningStatus",
        "ecr PutLifecyclePolicy: ecr:PutLifecyclePolicy",
        "ecr GetLifecyclePolicy: ecr:GetLifecyclePolicy",
        "ecr DeleteLifecyclePolicy: ecr:DeleteLifecyclePolicy",
        "ecr StartLifecyclePolicyPreview: ecr:StartLifecyclePolicyPreview",
        "ecr GetLifecyclePolicyPreview: ecr:GetLifecyclePolicyPreview",
        "ecr UpdateImageStorageClass: ecr:UpdateImageStorageClass",
        "registry checkVersion: -", "registry listRepositories: ecr:DescribeRepositories",
        "registry listTags: ecr:ListImages",
        "registry readManifest: ecr:BatchGetImage ecr:CreateRepository ecr:BatchImportUpstreamImage",
        "registry writeManifest: ecr:PutImage", "registry deleteManifest: ecr:BatchDeleteImage",
        "registry listReferrers: ecr:BatchGetImage ecr:BatchImportUpstreamImage",
        "registry checkBlob: ecr:BatchCheckLayerAvailability",
        "registry readBlob: ecr:GetDownloadUrlForLayer", "registry deleteBlob: ecr:BatchDeleteImage",
        "registry startUpload: ecr:InitiateLayerUpload ecr:GetDownloadUrlForLayer ecr:CreateRepository "
            + "ecr:UploadLayerPart ecr:CompleteLayerUpload",
        "registry sendPart: ecr:UploadLayerPart", "registry endUpload: ecr:CompleteLayerUpload ecr:UploadLayerPart",
        "registry readUpload: ecr:UploadLayerPart", "registry cancelUpload: ecr:UploadLayerPart", "registry unknown: -",
        "ecrPublic BatchCheckLayerAvailability: ecr-public:BatchCheckLayerAvailability",
        "ecrPublic BatchDeleteImage: ecr-public:BatchDeleteImage",
        "ecrPublic CompleteLayerUpload: ecr-public:CompleteLayerUpload",
        "ecrPublic CreateRepository: ecr-public:CreateRepository ecr-public:TagResource",
        "ecrPublic DeleteRepository: ecr-public:DeleteRepository",
        "ecrPublic DeleteRepositoryPolicy: ecr-public:DeleteRepositoryPolicy",
        "ecrPublic DescribeImageTags: ecr-public:DescribeImageTags",
        "ecrPublic DescribeImages: ecr-public:DescribeImages",
        "ecrPublic DescribeRegistries: ecr-public:DescribeRegistries",
        "ecrPublic DescribeRepositories: ecr-public:DescribeRepositories",
        "ecrPublic GetAuthorizationToken: ecr-public:GetAuthorizationToken sts:GetServiceBearerToken",
        "ecrPublic GetRegistryCatalogData: ecr-public:GetRegistryCatalogData",
        "ecrPublic GetRepositoryCatalogData: ecr-public:GetRepositoryCatalogData",
        "ecrPublic GetRepositoryPolicy: ecr-public:GetRepositoryPolicy",
        "ecrPublic InitiateLayerUpload: ecr-public:InitiateLayerUpload",
        "ecrPublic ListTagsForResource: ecr-public:ListTagsForResource",
        "ecrPublic PutImage: ecr-public:PutImage",
        "ecrPublic PutRegistryCatalogData: ecr-public:PutRegistryCatalogData",
        "ecrPublic PutRepositoryCatalogData: ecr-public:PutRepositoryCatalogData",
        "ecrPublic SetRepositoryPolicy: ecr-public:SetRepositoryPolicy",
        "ecrPublic TagResource: ecr-public:TagResource", "ecrPublic UntagResource: ecr-public:UntagResource",
        "ecrPublic UploadLayerPart: ecr-public:UploadLayerPart",
        "publicRegistry checkVersion: -", "publicRegistry listRepositories: -", "publicRegistry listTags: -",
        "publicRegistry readManifest: -", "publicRegistry writeManifest: ecr-public:PutImage",
        "publicRegistry deleteManifest: ecr-public:BatchDeleteImage", "publicRegistry listReferrers: -",
        "publicRegistry checkBlob: -", "publicRegistry readBlob: -",
        "publicRegistry deleteBlob: ecr-public:BatchDeleteImage",
        "publicRegistry startUpload: ecr-public:InitiateLayerUpload ecr-public:UploadLayerPart "
            + "ecr-public:CompleteLayerUpload",
        "publicRegistry sendPart: ecr-public:UploadLayerPart",
        "publicRegistry endUpload: ecr-public:CompleteLayerUpload ecr-public:UploadLayerPart",
        "publicRegistry readUpload: ecr-public:UploadLayerPart",
        "publicRegistry cancelUpload: ecr-public:UploadLayerPart", "publicRegistry unknown: -",
        "publicRegistry issueToken: -",
        "layers GetObject: -",
        "s3 ListBuckets: s3:ListAllMyBuckets", "s3 HeadBucket: s3:ListBucket",
        "s3 GetBucketLocation: s3:GetBucketLocation",
        "eks ListClusters: eks:ListClusters", "eks DescribeCluster: eks:DescribeCluster",
    ]

    /// The calls that are refused as not supported, sorted.
    static func unsupported() throws -> [String] {
        try OperationTable().operations.filter { !$0.isSupported }.map(\.callName).sorted()
    }

    @Test("has every operation of AWS's model, whether it is supported or not, and no other")
    func model() throws {
        let rows = try OperationTable().operations
        #expect(Set(rows.filter { $0.surface == .ecr }.map(\.name)) == Set(AWSModel.ecr))
        #expect(Set(rows.filter { $0.surface == .sts }.map(\.name)) == Set(AWSModel.sts))
        #expect(Set(rows.filter { $0.surface == .iam }.map(\.name)) == Set(AWSModel.iam))
        #expect(AWSModel.ecr.count == 62 && AWSModel.sts.count == 12 && AWSModel.iam.count == 181)
        #expect(rows.count { $0.surface == .ecrPublic } == 23)
        #expect(Set(rows.filter { $0.surface == .organizations }.map(\.name)) == Set(AWSModel.organizations))
        #expect(AWSModel.organizations.count == 63)
    }

    @Test("is what docs/emulator.md says of it")
    func documentation() throws {
        let text = try ProjectFolder.text("docs/emulator.md")
        let section = try #require(text.firstMatch(of: #/\n## Operations\n(?<text>(.|\n)*?)\n## /#)).output.text
        let parts = section.split(separator: "Missing:")
        try #require(parts.count == 2)
        func names(_ text: Substring) -> Set<String> {
            Set(text.matches(of: #/[A-Z][A-Za-z]+/#).map { String($0.output) })
        }
        for row in try OperationTable().operations
        where row.isSupported && [.s3, .eks, .ecrPublic, .organizations].contains(row.surface) {
            #expect(names(parts[0]).contains(row.name), "\(row.name)")
        }
        for row in try OperationTable().operations where [.ecr, .sts, .iam].contains(row.surface) {
            #expect(names(parts[0]).contains(row.name) == row.isSupported, "\(row.name)")
            #expect(names(parts[1]).contains(row.name) == !row.isSupported, "\(row.name)")
        }
    }

    @Test("lets nobody in who has not proven who he is, but those for whom an identity provider vouches")
    func authentication() throws {
        let unsigned = ["AssumeRoleWithWebIdentity", "AssumeRoleWithSAML"]
        for operation in try OperationTable().operations {
            let expected: OperationRow.Authentication =
                switch operation.surface {
                case .registry: .token
                case .layers: .signedURL
                case .publicRegistry: operation.name == "issueToken" ? .passwordOrNothing : .bearer
                case .ecr, .ecrPublic, .iam, .s3, .eks, .organizations: .signature
                case .sts: unsigned.contains(operation.name) ? .identityProvider : .signature
                }
            #expect(operation.authentication == expected, "\(operation.name)")
        }
    }
}

@Suite("The journal's ring")
struct JournalRingTests {
    private func record(_ name: String, _ verdict: Decision.Verdict? = nil) -> EventRecord {
        let account = "123456789012"
        let question = RequestQuestion.make(account: account)
        return EventRecord(
            time: Date(timeIntervalSince1970: 0),
            source: "drydock",
            name: name,
            peerAddress: "",
            refusal: verdict == .deny ? Refusal("AccessDenied", nil, status: 403) : nil,
            requestID: "",
            decision: verdict.map { Decision(verdict: $0, reason: .silence(.identity)) },
            question: verdict == nil ? nil : question
        )
    }

    @Test("the oldest records make room, and numbers go on")
    func ring() {
        let journal = Journal(capacity: Journal.Capacity(records: 3))
        for number in 1...7 { journal.add(record("call \(number)")) }
        #expect(journal.count == 7)
        #expect(journal.records(after: 0, limit: 10).map(\.name) == ["call 5", "call 6", "call 7"])
        #expect(journal.records(after: 0, limit: 10).map(\.sequence) == [5, 6, 7])
        #expect(journal.records(after: 5, limit: 1).map(\.sequence) == [6])
        #expect(journal.records(after: 6, limit: 1).map(\.sequence) == [7])
        #expect(journal.records(after: 7, limit: 1).isEmpty)
        #expect(journal.records(after: 0, limit: 0).isEmpty)
        #expect(journal.record(4) == nil && journal.record(5)?.name == "call 5" && journal.record(8) == nil)
        #expect(journal.record(0) == nil && journal.record(.max) == nil && journal.record(.min) == nil)
        journal.clear()
        #expect(journal.records(after: 0, limit: 10).isEmpty && journal.count == 0)
    }

    @Test("questions make room before their records, the allowed before the refused")
    func questions() {
        let capacity = Journal.Capacity(records: 8, deniedQuestions: 3, allowedQuestions: 1)
        let journal = Journal(capacity: capacity)
        for _ in 1...4 {
            journal.add(record("allowed", .allow))
            journal.add(record("denied", .deny))
        }
        let kept = journal.records(after: 0, limit: 10).filter { $0.question != nil }
        #expect(kept.map(\.sequence) == [4, 6, 7, 8])
        #expect(journal.records(after: 0, limit: 10).allSatisfy { $0.decision != nil })
        #expect(journal.lastDenied?.sequence == 8)
        // Records that made room take their numbers with them, and those that came after keep their own questions.
        for _ in 1...7 { journal.add(record("other")) }
        journal.add(record("denied", .deny))
        #expect(journal.records(after: 0, limit: 10).filter { $0.question != nil }.map(\.sequence) == [16])
        #expect(journal.lastDenied?.sequence == 16)
        for _ in 1...8 { journal.add(record("other")) }
        #expect(journal.lastDenied == nil)
    }
}
