import AWSCore
package import AWSProtocols
import Determinism
import NIOCore
import World

/// Performs an operation of a service's for the operator of the emulator. Nobody is authenticated, no policy is asked, no
/// fault hits it and no event tells of it; the input is checked, and refused, as that of a call.
package struct PerformOperation: BodyVerb {
    package static let route = ControlRoute(.post, "operations")
    package static let form =
        "{\"service\": \"iam\", \"operation\": \"PutUserPolicy\", \"parameters\": {…}, \"account\": ID, \"region\": NAME}"

    private let service: OperatedService
    private let operation: String
    /// As the AWS JSON protocol would have them, also of a service of the Query protocol.
    private let parameters: JSONValue
    /// The account in which it is performed, as its root user would; nil where the world leaves no doubt.
    private let account: String?
    private let region: String?
    /// Scheme and authority with which links in the answer begin, without the scheme; nil where there are none.
    private let authority: String?

    package init(
        _ service: OperatedService,
        _ operation: String,
        _ parameters: [String: JSONValue],
        account: String? = nil,
        region: String? = nil,
        authority: String? = nil
    ) {
        self.service = service
        self.operation = operation
        self.parameters = .object(parameters)
        self.account = account
        self.region = region
        self.authority = authority
    }

    package func perform(on emulator: Emulator) async throws(ControlError) -> OperationOutput {
        let (row, performance) = try supportedRow()
        guard let members = parameters.object else { throw .invalid("The parameters are not a JSON object.") }
        try OperatedOperation(row).refuseOthers(in: members)
        let place = try OperatedPlace(of: service, account: account, region: region, members, in: emulator.world)
        var call = call(of: row, with: members, at: place, to: emulator)
        do throws(Refusal) {
            return OperationOutput(try await emulator.operate(&call, performance), at: call.time)
        } catch {
            throw ControlError(
                status: error.status,
                message: "An error occurred (\(error.code)) when calling the \(operation) operation"
                    + (error.message.map { ": " + $0 } ?? "") + (error.answer.detail.map { " (\($0))" } ?? "")
            )
        }
    }

    private func supportedRow() throws(ControlError) -> (Operation, Operation.Performance) {
        let rows = OperationTable.operated(service.surface)
        guard let row = rows.first(where: { $0.name == operation }) else {
            let hint = SimilarNames.suggestion(for: operation, among: rows.map(\.name)).map { "; did you mean \($0)?" }
            throw .notFound("\(service.displayName) has no operation '\(operation)'\(hint ?? "")")
        }
        guard row.isSupported, let performance = row.performance else {
            throw ControlError(
                status: 501,
                message:
                    "Drydock does not support the operation \(operation) of \(service.displayName); nothing was done."
            )
        }
        return (row, performance)
    }

    /// The call as it would be after authentication.
    private func call(
        of row: Operation,
        with members: [String: JSONValue],
        at place: OperatedPlace,
        to emulator: Emulator
    ) -> Call {
        let headers: HeaderFields = ["Host": authority ?? "localhost", "Content-Type": AWSJSON.contentType]
        let request = EmulatorRequest(
            method: "POST",
            target: "/",
            headers: headers,
            body: ByteBuffer(bytes: parameters.serialized()),
            origin: EmulatorRequest.Origin(scheme: "http", peerAddress: "127.0.0.1", isLoopback: true)
        )
        let destination = Classifier.Destination(
            row,
            at: Classifier.Place(region: place.region),
            parameters: QueryParameters(members: members)
        )
        var call = Call(
            request: request,
            fields: RequestFields(headers),
            destination: destination,
            requestID: emulator.requestIDs.next(),
            time: emulator.configuration.clock.time
        )
        call.caller = Caller(principal: .root(place.account), accessKeyID: nil, isTemporary: false)
        return call
    }
}
