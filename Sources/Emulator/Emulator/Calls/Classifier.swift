import AWSCore
import AWSProtocols
import ECRService
import EKSService
import IAMService
import Images
import NIOCore
import OrganizationsService
import RegistryService
import S3Service
import STSService
import World

/// Finds what a request is for (docs/aws/endpoints.md, "Finding the service"): by its host, or where the host tells
/// nothing, by target, action and path. What is not in the table of operations ends here.
struct Classifier: Sendable {
    /// Where a call goes.
    struct Destination: Sendable {
        let operation: Operation
        let surface: Surface
        /// The region of the host; nil where the host tells nothing.
        let region: Region?
        /// Whether the host is the one of STS that belongs to no region.
        let isGlobal: Bool
        /// The account of a registry's host; nil for all others.
        let account: AccountID?
        /// The VPC endpoint that the host belongs to.
        let endpoint: VPCEndpoint?
        /// STS's and IAM's.
        let parameters: QueryParameters?
        /// The registry's.
        let registryRequest: RegistryRequest?
        /// S3's.
        let bucketRequest: S3Request?
        /// EKS's.
        let clusterRequest: EKSRequest?

        init(
            _ operation: Operation,
            at place: Place,
            parameters: QueryParameters? = nil,
            registryRequest: RegistryRequest? = nil,
            bucketRequest: S3Request? = nil,
            clusterRequest: EKSRequest? = nil
        ) {
            self.operation = operation
            surface = operation.surface
            region = place.region
            isGlobal = place.isGlobal
            account = place.account
            endpoint = place.endpoint
            self.parameters = parameters
            self.registryRequest = registryRequest
            self.bucketRequest = bucketRequest
            self.clusterRequest = clusterRequest
        }
    }

    /// What a host says about where it stands. All is nil of a host that tells nothing.
    struct Place: Sendable {
        var region: Region?
        var isGlobal = false
        var account: AccountID?
        var endpoint: VPCEndpoint?
    }

    enum Outcome: Sendable {
        case call(Destination)
        /// No operation: refused in the manner of the service that was meant. `name` goes into the journal.
        case refused(Surface, Refusal, name: String, region: Region?)
        /// A service of AWS's that Drydock does not stand in for.
        case otherService
    }

    let table: OperationTable
    let world: WorldStore

    func classify(_ request: EmulatorRequest, _ fields: RequestFields, host: HostDirectory.Meaning) -> Outcome {
        switch host {
        case .aws(.sts(let region)):
            let isGlobal = request.host.equalsIgnoringCase("sts.amazonaws.com")
            return sts(request, fields, at: Place(region: region, isGlobal: isGlobal))
        case .aws(.iam(let region)):
            return iam(request, fields, at: Place(region: region))
        case .aws(.ecr(let region)):
            return ecr(request, fields, at: Place(region: region))
        case .aws(.ecrPublic(let region)):
            return ecrPublic(request, fields, at: Place(region: region))
        case .aws(.publicRegistry):
            return publicRegistry(request)
        case .aws(.registry(let account, let region)):
            return registry(request, at: Place(region: region, account: account))
        case .aws(.layers(let region)):
            return layers(at: Place(region: region))
        case .aws(.s3(let host)):
            return s3(request, bucket: host.bucket, at: Place(region: region(of: host)))
        case .aws(.eks(let region)):
            return eks(request, at: Place(region: region))
        case .aws(.organizations(let region)):
            return organizations(request, fields, at: Place(region: region))
        case .aws(.endpoint(let host)):
            return endpoint(host, request, fields)
        case .foreignAWS:
            return .otherService
        case .loopback, .metadata, .other, .malformed:
            let path = request.path
            if let region = LayerURLs.region(ofPath: path) { return layers(at: Place(region: region)) }
            if let service = otherService(request, fields) {
                return switch service {
                case "s3": s3(request, bucket: Self.bucket(ofLocalHost: request.host), at: Place())
                case "eks": eks(request, at: Place())
                case "iam": iam(request, fields, at: Place())
                default: .otherService
                }
            }
            if fields.target?.hasPrefix(OrganizationsProtocol.targetPrefix) == true {
                return organizations(request, fields, at: Place())
            }
            if fields.target?.hasPrefix(ECRPublic.targetPrefix) == true {
                return ecrPublic(request, fields, at: Place(region: .northernVirginia))
            }
            if fields.target != nil { return ecr(request, fields, at: Place()) }
            if RegistryRoute.isPath(path) { return registry(request, at: Place()) }
            return sts(request, fields, at: Place())
        }
    }

