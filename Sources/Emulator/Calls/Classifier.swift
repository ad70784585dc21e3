import AWSCore
import AWSProtocols
import ECRService
import NIOCore
import RegistryService
import STSService

/// Finds what a request is for (emulator.md A.2): by its host, or where the host tells nothing, by target, action and
/// path. What is not in the table of operations ends here.
struct Classifier: Sendable {
    /// Where a call goes.
    struct Destination: Sendable {
        let operation: Operation
        let surface: Surface
        /// The region of the host; nil where the host tells nothing.
        let region: Region?
        /// The account of a registry's host; nil for all others.
        let account: AccountID?
        let parameters: QueryParameters?
    }

    enum Outcome: Sendable {
        case call(Destination)
        /// No operation: refused in the manner of the service that was meant. `name` goes into the journal.
        case refused(Surface, Refusal, name: String, region: Region?)
    }

    let table: OperationTable

    func classify(_ request: EmulatorRequest, _ fields: RequestFields, host: HostDirectory.Meaning) -> Outcome {
        switch host {
        case .aws(.sts(let region)):
            return sts(request, fields, region: region)
        case .aws(.ecr(let region)):
            return ecr(request, fields, region: region)
        case .aws(.registry(let account, let region)):
            return registry(request, region: region, account: account)
        case .foreignAWS:
            let refusal = Refusal(
                "UnknownOperationException",
                "Drydock does not stand in for \(request.host): it has the ECR API, STS and ECR's private registries.",
                status: 400
            )
            return .refused(.ecr, refusal, name: "Unknown", region: nil)
        case .loopback, .other, .malformed:
            if fields.target != nil { return ecr(request, fields, region: nil) }
            let path = request.path
            if path == "/v2" || path.hasPrefix("/v2/") { return registry(request, region: nil, account: nil) }
            return sts(request, fields, region: nil)
        }
    }

    private func sts(_ request: EmulatorRequest, _ fields: RequestFields, region: Region?) -> Outcome {
        func refuse(_ error: STSError, _ name: String = "Unknown") -> Outcome {
            .refused(.sts, Refusal(error), name: name, region: region)
        }
        guard request.path == "/", request.method == "GET" || request.method == "POST" else {
            return refuse(.unknownOperation(request.method, String(request.path)))
        }
        guard let parameters = Self.parameters(request, fields) else { return refuse(.malformedForm) }
        guard let action = parameters["Action"], !action.isEmpty else { return refuse(.missingAction) }
        let version = parameters["Version"]
        guard version == STS.version, let operation = table.sts(action) else {
            return refuse(.unknownAction(action, version: version), Self.nameForJournal(action))
        }
        return .call(
            Destination(operation: operation, surface: .sts, region: region, account: nil, parameters: parameters)
        )
    }

    private func ecr(_ request: EmulatorRequest, _ fields: RequestFields, region: Region?) -> Outcome {
        func refuse(_ message: String?, _ name: String = "Unknown") -> Outcome {
            .refused(.ecr, Refusal(.unknownOperation(message)), name: name, region: region)
        }
        guard request.method == "POST", request.path == "/" else {
            return refuse("The ECR API answers POST of /, not \(request.method) of \(request.path).")
        }
        guard let target = fields.target else { return refuse(nil) }
        guard !fields.repeatsTarget else { return refuse("X-Amz-Target stands more than once.") }
        guard target.hasPrefix(ECR.targetPrefix) else { return refuse(nil) }
        let name = String(target.dropFirst(ECR.targetPrefix.count))
        guard let operation = table.ecr(name) else { return refuse(nil, Self.nameForJournal(name)) }
        guard fields.contentTypeIs(AWSJSON.contentType) else {
            return refuse("The Content-Type must be \(AWSJSON.contentType).", name)
        }
        return .call(Destination(operation: operation, surface: .ecr, region: region, account: nil, parameters: nil))
    }

    private func registry(_ request: EmulatorRequest, region: Region?, account: AccountID?) -> Outcome {
        .call(
            Destination(
                operation: table.registry(request.method, request.path),
                surface: .registry,
                region: region,
                account: account,
                parameters: nil
            )
        )
    }

    /// The query's parameters, and for POST the form's as well; nil where they are malformed.
    private static func parameters(_ request: EmulatorRequest, _ fields: RequestFields) -> QueryParameters? {
        let query = request.query
        guard request.method == "POST", request.body.readableBytes > 0 else {
            return QueryParameters(form: query.utf8)
        }
        guard fields.contentType == nil || fields.contentTypeIs("application/x-www-form-urlencoded") else {
            return QueryParameters(form: query.utf8)
        }
        if query.isEmpty { return QueryParameters(form: request.body.readableBytesView) }
        return QueryParameters(form: Array(query.utf8) + [0x26] + request.body.readableBytesView)
    }

    /// The name of an operation that does not exist, where it has the form of AWS's names, of which the longest has 39
    /// letters: no other text of a client's goes into the journal as a name, for it might be a secret.
    private static func nameForJournal(_ name: String) -> String {
        let isName =
            (1...39).contains(name.utf8.count)
            && name.utf8.allSatisfy { $0.lowercasedASCII >= 0x61 && $0.lowercasedASCII <= 0x7A }
        return isName ? name : "Unknown"
    }
}
