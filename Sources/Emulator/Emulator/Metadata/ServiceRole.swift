import AWSCore
import AWSProtocols
import Determinism
import Foundation
import IAM
import Synchronization
import World

/// The roles that services of AWS's assume on their own behalf, for the machine that clients run on: EC2 for instances,
/// ECS for tasks. Each assumption asks the role's trust policy, makes a session like any other, and is recorded.
final class ServiceRole: Sendable {
    /// Who assumes which role, and under which name.
    struct Assumption: Sendable {
        /// Such as `ec2.amazonaws.com`.
        let service: String
        let role: MachineMetadata.RoleReference
        let session: String
        let region: Region?
        /// The condition keys that the service gives, beside those that all services give.
        var context: [String: String] = [:]
        /// Those that stay with the session.
        var sessionKeys: [String: [String]] = [:]
    }

    /// How long the credentials last: six hours, whatever the role's longest session is.
    private static let seconds = 6 * 3_600
    /// There are new ones at least this long before the old ones end (EC2's user guide, "Retrieve security credentials from
    /// instance metadata").
    private static let margin: TimeInterval = 5 * 60

    private let world: WorldStore
    private let journal: Journal
    private let newRequestID: @Sendable () -> String
    /// By service and role.
    private let current = Mutex<[String: AccessKeyID]>([:])

    init(world: WorldStore, journal: Journal, newRequestID: @escaping @Sendable () -> String) {
        self.world = world
        self.journal = journal
        self.newRequestID = newRequestID
    }

    /// The session whose credentials the service hands out now; nil where it may not assume the role, or there is none.
    func session(of assumption: Assumption, peerAddress: String, at time: WorldTime) async throws -> Session? {
        guard let role = world.role(assumption.role.account, assumption.role.name) else { return nil }
        let key = "\(assumption.service) \(role.uniqueID)"
        if let known = current.withLock({ $0[key] }), let session = world.session(known),
            session.expiration.addingTimeInterval(-Self.margin) > time.now
        {
            return session
        }
        let asked = question(assumption, role, at: time)
        let decision = Evaluation.decide(asked.request, asked.policies)
        var session: Session?
        if decision.isAllowed {
            let grant = SessionGrant(
                kind: .assumedRole,
                principal: .roleSession(role.account, role: role.name, session: assumption.session),
                seconds: Self.seconds,
                providerKeys: assumption.sessionKeys
            )
            session = try await world.keeping { try world.issueSession(grant) }
        }
        if let session { current.withLock { $0[key] = session.accessKeyID } }
        record(assumption, role, asked, decision, peerAddress: peerAddress, at: time)
        return session
    }

    private func question(_ assumption: Assumption, _ role: Role, at time: WorldTime) -> AskedQuestion {
        let account = role.account
        var context = RequestContext(at: time.now)
        context["aws:PrincipalIsAWSService"] = ["true"]
        context["aws:PrincipalServiceName"] = [assumption.service]
        context["aws:SecureTransport"] = ["true"]
        context["aws:SourceAccount"] = [account.value]
        context["sts:RoleSessionName"] = [assumption.session]
        if let region = assumption.region { context["aws:RequestedRegion"] = [region.name] }
        for (name, value) in assumption.context { context[name] = [value] }
        let side = world.side(
            of: AccessedResource(role.arn.description, of: account, .role(role)),
            asked: "sts:AssumeRole"
        )
        context.merge(side.context)
        return AskedQuestion(
            request: AccessRequest(
                caller: .service(assumption.service, for: account, in: world.partition(of: account)),
                action: "sts:AssumeRole",
                resource: role.arn.description,
                resourceAccount: account,
                context: context
            ),
            policies: ApplicablePolicies(resource: side.policies)
        )
    }

    private func record(
        _ assumption: Assumption,
        _ role: Role,
        _ asked: AskedQuestion,
        _ decision: Decision,
        peerAddress: String,
        at time: WorldTime
    ) {
        let arn = role.arn.description
        let refusal =
            decision.isAllowed
            ? nil
            : Refusal("AccessDenied", DenialMessage.text(asked.request, decision), status: 403)
        journal.add(
            EventRecord(
                time: time.now,
                source: Surface.sts.eventSource,
                name: "AssumeRole",
                region: assumption.region,
                peerAddress: peerAddress,
                userAgent: assumption.service,
                service: assumption.service,
                requestParameters: { ["roleArn": .string(arn), "roleSessionName": .string(assumption.session)] },
                refusal: refusal,
                requestID: newRequestID(),
                decision: decision,
                question: asked
            )
        )
    }
}