    /// The service that a request to a host that tells nothing is signed for, where that is neither ECR nor STS and the
    /// request names no operation of theirs.
    private func otherService(_ request: EmulatorRequest, _ fields: RequestFields) -> String? {
        guard let scope = ClaimedScope(request, fields), scope.service != "ecr", scope.service != "sts" else {
            return nil
        }
        if let target = fields.target {
            let isOurs = [ECR.targetPrefix, ECRPublic.targetPrefix, OrganizationsProtocol.targetPrefix]
                .contains(where: target.hasPrefix)
            return isOurs ? nil : scope.service
        }
        let parameters = Self.parameters(request, fields)
        let isSTS = parameters?["Version"] == STS.version && parameters?["Action"].flatMap(table.sts) != nil
        return isSTS ? nil : scope.service
    }

    /// The region in which a host of S3's is answered: that of a bucket below the global name is the bucket's own, for
    /// AWS's DNS leads there.
    private func region(of host: S3Host) -> Region {
        guard host.isGlobal, let name = host.bucket, let bucket = world.bucket(name, in: .aws) else {
            return host.region
        }
        return bucket.region
    }

    /// The bucket that clients put before `localhost` where they are told to use it as an endpoint.
    private static func bucket(ofLocalHost host: Substring) -> String? {
        host.hasSuffix(".localhost") ? String(host.dropLast(".localhost".count)) : nil
    }

    /// A call through a VPC endpoint. Of an endpoint that is not there AWS's DNS has no name, so no AWS service answers
    /// this; here it is said in the manner of the service that was meant, with a status that clients do not retry.
    private func endpoint(_ host: VPCEndpointHost, _ request: EmulatorRequest, _ fields: RequestFields) -> Outcome {
        guard let endpoint = world.endpoint(host.id) else {
            let refusal = Refusal(
                "HostNotEmulated",
                "The world has no VPC endpoint \(host.id), so \(host.name) leads nowhere; add it to the world's "
                    + "vpc_endpoints or call another host.",
                status: 421
            )
            let surface: Surface =
                switch host.service {
                case .ecr: .ecr
                case .sts: .sts
                case .registry: .registry
                }
            return .refused(surface, refusal, name: "Connect", region: host.region)
        }
        let place = Place(region: host.region, endpoint: endpoint)
        return switch host.service {
        case .ecr: ecr(request, fields, at: place)
        case .sts: sts(request, fields, at: place)
        case .registry: registry(request, at: place)
        }
    }

    private func sts(_ request: EmulatorRequest, _ fields: RequestFields, at place: Place) -> Outcome {
        let service = QueryService(
            surface: .sts,
            version: STS.version,
            operation: table.sts,
            unknownOperation: STSError.unknownOperation,
            malformedForm: STSError.malformedForm,
            missingAction: STSError.missingAction,
            unknownAction: { STSError.unknownAction($0, version: $1) }
        )
        return query(request, fields, service, at: place)
    }

    private func iam(_ request: EmulatorRequest, _ fields: RequestFields, at place: Place) -> Outcome {
        let service = QueryService(
            surface: .iam,
            version: IAMProtocol.version,
            operation: table.iam,
            unknownOperation: IAMError.unknownOperation,
            malformedForm: IAMError.malformedForm,
            missingAction: IAMError.missingAction,
            unknownAction: { IAMError.unknownAction($0, version: $1) }
        )
        return query(request, fields, service, at: place)
    }

    /// A service of the AWS Query protocol: its operations, and what it says where none is meant.
    private struct QueryService<Failure: ServiceError> {
        let surface: Surface
        let version: String
        let operation: (String) -> Operation?
        let unknownOperation: (_ method: String, _ path: String) -> Failure
        let malformedForm: Failure
        let missingAction: Failure
        let unknownAction: (_ name: String, _ version: String?) -> Failure
    }

    private func query<Failure: ServiceError>(
        _ request: EmulatorRequest,
        _ fields: RequestFields,
        _ service: QueryService<Failure>,
        at place: Place
    ) -> Outcome {
        func refuse(_ error: Failure, _ name: String = "Unknown") -> Outcome {
            .refused(service.surface, Refusal(error), name: name, region: place.region)
        }
        guard request.path == "/", request.method == "GET" || request.method == "POST" else {
            return refuse(service.unknownOperation(request.method, String(request.path)))
        }
        guard let parameters = Self.parameters(request, fields) else { return refuse(service.malformedForm) }
        guard let action = parameters["Action"], !action.isEmpty else { return refuse(service.missingAction) }
        let version = parameters["Version"]
        guard version == service.version, let operation = service.operation(action) else {
            return refuse(service.unknownAction(action, version), Self.nameForJournal(action))
        }
        return .call(Destination(operation, at: place, parameters: parameters))
    }

