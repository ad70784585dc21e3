import AWSCore
import AWSProtocols
import Determinism
import Foundation
import IAM
import World

/// One call on its way: what came in, and what has been found out so far.
struct Call: Sendable {
    let request: EmulatorRequest
    let fields: RequestFields
    let destination: Classifier.Destination
    let requestID: String
    let time: WorldTime

    /// Seconds by which the client's clock is ahead of the service's, where a fault has set them apart.
    var skew: TimeInterval = 0
    /// The fault that hit the call and did not end it by a ``Refusal`` of its own.
    var fault: Fault?
    /// What hinders the answer.
    var hindrance: FaultTable.Hit?
    /// Set by authentication.
    var caller: Caller?
    /// Whether the operator has the call performed, who needs no permission and meets no fault.
    var isOperators = false
    /// The region that the call acts in: the host's, on localhost that of the signature or the token.
    var region: Region?
    /// The account of the registry that is called: the host's, on localhost the token's; nil for the APIs.
    var account: AccountID?
    /// A key of the world's that the call named, proven or not.
    var claimedKey: AccessKeyID?
    /// What IAM has to know of the caller, once somebody asked.
    var profile: CallerProfile? {
        didSet { callerContext = nil }
    }
    /// The keys of the request and of the caller, made where somebody asks: calls that no policy decides need none.
    private var requestContext: RequestContext?
    private var callerContext: RequestContext?
    /// The answer that ended the call, or the first that let it go on; nil where no policy is asked.
    var decision: Decision?
    /// What ``decision`` answers.
    var question: AskedQuestion?
    /// What the call used of its caller's own policies.
    var permissions: [UsedPermission] = []
    /// Set once the input is read.
    var requestParameters: (@Sendable () -> [String: JSONValue])?

    init(
        request: EmulatorRequest,
        fields: RequestFields,
        destination: Classifier.Destination,
        requestID: String,
        time: WorldTime
    ) {
        self.request = request
        self.fields = fields
        self.destination = destination
        self.requestID = requestID
        self.time = time
        region = destination.region
        account = destination.account
    }

    /// What the service's own clock shows: the clients' time, unless a fault says otherwise.
    var serviceNow: Date { time.clientNow.addingTimeInterval(-skew) }

    var acceptsJSON: Bool { fields.acceptsJSON }

    /// The condition keys of the request itself.
    mutating func context() -> RequestContext {
        if let requestContext { return requestContext }
        let context = RequestContext(of: request, fields, region: region, endpoint: destination.endpoint, at: time.now)
        requestContext = context
        return context
    }

    /// The condition keys of the request and of its caller, as far as the caller is known.
    mutating func contextWithCaller() -> RequestContext {
        if let callerContext { return callerContext }
        var context = context()
        if let profile { context.merge(profile.context) }
        callerContext = context
        return context
    }
}
