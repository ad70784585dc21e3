import AWSCore
import AWSProtocols
import IAM
import S3Service
import World

extension Operation {
    /// The row of an operation of S3's that is about the caller's account.
    static func s3(
        _ operation: S3Operation,
        _ answer: @escaping @Sendable (S3Request, S3Call) throws(S3Error) -> S3Answer
    ) -> Operation {
        s3(operation, isSupported: true) { (request, call, _) throws(S3Error) in try answer(request, call) }
    }

    /// The row of an operation of S3's that is about a bucket.
    static func s3(_ operation: S3Operation, onBucket answer: @escaping @Sendable (Bucket) -> S3Answer) -> Operation {
        s3(operation, isSupported: true) { (_, _, bucket) throws(S3Error) in
            guard let bucket else { throw .server("\(operation.name) came without a bucket.") }
            return answer(bucket)
        }
    }

    /// The row of an operation that S3 has and Drydock does not.
    static func unsupportedS3(_ operation: S3Operation) -> Operation {
        s3(operation, isSupported: false) { (_, _, _) throws(S3Error) in
            throw .server("\(operation.name) is not supported.")
        }
    }

    private static func s3(
        _ operation: S3Operation,
        isSupported: Bool,
        _ answer: @escaping @Sendable (S3Request, S3Call, Bucket?) throws(S3Error) -> S3Answer
    ) -> Operation {
        let access = Access.actions([operation.action])
        return Operation(
            surface: .s3,
            name: operation.name,
            access: access,
            authentication: .signature,
            isSupported: isSupported
        ) { (call, services) throws(Refusal) in
            guard let request = call.destination.bucketRequest, let region = call.region,
                let account = call.caller?.principal.accountID
            else { throw .fault("The call came without a caller.", of: .s3) }
            call.requestParameters = { request.requestParameters }
            let context = S3Call(account: account, region: region, time: call.time, world: services.world)
            let bucket = try Refusal.of { () throws(S3Error) in try context.bucket(of: request) }
            let resource = AccessedResource(
                context.resource(of: request),
                of: bucket?.account ?? account,
                bucket == nil ? .account : .bucket
            )
            let question = Question(operation.action, on: resource, context: RequestContext(ofS3: request, call))
            try services.authorizer.require(&call, [question], by: access) { sentence, _ in
                // To other accounts S3 gives no reason.
                let isOwn = bucket.map { $0.account == account } ?? true
                let error = isOwn ? S3Error.accessDenied(sentence) : .accessDenied
                return Refusal(bucket.map { error.naming($0) } ?? error)
            }
            try services.passFaults(&call)
            guard isSupported else { throw .notSupported(operation.name, of: .s3) }
            let result = try Refusal.of { () throws(S3Error) in try answer(request, context, bucket) }
            return BucketAnswer.success(result, requestID: call.requestID)
        }
    }
}

extension RequestContext {
    /// The condition keys of S3's own that a request decides (Service Authorization Reference, Amazon S3).
    fileprivate init(ofS3 request: S3Request, _ call: Call) {
        self.init()
        self["s3:signatureversion"] = ["AWS4-HMAC-SHA256"]
        self["s3:authType"] = [call.fields.authorization == nil ? "REST-QUERY-STRING" : "REST-HEADER"]
        if let payload = call.request.headers["x-amz-content-sha256"] { self["s3:x-amz-content-sha256"] = [payload] }
        guard request.operation.action == "s3:ListBucket" else { return }
        for key in ["prefix", "delimiter", "max-keys"] {
            if let value = request.parameters[key] { self["s3:" + key] = [value] }
        }
    }
}
