import AWSProtocols
import Emulator

/// A call that an emulator recorded (docs/emulator.md, "The journal").
public struct RecordedCall: Sendable, Equatable {
    /// Its place in the journal, counted from 1.
    public let number: Int
    /// Service and operation, as policies write actions: `ecr:PutImage`. Routes of the registry have ECR's names.
    public let name: String
    /// The caller's ARN; nil where the call was not authenticated.
    public let caller: String?
    /// The repository that it was about, by name; nil where it was about none or about several.
    public let repository: String?
    /// The region whose service answered; nil where the call came to none.
    public let region: String?
    /// AWS's or the registry's code of the refusal; nil where the call was performed.
    public let errorCode: String?
    /// The message that the client got.
    public let errorMessage: String?
    /// What settled the question that IAM was asked, such as `identityPolicySilent`; nil where none was asked.
    public let reason: String?
    /// The input as JSON, secrets left out; nil where it was not read.
    public let parameters: String?

    init(_ event: Event) {
        number = event.sequence
        name = event.callName
        caller = event.userIdentity.arn
        repository = event.repository
        region = event.awsRegion
        errorCode = event.errorCode
        errorMessage = event.errorMessage
        reason = event.decision?.reason
        parameters = event.requestParameters.map { String(decoding: $0.serialized(), as: UTF8.self) }
    }
}