    private func ecr(_ request: EmulatorRequest, _ fields: RequestFields, at place: Place) -> Outcome {
        json(request, fields, at: place, .ecr, ECR.targetPrefix, table.ecr, ECRError.unknownOperation)
    }

    private func organizations(_ request: EmulatorRequest, _ fields: RequestFields, at place: Place) -> Outcome {
        json(
            request,
            fields,
            at: place,
            .organizations,
            OrganizationsProtocol.targetPrefix,
            table.organizations,
            OrganizationsError.unknownOperation
        )
    }

    private func ecrPublic(_ request: EmulatorRequest, _ fields: RequestFields, at place: Place) -> Outcome {
        json(
            request,
            fields,
            at: place,
            .ecrPublic,
            ECRPublic.targetPrefix,
            table.ecrPublic,
            ECRError.unknownOperation
        )
    }

    /// A call of the AWS JSON protocol.
    private func json<Failure: ServiceError>(
        _ request: EmulatorRequest,
        _ fields: RequestFields,
        at place: Place,
        _ surface: Surface,
        _ prefix: String,
        _ named: (String) -> Operation?,
        _ unknownOperation: (String?) -> Failure
    ) -> Outcome {
        func refuse(_ message: String?, _ name: String = "Unknown") -> Outcome {
            .refused(surface, Refusal(unknownOperation(message)), name: name, region: place.region)
        }
        guard request.method == "POST", request.path == "/" else {
            return refuse("The \(surface.displayName) API answers POST of /, not \(request.method) of \(request.path).")
        }
        guard let target = fields.target else { return refuse(nil) }
        guard !fields.repeatsTarget else { return refuse("X-Amz-Target stands more than once.") }
        guard target.hasPrefix(prefix) else { return refuse(nil) }
        let name = String(target.dropFirst(prefix.count))
        guard let operation = named(name) else { return refuse(nil, Self.nameForJournal(name)) }
        guard fields.contentTypeIs(AWSJSON.contentType) else {
            return refuse("The Content-Type must be \(AWSJSON.contentType).", name)
        }
        return .call(Destination(operation, at: place))
    }

    private func registry(_ request: EmulatorRequest, at place: Place) -> Outcome {
        route(request, at: place, .registry, table.registry)
    }

    /// As ``registry(_:at:)``, and what gives tokens.
    private func publicRegistry(_ request: EmulatorRequest) -> Outcome {
        let place = Place(region: .northernVirginia)
        if Operation.isPublicToken(request.path), let operation = table.publicRegistry(Operation.publicToken.name) {
            return .call(Destination(operation, at: place))
        }
        return route(request, at: place, .publicRegistry, table.publicRegistry)
    }

    /// There is always a row, for the token is checked before anything is said about the path.
    private func route(
        _ request: EmulatorRequest,
        at place: Place,
        _ surface: Surface,
        _ named: (String) -> Operation?
    ) -> Outcome {
        let read = RegistryRequest(
            method: request.method,
            path: request.path,
            query: request.query,
            announcedLength: request.announcedLength
        )
        guard let operation = named(read.route.name) else {
            let refusal = Refusal(RegistryError.unsupportedOperation)
            return .refused(surface, refusal, name: read.route.eventName, region: place.region)
        }
        return .call(Destination(operation, at: place, registryRequest: read))
    }

    private func layers(at place: Place) -> Outcome {
        guard let operation = table.layers else {
            return .refused(.layers, Refusal(LayerError.methodNotAllowed), name: "GetObject", region: place.region)
        }
        return .call(Destination(operation, at: place))
    }

    private func s3(_ request: EmulatorRequest, bucket: String?, at place: Place) -> Outcome {
        let read: S3Request
        do throws(S3Error) {
            read = try S3Request(
                method: request.method,
                path: request.path,
                query: request.query,
                headers: request.headers,
                bucketOfHost: bucket
            )
        } catch {
            return .refused(.s3, Refusal(error), name: "Unknown", region: place.region)
        }
        guard let operation = table.s3(read.operation.name) else {
            let refusal = Refusal.fault("\(read.operation.name) has no row.", of: .s3)
            return .refused(.s3, refusal, name: read.operation.name, region: place.region)
        }
        return .call(Destination(operation, at: place, bucketRequest: read))
    }

    private func eks(_ request: EmulatorRequest, at place: Place) -> Outcome {
        let read = EKSRequest(method: request.method, path: request.path, query: request.query)
        guard let read, let operation = table.eks(read.operation.name) else {
            return .refused(.eks, Refusal(EKSError.unknownPath), name: "Unknown", region: place.region)
        }
        return .call(Destination(operation, at: place, clusterRequest: read))
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
