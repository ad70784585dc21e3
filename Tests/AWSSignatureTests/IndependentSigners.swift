import AWSCore
import AWSSignature
import Determinism
import Foundation
import TestSupport

/// Requests that other people's programs signed: botocore, and libcurl's `--aws-sigv4`.
enum IndependentSigners {
    /// What botocore signed, once for all tests.
    static let botocore = Result { try signByBotocore(seed: "drydock", count: 240) }

    // MARK: botocore

    private struct Entry: Decodable {
        let name: String
        let service: String
        let region: String
        let accessKeyID: String
        let secretAccessKey: String
        let sessionToken: String?
        let presigned: Bool
        let method: String
        let path: String
        let query: String
        let headers: [[String]]
        let body: Data
    }

    private static func signByBotocore(seed: String, count: Int) throws -> [SignedSample] {
        let script = ProjectFolder.path("Tests/AWSSignatureTests/Signers/sign_with_botocore.py")
        let json = try ProgramRun.output(of: "python3", [script, seed, String(count)])
        return try JSONDecoder().decode([Entry].self, from: json).map { entry in
            var sample = SignedSample(
                name: "botocore \(entry.name)",
                service: entry.service == "ecr" ? .ecr : .sts,
                region: entry.region,
                accessKeyID: entry.accessKeyID,
                secretAccessKey: entry.secretAccessKey,
                sessionToken: entry.sessionToken,
                isPresigned: entry.presigned,
                method: entry.method,
                path: entry.path,
                query: entry.query,
                headers: entry.headers.map { .init(name: $0.first ?? "", value: $0.last ?? "") },
                body: Array(entry.body),
                now: .distantPast
            )
            sample.now = try moment(of: sample)
            return sample
        }
    }

    /// A signature's own moment: the clock of a signer of another process is the machine's.
    private static func moment(of sample: SignedSample) throws -> Date {
        let text = sample.timestamp
        guard let date = AWSDate.parseBasic(text) ?? AWSDate.parseHTTP(text) else {
            throw ProgramRun.Failure(description: "\(sample.name) has no date: '\(text)'")
        }
        return date
    }

    // MARK: curl

    /// Signs POST requests with curl, sends them to a listener of ours, and returns what arrived. POST only: the curl
    /// of Debian 12 signs some queries wrongly.
    static func signByCurl(count: Int) throws -> [SignedSample] {
        let listener = try LoopbackListener()
        let randomness = Randomness.seeded("curl")
        return try (0..<count).map { index in
            var random = randomness.stream("request")
            let service: SigningService = index.isMultiple(of: 2) ? .ecr : .sts
            let region = ["us-east-1", "eu-central-1", "cn-north-1"][index % 3]
            let token = index.isMultiple(of: 3) ? random.text(60, of: "ABCDEFGHabcdefgh0123456789+/") : nil
            let key = random.awsUniqueID(token == nil ? "AKIA" : "ASIA")
            let secret = random.secretAccessKey()
            let path = ["/", "/v2/", "/a/b-c_d.e~f"][index % 3]
            var arguments = [
                "--silent", "--max-time", "10", "--noproxy", "*", "--request", "POST",
                "--aws-sigv4", "aws:amz:\(region):\(service.name)", "--user", "\(key):\(secret)",
                "--data-binary", random.text(Int(random.next() % 200), of: "abc =&{}\"ü+%\n"),
            ]
            var headers = ["X-Case: MixedCase", "X-Lower: a,b;c=\"d\""]
            if service == .ecr {
                headers += [
                    "X-Amz-Target: AmazonEC2ContainerRegistry_V20150921.X", "Content-Type: application/x-amz-json-1.1",
                ]
            }
            if index.isMultiple(of: 4) { headers.append("Host: \(service.name).\(region).amazonaws.com") }
            if let token { headers.append("X-Amz-Security-Token: \(token)") }
            arguments += headers.flatMap { ["--header", $0] } + ["http://127.0.0.1:\(listener.port)\(path)"]
            let curl = try ProgramRun.start("curl", arguments)
            defer { curl.waitUntilExit() }
            let (head, body) = try listener.next()
            let lines = head.split(separator: "\r\n")
            let words = lines.first?.split(separator: " ") ?? []
            var sample = SignedSample(
                name: "curl \(index)",
                service: service,
                region: region,
                accessKeyID: key,
                secretAccessKey: secret,
                sessionToken: token,
                isPresigned: false,
                method: words.first.map(String.init) ?? "",
                path: words.dropFirst().first.map(String.init) ?? "",
                query: "",
                headers: lines.dropFirst().map { line in
                    let name = line.prefix { $0 != ":" }
                    return .init(name: String(name), value: String(line.dropFirst(name.count + 1).drop { $0 == " " }))
                },
                body: body,
                now: .distantPast
            )
            sample.now = try moment(of: sample)
            return sample
        }
    }
}
