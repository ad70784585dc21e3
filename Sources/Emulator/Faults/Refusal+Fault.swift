import ECRService
import RegistryService
import STSService

extension Refusal {
    /// What a fault does to a call, in the manner of a surface (emulator.md A.5, E.3).
    init(_ fault: Fault, of surface: Surface) {
        switch fault.kind {
        case .throttle: self = .throttled(by: surface)
        case .error: self = .failure(of: surface)
        case .cut: self.init("ConnectionClosed", nil, status: 0)
        }
        self.fault = fault
    }

    private static func throttled(by surface: Surface) -> Refusal {
        switch surface {
        case .sts: Refusal(STSError.throttled)
        case .ecr: Refusal(ECRError.throttled)
        case .registry: Refusal(RegistryError.throttled)
        case .layers: Refusal(LayerError.throttled)
        }
    }

    private static func failure(of surface: Surface) -> Refusal {
        switch surface {
        case .sts: Refusal(STSError.failed)
        case .ecr: Refusal(ECRError.failed)
        case .registry: Refusal(RegistryError.failed)
        case .layers: Refusal(LayerError.failed)
        }
    }
}

extension Services {
    /// Lets an authorised call go on, unless a fault hits it.
    func passFaults(_ call: Call) throws(Refusal) {
        guard let fault = faults.hit({ call.destination.operation.callName }) else { return }
        throw Refusal(fault, of: call.destination.surface)
    }
}
