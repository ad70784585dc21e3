package import AWSCore
package import Emulator
import NIOCore
import Synchronization

/// Stands before an emulator and answers some calls in its place, as AWS answers them where it refuses.
package final class RefusingResponder: Responder {
    /// What a call is answered with.
    package struct Refusal: Sendable, Equatable {
        package let call: String
        package let code: String
        package let message: String

        /// - Parameter call: the call's name, such as `ecr:DescribeRepositories`.
        package init(_ call: String, code: String, message: String) {
            self.call = call
            self.code = code
            self.message = message
        }
    }

    /// Which calls are refused, for all emulators that a sequence starts.
    package final class Refusals: Sendable {
        private let state = Mutex<[Refusal]>([])

        package init() {}

        /// From now on these and no others.
        package func set(_ refusals: [Refusal]) { state.withLock { $0 = refusals } }

        func refusal(of call: String) -> Refusal? {
            state.withLock { $0.first { $0.call == call || $0.call == "*" } }
        }
    }

    private let emulator: Emulator
    private let refusals: Refusals

    package init(_ emulator: Emulator, _ refusals: Refusals) {
        self.emulator = emulator
        self.refusals = refusals
    }

    package func bodyHandling(method: String, target: String, host: String) -> BodyHandling {
        emulator.bodyHandling(method: method, target: target, host: host)
    }

    package func respond(to request: EmulatorRequest) async -> EmulatorResponse {
        guard let call = Self.call(in: request), let refusal = refusals.refusal(of: call) else {
            return await emulator.respond(to: request)
        }
        return Self.answer(refusal, call)
    }

    package func reach(of host: String) -> HostReach { emulator.reach(of: host) }

    package func connectRefused(host: String, port: Int, peerAddress: String) {
        emulator.connectRefused(host: host, port: port, peerAddress: peerAddress)
    }

    /// The call's name, by ECR's header or STS's parameter.
    private static func call(in request: EmulatorRequest) -> String? {
        if let target = request.headers["x-amz-target"] {
            return target.split(separator: ".").last.map { "ecr:" + $0 }
        }
        let body = String(buffer: request.body)
        return body.split(separator: "&").first { $0.hasPrefix("Action=") }.map { "sts:" + $0.dropFirst(7) }
    }

    private static func answer(_ refusal: Refusal, _ call: String) -> EmulatorResponse {
        if call.hasPrefix("ecr:") {
            return EmulatorResponse(
                status: 400,
                headers: ["Content-Type": "application/x-amz-json-1.1"],
                body: ByteBuffer(string: "{\"__type\":\"\(refusal.code)\",\"message\":\"\(refusal.message)\"}")
            )
        }
        let body = """
            <ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type>\
            <Code>\(refusal.code)</Code><Message>\(refusal.message)</Message></Error>\
            <RequestId>00000000-0000-4000-8000-000000000000</RequestId></ErrorResponse>
            """
        return EmulatorResponse(
            status: 403,
            headers: ["Content-Type": "text/xml"],
            body: ByteBuffer(string: body)
        )
    }
}
