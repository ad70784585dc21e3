import AWSProtocols
import Foundation
import Scenarios
import TestSupport
import Testing

@testable import Emulator

/// The inputs that operations declare beside the botocore models that come with boto3.
@Suite("The inputs of operations")
struct ModelInputTests {
    private struct ModelOperation: Decodable {
        let service: String
        let operation: String
        let members: [ModelMember]
    }

    /// One member of an input, in the words that model and declaration share.
    private struct ModelMember: Decodable, Equatable {
        let member: String
        let kind: String
        let required: Bool
        var constraints: Limits
        var elements: Limits

        mutating func leaveOutLeastLengthOfZero() {
            guard kind != "integer", kind != "long" else { return }
            if constraints.least == 0 { constraints.least = nil }
            if elements.least == 0 { elements.least = nil }
        }
    }

    fileprivate struct Limits: Decodable, Equatable {
        var least: Int?
        var most: Int?
        var values: [String]?
        var pattern: Bool?
    }

    /// Members whose declarations say something else than the model, of one operation or of all, and why.
    private static let differences: [String: String] = [
        "GetAccountSetting name": "The model has a length; ECR's documentation has the names.",
        "PutAccountSetting name": "The model has a length; ECR's documentation has the names.",
        "PutAccountSetting value": "The values of a setting depend on its name.",
        "PutImage imageDigest": "ECR's messages name the pattern; the model has none.",
        "PutImage imageTag": "ECR's messages name the pattern; the model has none.",
        "DescribeImages imageIds.imageDigest": "ECR's messages name the pattern; the model has none.",
        "DescribeImages imageIds.imageTag": "ECR's messages name the pattern; the model has none.",
        "ListImageReferrers subjectId.imageDigest": "ECR's messages name the pattern; the model has none.",
        "GetWebIdentityToken SigningAlgorithm": "The model has a length; the documentation has the names.",
        "PolicyArns": "The documentation has the most; the model has none.",
        "PolicyArns.arn": "A policy without an ARN means nothing; the model does not require it.",
    ]

    private static let services: [Surface: String] = [
        .ecr: "ecr", .ecrPublic: "ecr-public", .sts: "sts", .iam: "iam",
        .organizations: "organizations",
    ]

    /// Members whose most AWS has raised: older models have less.
    private static let raised: Set = [
        "SourceIdentity", "ProvidedContexts.ContextAssertion", "replicationConfiguration.rules",
    ]

    /// Members that the models at hand do not have.
    private static let newer: Set = [
        "MinimumSessionTokenSize", "Scope", "SubjectMode", "replicationConfiguration.rules.deleteReplication",
        "replicationConfiguration.rules.deleteReplication.enabled", "MaxSigninSessionDuration",
        "ResetMaxSigninSessionDuration", "ContextProvider", "ContextProvider.SubjectSourceKey",
        "ContextProvider.SubjectTypeSourceKey", "ContextProvider.SubjectTypeValue", "ContextProvider.KeyDefinitionList",
        "ContextProvider.KeyDefinitionList.SourceKey", "ContextProvider.KeyDefinitionList.TargetKey",
        "IdentityCenterInstanceArn", "RemoveContextProvider", "RemoveIdentityCenterInstance", "PolicyExclusionList",
        "PolicyExclusionList.PolicyType", "PolicyExclusionList.PolicyArn", "PolicyExclusionList.InlinePolicyIdentifier",
        "PolicyExclusionList.InlinePolicyIdentifier.AttachmentType",
        "PolicyExclusionList.InlinePolicyIdentifier.AttachmentName",
        "PolicyExclusionList.InlinePolicyIdentifier.PolicyName", "OrderedOrganizationPolicyInputList",
        "OrderedOrganizationPolicyInputList.ServiceControlPolicyInputList",
    ]

    /// Words of enumerations that the models at hand do not have.
    private static let newerWords: Set = ["GUARDDUTY_POLICY", "SECURITYHUB_CSPM_POLICY"]

    @Test("are those of the botocore models: members, types, need and constraints")
    func models() async throws {
        let script = ProjectFolder.url.appending(path: "Tests/AcceptanceTests/Programs/model_inputs.py")
        let environment = ProcessInfo.processInfo.environment
        let run = try await ShellProcess(
            command: "python3 '\(script.path)' ecr ecr-public sts iam organizations",
            variables: environment.filter { ["PATH", "PYENV_ROOT", "HOME"].contains($0.key) },
            workingDirectory: FileManager.default.temporaryDirectory.path
        ).run()
        try #require(run.status == 0, "python3 with boto3 is needed (make test installs it): \(run.output)")
        let models = try run.output.split(separator: "\n").map {
            try JSONDecoder().decode(ModelOperation.self, from: Data($0.utf8))
        }
        var compared = 0
        for operation in OperationTable.all where operation.isSupported {
            guard let service = Self.services[operation.surface] else { continue }
            // What AWS has brought out since those models is not in them.
            guard let model = models.first(where: { $0.service == service && $0.operation == operation.name }) else {
                continue
            }
            compared += 1
            let declared = operation.input().map(Self.member)
            for var member in model.members {
                member.leaveOutLeastLengthOfZero()
                let label = "\(operation.name) \(member.member)"
                guard Self.differences[label] == nil, Self.differences[member.member] == nil else { continue }
                var ours = declared.first { $0.member == member.member }
                let words = Set(member.constraints.values ?? [])
                ours?.constraints.values?.removeAll { Self.newerWords.contains($0) && !words.contains($0) }
                if Self.raised.contains(member.member), let most = ours?.constraints.most,
                    member.constraints.most.map({ $0 < most }) == true
                {
                    member.constraints.most = most
                }
                #expect(ours == member, "\(label)")
            }
            let extra = declared.map(\.member).filter { name in
                !Self.newer.contains(name) && !model.members.contains { $0.member == name }
            }
            #expect(extra.isEmpty, "\(operation.name)")
        }
        #expect(compared > 150)
    }

    private static func member(_ declaration: InputDeclaration) -> ModelMember {
        var limits = Limits()
        var elements = Limits()
        for constraint in declaration.constraints {
            if case .elements(let constraints) = constraint {
                for constraint in constraints { elements.add(constraint) }
            } else {
                limits.add(constraint)
            }
        }
        return ModelMember(
            member: declaration.member,
            kind: "\(declaration.kind)",
            required: declaration.isRequired,
            constraints: limits,
            elements: elements
        )
    }
}

extension ModelInputTests.Limits {
    fileprivate mutating func add(_ constraint: InputConstraint) {
        switch constraint {
        // No length is less than 0, whether the model says it or not.
        case .leastLength(0): break
        case .leastLength(let least), .leastValue(let least): self.least = least
        case .mostLength(let most), .mostValue(let most): self.most = most
        case .values(let values): self.values = values.sorted()
        case .pattern: pattern = true
        case .notNull, .elements, .other: break
        }
    }
}
