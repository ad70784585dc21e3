import AWSProtocols
import Determinism
import Federation
import IAM
import World

/// `SerialNumber` and `TokenCode`, as a call passes them (docs/aws/sts.md, "One-time codes").
struct MultiFactorParameters: Sendable {
    let serialNumber: String?
    private let tokenCode: String?

    /// Whether a one-time code comes with the call; it is right once ``admit(_:)`` is through.
    var isPassed: Bool { serialNumber != nil }

    init(_ input: inout STSInput) throws(STSError) {
        serialNumber = try input.text("SerialNumber", .serialNumber + .length(9...256))
        tokenCode = try input.text("TokenCode", .tokenCode + .length(6...6), .unrecorded)
    }

    /// Checks the code against the caller's device and uses it up: the code of a step counts once, and those of earlier
    /// steps count no more. The step before the present one and the one after count too.
    func admit(_ call: STSCall) throws(STSError) {
        guard serialNumber != nil || tokenCode != nil else { return }
        guard let serialNumber, let tokenCode else { throw .incompleteMFA }
        let devices = devices(of: try call.signer(), in: call.world)
        guard let device = devices.first(where: { $0.serial == serialNumber }) else { throw .unknownMFADevice }
        guard let step = Self.step(matching: tokenCode, of: device, at: call.time) else { throw .wrongOneTimeCode }
        let isUnused: Bool
        do {
            isUnused = try call.world.useOneTimeCode(serial: device.serial, step: step)
        } catch {
            throw .server("The one-time code could not be marked as used: \(error)")
        }
        guard isUnused else { throw .wrongOneTimeCode }
    }

    /// The step, by the world's time, whose code was given: by the device of the world's, or by one of a client's that has
    /// its seed and shows the codes of the client's time.
    private static func step(matching code: String, of device: MultiFactorDevice, at time: WorldTime) -> Int? {
        if let step = OneTimeCode.step(matching: code, seed: device.seed, at: time.now) { return step }
        guard let step = OneTimeCode.step(matching: code, seed: device.seed, at: time.clientNow) else { return nil }
        return step + OneTimeCode.step(at: time.now) - OneTimeCode.step(at: time.clientNow)
    }

    /// What policies see of a code that was right.
    func add(to context: inout RequestContext) {
        guard isPassed else { return }
        context["aws:MultiFactorAuthPresent"] = ["true"]
        context["aws:MultiFactorAuthAge"] = ["0"]
    }

    /// Roles and federated users have no devices; the sessions of a user are the user.
    private func devices(of principal: Principal, in world: WorldStore) -> [MultiFactorDevice] {
        switch principal {
        case .user(let account, let name): world.user(account, name)?.multiFactorDevices ?? []
        case .root(let account): world.account(account)?.rootMultiFactorDevices ?? []
        case .roleSession, .federatedUser: []
        }
    }
}
