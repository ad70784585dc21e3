import AWSCore
import AWSProtocols

/// What a signature claims of itself, as far as it can be told without verifying it: whose key it is, and for which
/// service and region it was made. Nothing may be allowed by it.
struct ClaimedScope: Sendable, Equatable {
    let accessKeyID: String
    /// Nil of a signature that is good for several regions.
    let region: Region?
    /// The signing name of a service, such as `s3` or `monitoring`.
    let service: String

    /// Nil where the request has no signature of AWS's, or one that is malformed.
    init?(_ request: EmulatorRequest, _ fields: RequestFields) {
        if let authorization = fields.authorization {
            guard authorization.hasPrefix("AWS4-"), let start = authorization.firstRange(of: "Credential=") else {
                return nil
            }
            self.init(credential: authorization[start.upperBound...].prefix { $0 != "," && $0 != " " })
        } else {
            guard request.query.contains("X-Amz-Credential="),
                let credential = QueryParameters(form: request.query.utf8)?["X-Amz-Credential"]
            else { return nil }
            self.init(credential: credential[...])
        }
    }

    /// - Parameter credential: key, date, region, service and terminator; without a region where it is for several.
    private init?(credential: Substring) {
        let parts = credential.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 5 || parts.count == 4 else { return nil }
        let service = parts[parts.count - 2]
        let isName = (1...40).contains(service.utf8.count) && service.utf8.allSatisfy(Self.isNameByte)
        guard isName else { return nil }
        accessKeyID = String(parts[0])
        region = parts.count == 5 ? Region(parts[2]) : nil
        self.service = String(service)
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        byte.isDigit || (0x61...0x7A).contains(byte) || byte == 0x2D
    }
}
