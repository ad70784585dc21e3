import AWSCore
import AWSProtocols
import Determinism
import IAM
import NIOCore
import World

extension Emulator {
    /// Carries out a control request: the one way for `drydock`'s commands, in process and over HTTP.
    package func control(_ request: ControlRequest) async -> Result<ControlReply, ControlError> {
        do throws(ControlError) { return .success(try await reply(to: request)) } catch { return .failure(error) }
    }

    /// A control request over HTTP. It leaves no event: the journal is that of AWS's calls.
    func answerControl(
        _ request: EmulatorRequest,
        _ fields: RequestFields,
        host: HostDirectory.Meaning
    ) async -> EmulatorResponse {
        do throws(ControlError) {
            return ControlRoutes.response(
                await control(try ControlRoutes.request(request, fields, host: host, token: configuration.controlToken))
            )
        } catch {
            return ControlRoutes.response(.failure(error))
        }
    }

    private func reply(to request: ControlRequest) async throws(ControlError) -> ControlReply {
        switch request {
        case .health:
            return .health(
                ControlReply.Health(
                    status: "ok",
                    version: configuration.version,
                    accounts: world.accountIDs.map(\.value),
                    isPredictable: configuration.randomness.isPredictable,
                    unsupported: OperationTable.all.filter { !$0.isSupported }.map(\.callName).sorted()
                )
            )
        case .reset:
            try await keeping { try await reset() }
            return .reset(ControlReply.ResetDone(status: "reset"))
        case .events(let after, let filter):
            return .events(try page(after: after, filter))
        case .authority:
            return .authority(pem: configuration.authorityPEM)
        case .clock:
            return .clock(reading)
        case .moveClock(.advance(let seconds)):
            try await keeping { try world.advanceClock(by: seconds) }
            return .clock(reading)
        case .moveClock(.set(let text)):
            guard let moment = AWSDate.parseExtended(text) else {
                throw .invalid("'\(text)' is not a moment; give one in UTC, such as 2024-05-14T09:30:00Z.")
            }
            try await keeping { try world.setClock(to: moment) }
            return .clock(reading)
        case .expire(let expire):
            let count = try await keeping {
                switch expire.what {
                case .sessions: try world.expireSessions(of: expire.of)
                case .tokens: try world.expireTokens(of: expire.of)
                }
            }
            return .expired(ControlReply.Expired(what: expire.what, count: count))
        case .identity(let name):
            return .identity(try identity(name))
        case .explain(let call):
            return .explained(try explain(call))
        case .simulate(let request):
            return try simulate(request)
        case .iam(let change):
            return .iamChanged(try await keeping { try IAMChanges(world: world).apply(change) })
        case .identities(let name):
            return .identities(try IdentityViews(world: world).views(named: name))
        case .oneTimeCode(let user):
            return .oneTimeCode(try oneTimeCode(of: user))
        case .webIdentityToken(let request):
            return .webIdentityToken(try webIdentityToken(request))
        case .images(let name):
            return .images(try images(in: name))
        case .faults:
            return .faults(faults)
        case .addFault(let fault):
            return .faultAdded(try add(fault))
        case .removeFaults(let number):
            return .faults(try removeFaults(number))
        }
    }

    private func add(_ rule: FaultRule) throws(ControlError) -> Fault {
        if let problem = rule.problem { throw .invalid(problem) }
        let pattern = ActionPattern(rule.call)
        let named = OperationTable.all.filter { pattern.matches($0.callName) }
        guard !named.isEmpty else {
            throw .invalid(
                "'\(rule.call)' names no call; give one as drydock events shows it, such as ecr:PutImage or sts:*."
            )
        }
        let hit = named.filter(rule.kind.concerns)
        guard !hit.isEmpty else {
            throw .invalid("'\(rule.call)' names no call that a fault of kind \(rule.kind.rawValue) can hit.")
        }
        guard rule.of == nil || hit.contains(where: \.knowsCaller) else {
            throw .invalid("'\(rule.call)' names no call whose caller is known then; leave out whose calls are hit.")
        }
        do {
            return faultTable.add(rule, of: try world.principals(named: rule.of))
        } catch {
            throw .invalid("\(error)")
        }
    }

    private func removeFaults(_ number: Int?) throws(ControlError) -> [Fault] {
        let gone = faultTable.remove(number)
        if let number, gone.isEmpty { throw .notFound("There is no fault \(number); see drydock fault list.") }
        return gone
    }

    private var reading: ControlReply.ClockReading {
        ControlReply.ClockReading(
            now: AWSDate.extended(configuration.clock.now),
            ahead: configuration.clock.ahead,
            isStanding: configuration.clock.isStanding
        )
    }

    /// The first active key of the user that `name` names, or of the first user that has one.
    private func identity(_ name: String?) throws(ControlError) -> ControlReply.Identity {
        let users = world.accountIDs.compactMap(world.account).flatMap { account in
            account.users.values.sorted { $0.name < $1.name }.map { (account, $0) }
        }
        let named = users.filter { name == nil || $0.1.name == name || $0.1.arn.description == name }
        guard !named.isEmpty else {
            let known = users.map(\.1.name).joined(separator: ", ")
            throw .notFound("The world has no user '\(name ?? "")'; it has \(known.isEmpty ? "none" : known).")
        }
        for (account, user) in named {
            guard let key = user.accessKeys.first(where: \.isActive) else { continue }
            return ControlReply.Identity(
                name: user.name,
                arn: user.arn.description,
                accessKeyId: key.id.value,
                secretAccessKey: key.secret,
                regions: account.regionNames
            )
        }
        throw .notFound(
            "No user \(name.map { "'\($0)' " } ?? "")of the world has an active access key; give it one by access_keys in "
                + "the world's file, or by drydock iam put key."
        )
    }

    /// A change that could not be kept has changed nothing, and says so.
    private func keeping<Result>(_ change: () async throws -> Result) async throws(ControlError) -> Result {
        do {
            return try await change()
        } catch let error as ControlError {
            throw error
        } catch let error as WorldStoreError {
            throw .invalid("\(error)")
        } catch {
            throw ControlError(status: 500, message: "The change could not be kept: \(error)")
        }
    }
}
