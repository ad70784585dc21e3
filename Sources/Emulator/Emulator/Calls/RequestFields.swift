import AWSCore

/// The header fields that decide where a call goes, found in one pass over the header.
struct RequestFields: Sendable {
    private(set) var authority = ""
    private(set) var target: String?
    private(set) var contentType: String?
    private(set) var accept: String?
    private(set) var userAgent: String?
    private(set) var referer: String?
    private(set) var authorization: String?
    private(set) var hasOrigin = false
    /// A field that may stand once only stands more often.
    private(set) var repeatsHost = false
    private(set) var repeatsTarget = false
    private(set) var repeatsAuthorization = false

    init(_ headers: HeaderFields) {
        var hasHost = false
        for field in headers.fields {
            // The length tells most names apart without comparing them.
            switch field.name.utf8.count {
            case 4 where field.name.equalsIgnoringCase("host"):
                repeatsHost = hasHost
                hasHost = true
                authority = field.value
            case 6 where field.name.equalsIgnoringCase("accept"):
                accept = accept.map { $0 + "," + field.value } ?? field.value
            case 6 where field.name.equalsIgnoringCase("origin"):
                hasOrigin = true
            case 7 where field.name.equalsIgnoringCase("referer"):
                referer = field.value
            case 10 where field.name.equalsIgnoringCase("user-agent"):
                userAgent = field.value
            case 12 where field.name.equalsIgnoringCase("x-amz-target"):
                repeatsTarget = target != nil
                target = field.value
            case 12 where field.name.equalsIgnoringCase("content-type"):
                contentType = field.value
            case 13 where field.name.equalsIgnoringCase("authorization"):
                repeatsAuthorization = authorization != nil
                authorization = field.value
            default:
                break
            }
        }
    }

    /// Whether the client asks for JSON where XML is the rule (docs/aws/endpoints.md, "The Query protocol").
    var acceptsJSON: Bool {
        guard let accept else { return false }
        return accept.utf8.split(separator: 0x2C).contains { Self.isMediaType($0, "application/json") }
    }

    /// Whether the body is of a media type, which is given in small letters.
    func contentTypeIs(_ type: String) -> Bool {
        guard let contentType else { return false }
        return Self.isMediaType(contentType.utf8[...], type)
    }

    /// Whether a header's value is of a media type, blanks around it and parameters left out.
    private static func isMediaType(_ value: Substring.UTF8View, _ type: String) -> Bool {
        let essence = value.prefix { $0 != 0x3B }.drop { $0 == 0x20 }
        guard essence.count >= type.utf8.count, essence.dropFirst(type.utf8.count).allSatisfy({ $0 == 0x20 }) else {
            return false
        }
        return zip(essence, type.utf8).allSatisfy { $0.lowercasedASCII == $1 }
    }
}
