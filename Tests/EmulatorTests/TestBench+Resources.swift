import AWSCore
import AWSProtocols
import AWSSignature
import Determinism
import Foundation
import Testing

extension TestBench {
    /// A world with buckets and clusters in two accounts and two regions, and someone who may see a part of them.
    static let resourcesYAML = """
        seed: resources
        accounts:
          "123456789012":
            users:
              alice:
                policies: [AdministratorAccess]
                access_keys:
                  - {id: AKIAALICEALICEALICEA, secret: alice/secret/alice/secret/alice/secret/a}
              bob:
                inline_policies:
                  some:
                    Statement:
                      - {Effect: Allow, Action: "s3:ListBucket", Resource: "arn:aws:s3:::data"}
                      - {Effect: Allow, Action: "eks:DescribeCluster", Resource: "*",
                         Condition: {StringEquals: {"aws:ResourceTag/team": ml}}}
                access_keys:
                  - {id: test, secret: test}
            regions:
              us-east-1:
                clusters:
                  training: {version: "1.31", tags: {team: ml}}
                  coming: {status: CREATING}
                  serving: {}
              eu-central-1: {}
            buckets:
              data: {}
              logs.of.ours: {region: us-east-1, created_at: 2024-05-14T09:30:00Z}
              models: {region: eu-central-1}
          "210987654321":
            regions:
              us-east-1: {}
            buckets:
              theirs: {}

        """

    /// Calls S3, signed as its clients do.
    ///
    /// - Parameters:
    ///   - payload: `X-Amz-Content-Sha256`; nil for the hash of the body.
    ///   - service: the signing name.
    func s3(
        _ method: String = "GET",
        _ target: String = "/",
        host: String = "s3.us-east-1.amazonaws.com",
        as credentials: Credentials = alice,
        region: String = "us-east-1",
        service: String = "s3",
        headers: [(String, String)] = [],
        body: String = "",
        payload: BodyHash? = nil,
        edit: (inout HeaderFields) -> Void = { _ in }
    ) async throws -> Answer {
        var fields: HeaderFields = ["Host": host]
        for (name, value) in headers { fields.add(name, value) }
        let signer = Signer(
            credentials: AWSCredentials(
                accessKeyID: try #require(AccessKeyID(credentials.key)),
                secretAccessKey: credentials.secret,
                sessionToken: credentials.token
            ),
            region: region,
            service: service,
            normalizesPath: false,
            signsBody: true
        )
        let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        var signed = signer.sign(
            SignableRequest(
                method: method,
                path: String(parts[0]),
                query: parts.count > 1 ? String(parts[1]) : "",
                headers: fields,
                body: payload ?? .of(Array(body.utf8))
            ),
            at: clock.time.clientNow
        )
        edit(&signed)
        let others = signed.fields.filter { !$0.name.equalsIgnoringCase("host") }.map { ($0.name, $0.value) }
        return try await send(method, target, host: host, headers: others, body: body)
    }

    /// Calls EKS.
    func eks(
        _ method: String = "GET",
        _ target: String,
        as credentials: Credentials = alice,
        host: String = "eks.us-east-1.amazonaws.com",
        region: String = "us-east-1",
        service: String = "eks"
    ) async throws -> Answer {
        try await send(method, target, host: host, signedBy: (credentials, region, service))
    }
}

extension Answer {
    /// Code and message of an error of S3's.
    func s3Error() throws -> AWSErrorAnswer {
        let error = try xml()
        return AWSErrorAnswer(
            code: try #require(error["Code"]?.text),
            message: try #require(error["Message"]?.text),
            status: status
        )
    }

    /// Code and message of an error of EKS's.
    func eksError() throws -> AWSErrorAnswer {
        AWSErrorAnswer(
            code: headers["x-amzn-ErrorType"] ?? "",
            message: try json()["message"]?.string ?? "",
            status: status
        )
    }
}
