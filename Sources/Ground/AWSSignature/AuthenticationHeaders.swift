import AWSCore

/// The header lines that say something about a signature, collected in one pass.
struct AuthenticationHeaders {
    private(set) var authorization: [String] = []
    private(set) var amzDate: [String] = []
    private(set) var date: [String] = []
    private(set) var securityToken: [String] = []
    private(set) var contentSHA256: [String] = []

    init(_ headers: HeaderFields) {
        for field in headers.fields {
            // The length rules out nearly every line at no cost.
            switch field.name.utf8.count {
            case 4 where field.name.equalsIgnoringCase("date"):
                date.append(field.value.trimmed)
            case 10 where field.name.equalsIgnoringCase("x-amz-date"):
                amzDate.append(field.value.trimmed)
            case 13 where field.name.equalsIgnoringCase("authorization"):
                authorization.append(field.value.trimmed)
            case 20 where field.name.equalsIgnoringCase("x-amz-security-token"):
                securityToken.append(field.value.trimmed)
            case 20 where field.name.equalsIgnoringCase("x-amz-content-sha256"):
                contentSHA256.append(field.value.trimmed)
            default:
                break
            }
        }
    }

    /// `X-Amz-Date`, else `Date`; nil where neither has a value. Lines of one name are joined, so that two dates are
    /// no date.
    var timestamp: (text: String, isDateHeader: Bool)? {
        let amzDate = amzDate.joined(separator: ", ")
        if !amzDate.isEmpty { return (amzDate, false) }
        let date = date.joined(separator: ", ")
        return date.isEmpty ? nil : (date, true)
    }

    /// `X-Amz-Security-Token`; nil where there is none or it is empty.
    var sessionToken: String? {
        let token = securityToken.joined(separator: ",")
        return token.isEmpty ? nil : token
    }
}

extension String {
    /// Without blanks at both ends; the same string where there are none.
    fileprivate var trimmed: String {
        func isBlank(_ byte: UInt8?) -> Bool { byte == 0x20 || byte.map { $0 >= 0x09 && $0 <= 0x0D } ?? false }
        guard isBlank(utf8.first) || isBlank(utf8.last) else { return self }
        let text = Substring(self).utf8.drop { isBlank($0) }
        let end = text.lastIndex { !isBlank($0) }.map(text.index(after:)) ?? text.startIndex
        return String(decoding: text[..<end], as: UTF8.self)
    }
}
