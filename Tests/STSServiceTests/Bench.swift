import AWSCore
import AWSProtocols
import Determinism
import Federation
import Foundation
import IAM
import STSService
import Testing
import World

/// A world with a clock that stands, and operations that are performed in it as an emulator performs them: admitted,
/// then asked about, then done.
struct Bench {
    static let start = Date(timeIntervalSince1970: 1_772_366_400)
    private static let sharedIssuers = WebIdentityIssuers()
    static let account = "123456789012"
    static let other = "210987654321"

    /// Who calls.
    enum Caller {
        case user(String, account: String = Bench.account)
        case root(account: String = Bench.account)
        case session(Session)
        /// Nobody signs.
        case nobody
    }

    let clock = WorldClock.standing(at: Bench.start)
    /// The same in all benches, because keys take their time.
    let issuers = Bench.sharedIssuers
    let world: WorldStore
    var region = "us-east-1"
    var isGlobal = false

    init(_ world: World? = nil) throws {
        self.world = WorldStore(
            world: try world ?? TestWorld.make(),
            clock: clock,
            randomness: .seeded("bench"),
            tokenKey: Array(repeating: 7, count: 32)
        )
    }

    /// Performs an operation from beginning to end.
    func perform<Operation: STSOperation>(
        _: Operation.Type,
        _ parameters: [(String, String)] = [],
        as caller: Caller = .user("alice")
    ) throws -> STSResult {
        let operation = try Bench.read(Operation.self, parameters).operation
        let call = try call(caller)
        try operation.admit(call)
        for question in try operation.questions(call) {
            let (request, decision) = try ask(question, call)
            guard decision.isAllowed else {
                throw Operation.denial(DenialMessage.text(request, decision), of: question)
            }
        }
        return try operation.perform(call)
    }

    /// The error that an operation ends in.
    func refusal<Operation: STSOperation>(
        _ type: Operation.Type,
        _ parameters: [(String, String)] = [],
        as caller: Caller = .user("alice"),
        sourceLocation: SourceLocation = #_sourceLocation
    ) -> STSError? {
        #expect(throws: STSError.self, sourceLocation: sourceLocation) {
            try perform(type, parameters, as: caller)
        }
    }

    /// What IAM is asked about a call, without asking.
    func questions<Operation: STSOperation>(
        _: Operation.Type,
        _ parameters: [(String, String)] = [],
        as caller: Caller = .user("alice")
    ) throws -> [Question] {
        let operation = try Bench.read(Operation.self, parameters).operation
        let call = try call(caller)
        try operation.admit(call)
        return try operation.questions(call)
    }

    /// A session that a call ends in.
    func session<Operation: STSOperation>(
        _ type: Operation.Type,
        _ parameters: [(String, String)] = [],
        as caller: Caller = .user("alice")
    ) throws -> Session {
        let result = try perform(type, parameters, as: caller)
        let text = try #require(result["Credentials"]?["AccessKeyId"]?.text)
        let key = try #require(AccessKeyID(text))
        return try #require(world.session(key))
    }

    func call(_ caller: Caller) throws -> STSCall {
        let principal: Principal?
        var session: Session?
        switch caller {
        case .user(let name, let account): principal = .user(try #require(AccountID(account)), name: name)
        case .root(let account): principal = .root(try #require(AccountID(account)))
        case .session(let given):
            principal = given.principal
            session = given
        case .nobody: principal = nil
        }
        return STSCall(
            caller: principal,
            session: session,
            region: try #require(Region(region)),
            isGlobal: isGlobal,
            time: clock.time,
            world: world,
            issuers: issuers
        )
    }

    /// Reads an operation's input from a form, as it is sent.
    static func read<Operation: STSOperation>(
        _: Operation.Type,
        _ pairs: [(String, String)]
    ) throws -> (operation: Operation, input: STSInput) {
        let parameters = try #require(QueryParameters(form: Array(QueryParameters.encode(pairs).utf8)))
        var input = STSInput(query: parameters)
        let operation = try Operation(&input)
        try input.finish()
        return (operation, input)
    }

    static func role(_ name: String, in account: String = Bench.account) -> String {
        "arn:aws:iam::\(account):role/\(name)"
    }

    private func ask(_ question: Question, _ call: STSCall) throws -> (AccessRequest, Decision) {
        var policies = ApplicablePolicies()
        let principal: RequestPrincipal
        var context = RequestContext()
        if let caller = question.caller {
            principal = caller.principal
            context = caller.context
        } else {
            let caller = try #require(call.caller)
            let profile = try #require(world.callerProfile(of: caller, session: call.session?.accessKeyID))
            principal = profile.principal
            policies.caller = profile.policies
            context = profile.context
        }
        let resource = question.resource
        let side = world.side(of: resource, asked: question.action)
        policies.resource = side.policies
        context.merge(side.context)
        context.merge(question.context)
        let request = AccessRequest(
            caller: principal,
            action: question.action,
            resource: resource.name,
            resourceAccount: resource.account,
            context: context
        )
        return (request, Evaluation.decide(request, policies))
    }
}

/// The parameters of AssumeRole.
func assuming(_ role: String, _ more: [(String, String)] = []) -> [(String, String)] {
    [("RoleArn", role.hasPrefix("arn:") ? role : Bench.role(role)), ("RoleSessionName", "session-1")] + more
}

func refusal(_ status: Int, _ code: String, _ message: String) -> STSError { STSError(code, message, status: status) }

func denied(_ caller: String, _ action: String, _ resource: String) -> STSError {
    refusal(403, "AccessDenied", "User: \(caller) is not authorized to perform: \(action) on resource: \(resource)")
}

extension STSResult {
    subscript(name: String) -> Member? { members.first { $0.name == name } }
}

extension STSResult.Member {
    subscript(name: String) -> STSResult.Member? {
        guard case .structure(let members) = value else { return nil }
        return members.first { $0.name == name }
    }

    var text: String? {
        guard case .text(let text) = value else { return nil }
        return text
    }

    var integer: Int? {
        guard case .integer(let number) = value else { return nil }
        return number
    }

    var date: Date? {
        guard case .date(let date) = value else { return nil }
        return date
    }
}
