import NIOCore

/// How an answer reaches its client, where not as usual: what the emulator decides and the server does.
package enum Delivery: Sendable, Equatable {
    /// The connection is closed without the answer.
    case cut
    /// The answer goes out this much later.
    case late(milliseconds: Int)
    /// The answer does not go out, and the connection stays open until the client or the server ends it.
    case never
    /// The body goes out at this pace, in bytes a second, and so does the header where it is included.
    case slow(bytesPerSecond: Int, includesHead: Bool)
    /// The connection is reset: behind the header and so many bytes of the body, or, of nil, before the answer.
    case reset(afterBody: Int?)
    /// The connection is closed behind so many bytes of the body.
    case truncated(toBody: Int)
    /// The byte of the body at this place, counted from 0, is another.
    case corrupted(at: Int)
}

extension EmulatorResponse {
    /// This answer as a fault hinders it, if one does.
    ///
    /// - Parameter request: what it answers.
    func hindered(by hit: FaultTable.Hit?, _ request: EmulatorRequest) -> EmulatorResponse {
        guard let hit else { return self }
        var response = self
        response.delivery = Delivery(hit, bodyLength: bodyLength, requestLength: request.body.readableBytes)
        return response
    }
}

extension Delivery {
    /// Nil for a fault that leaves an answer with such a body as it is.
    fileprivate init?(_ hit: FaultTable.Hit, bodyLength: Int, requestLength: Int) {
        let rule = hit.fault.rule
        switch rule.kind {
        case .upload:
            // A body that streams is slow by itself; of one that is there, a client sees when the answer comes.
            guard requestLength > 0 else { return nil }
            self = .late(milliseconds: requestLength * 1_000 / (rule.rate ?? 1))
        case .latency: self = .late(milliseconds: Int(((rule.time ?? 0) * 1_000).rounded()))
        case .never: self = .never
        case .bandwidth: self = .slow(bytesPerSecond: rule.rate ?? 1, includesHead: false)
        case .drip: self = .slow(bytesPerSecond: rule.rate ?? 8, includesHead: true)
        case .reset: self = .reset(afterBody: rule.bytes)
        case .truncate: self = .truncated(toBody: rule.bytes ?? bodyLength / 2)
        case .corrupt:
            guard bodyLength > 0 else { return nil }
            self = .corrupted(at: Int(hit.draw % UInt64(bodyLength)))
        case .throttle, .error, .cut, .endSession, .endToken, .skew, .noKeys, .unreachable:
            return nil
        }
    }
}
