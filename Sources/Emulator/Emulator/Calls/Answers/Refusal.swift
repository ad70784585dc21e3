import AWSProtocols

/// Why a call was not performed, in whatever service: what the client is told.
struct Refusal: Error, Sendable, Equatable {
    var answer: ErrorAnswer
    /// The fault that this comes from; nil for a refusal that AWS would give.
    var fault: Fault?

    var code: String { answer.code }
    var message: String? { answer.message }
    var status: Int { answer.status }

    init(_ code: String, _ message: String?, status: Int, members: [String: JSONValue] = [:]) {
        answer = ErrorAnswer(code, message, status: status, members: members)
    }

    init(_ error: some ServiceError) {
        answer = error.answer
    }

    /// Something inside the emulator failed, and the call with it.
    static func fault(_ reason: String, of surface: Surface) -> Refusal { Refusal(surface.errors.server(reason)) }

    static func of<Failure: ServiceError, Result>(
        _ body: () throws(Failure) -> Result
    ) throws(Refusal) -> Result {
        do throws(Failure) { return try body() } catch { throw Refusal(error) }
    }

    static func of<Failure: ServiceError, Result>(
        _ body: () async throws(Failure) -> Result
    ) async throws(Refusal) -> Result {
        do throws(Failure) { return try await body() } catch { throw Refusal(error) }
    }
}
