import AWSCore
import AWSProtocols

/// A call of a service of AWS's that Drydock does not stand in for: which one, and in what form its client reads errors.
struct OtherServiceCall: Sendable, Equatable {
    /// The forms in which AWS's services answer.
    enum Form: Sendable, Equatable {
        /// AWS JSON, with its content type.
        case json(contentType: String)
        /// Smithy's RPC in CBOR.
        case cbor
        /// AWS Query, and REST with XML.
        case xml
        /// EC2's own.
        case ec2
        /// S3's own.
        case s3
        /// REST with JSON.
        case restJSON
        /// An image registry's.
        case registry
    }

    /// As signatures and host names have it, such as `s3`.
    let service: String
    /// The host that was asked for, without port.
    let host: String
    let region: Region?
    /// The operation, where the request names one; else the method.
    let operation: String
    let form: Form
    /// The key that the request names, whoever signed it.
    let accessKeyID: String?

    /// - Parameters:
    ///   - scope: what the signature claims; nil where there is none.
    ///   - body: as much of the body as a form of AWS Query's takes.
    init(_ request: EmulatorRequest, _ fields: RequestFields, scope: ClaimedScope?, body: [UInt8]) {
        let named = AWSServiceHost(request.host)
        host = request.host.lowercased()
        service = scope?.service ?? named?.service ?? "unknown"
        region = named?.region ?? scope?.region
        accessKeyID = scope?.accessKeyID
        let action = Self.action(request, fields, body)
        let path = request.path
        if request.headers["smithy-protocol"] == "rpc-v2-cbor" {
            form = .cbor
            operation = Self.name(path.split(separator: "/").last) ?? request.method
        } else if let target = fields.target {
            form = .json(contentType: fields.contentTypeIs(Self.json10) ? Self.json10 : AWSJSON.contentType)
            operation = Self.name(target.split(separator: ".").last) ?? request.method
        } else if path == "/v2" || path.hasPrefix("/v2/"), scope == nil, named?.service.contains("ecr") == true {
            form = .registry
            operation = request.method
        } else if service == "s3" || named?.service == "s3" {
            form = .s3
            operation = request.method
        } else if let action {
            form = service == "ec2" ? .ec2 : .xml
            operation = Self.name(action[...]) ?? request.method
        } else {
            form = Self.restXML.contains(service) ? .xml : .restJSON
            operation = request.method
        }
    }

    private static let json10 = "application/x-amz-json-1.0"

    /// The services beside S3 whose REST is XML.
    private static let restXML: Set<String> = ["cloudfront", "route53"]

    /// `Action` of the query or of a form.
    private static func action(_ request: EmulatorRequest, _ fields: RequestFields, _ body: [UInt8]) -> String? {
        if let action = QueryParameters(form: request.query.utf8)?["Action"] { return action }
        guard fields.contentTypeIs("application/x-www-form-urlencoded") else { return nil }
        return QueryParameters(form: body)?["Action"]
    }

    /// A name in the form that AWS's operations have: no other text of a client's is kept as one, for it might be a
    /// secret.
    private static func name(_ text: Substring?) -> String? {
        guard let text, (1...80).contains(text.utf8.count), text.utf8.allSatisfy(\.isWordCharacter) else { return nil }
        return String(text)
    }

    /// What the client is told, and the journal.
    var refusal: Refusal {
        guard service != "ecr", service != "sts" else {
            // One of the two, by a name that it does not have.
            return .notEmulated(
                "\(host) is not a name of ECR's or STS's: a registry is ACCOUNT.dkr.ecr.REGION.amazonaws.com, with an "
                    + "account of twelve digits, and the APIs are api.ecr.REGION and sts.REGION there."
            )
        }
        guard service != "ecr-public" else {
            return .notEmulated(
                "\(host) is not a name of ECR Public's: its API is api.ecr-public.us-east-1.amazonaws.com, which no other "
                    + "region has, and its registry public.ecr.aws."
            )
        }
        return .notEmulated(
            "Drydock does not emulate \(service) (\(host)): it has ECR, ECR Public, their registries, STS, IAM, S3's buckets and "
                + "EKS's clusters. Nothing was sent anywhere, and neither the signature nor a policy was looked at."
        )
    }
}
