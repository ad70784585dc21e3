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
            guard authorization.hasPrefix("AWS4-"), let credential = Self.credential(of: authorization.utf8) else {
                return nil
            }
            self.init(credential: credential)
        } else {
            guard request.query.contains("X-Amz-Credential="),
                let credential = QueryParameters(form: request.query.utf8)?["X-Amz-Credential"]
            else { return nil }
            self.init(credential: credential.utf8[...])
        }
    }

    /// What follows the first `Credential=` of an `Authorization` header. Read as bytes, because every call is.
    private static func credential(of authorization: String.UTF8View) -> Substring.UTF8View? {
        var rest = authorization[...]
        while let start = rest.firstIndex(of: 0x43) {
            rest = rest[start...]
            if rest.starts(with: "Credential=".utf8) {
                return rest.dropFirst("Credential=".utf8.count).prefix { $0 != 0x2C && $0 != 0x20 }
            }
            rest = rest.dropFirst()
        }
        return nil
    }

    /// - Parameter credential: key, date, region, service and terminator; without a region where it is for several.
    private init?(credential: Substring.UTF8View) {
        let parts = credential.split(separator: 0x2F, omittingEmptySubsequences: false)
        guard parts.count == 5 || parts.count == 4 else { return nil }
        let service = parts[parts.count - 2]
        guard (1...40).contains(service.count), service.allSatisfy(Self.isNameByte) else { return nil }
        accessKeyID = String(Substring(parts[0]))
        region = parts.count == 5 ? Region(Substring(parts[2])) : nil
        self.service = String(Substring(service))
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        byte.isDigit || (0x61...0x7A).contains(byte) || byte == 0x2D
    }
}
