import AWSCore

/// A signature as a request presents it, from the header or from the query; complete, but not checked in any way.
struct PresentedSignature {
    let isPresigned: Bool
    let algorithm: [UInt8]
    let credential: [UInt8]
    /// The list as sent.
    let signedHeaders: [UInt8]
    let signature: [UInt8]
    /// The date as sent.
    let timestamp: String
    /// Whether `timestamp` comes from the `Date` header, which may also have HTTP's form.
    let isDateHeader: Bool
    /// The session token; nil for none.
    let sessionToken: String?
    /// `X-Amz-Expires` as sent; nil without one, and of a signature in the header.
    let lifetime: String?
    /// What the request says of its body's hash: at most one value from the header, at most one from the query.
    let declaredPayloads: [String]

    /// Finds the signature (docs/aws/signatures.md, "Refusals", 1 to 3).
    init(_ headers: AuthenticationHeaders, _ query: CanonicalQuery) throws(SignatureRefusal) {
        guard query.values(of: QueryParameter.algorithm.rawValue).isEmpty else {
            guard headers.authorization.isEmpty else { throw .bothForms }
            try self.init(query: query, headers)
            return
        }
        guard !headers.authorization.isEmpty else { throw .noSignature }
        try self.init(header: headers)
    }

    private init(header headers: AuthenticationHeaders) throws(SignatureRefusal) {
        let isRepeated = headers.authorization.count > 1
        let authorization = headers.authorization.joined(separator: ", ")
        guard isRepeated || authorization.hasPrefix("AWS4-") else { throw .noSignature }
        let words = Array(authorization.utf8).split { $0 == 0x20 || $0 == 0x09 || $0 == 0x2C }
        var parts = HeaderParts()
        for word in words.dropFirst() {
            try parts.add(word, authorization)
        }
        let date = headers.timestamp
        guard parts.missing.isEmpty, let date else {
            throw .incompleteHeader(missing: parts.missing, lacksDate: date == nil, header: authorization)
        }
        guard !isRepeated else { throw .repeatedHeader(header: authorization) }
        isPresigned = false
        algorithm = Array(words.first ?? [])
        credential = parts.credential
        signedHeaders = parts.signedHeaders
        signature = parts.signature
        timestamp = date.text
        isDateHeader = date.isDateHeader
        sessionToken = headers.sessionToken
        lifetime = nil
        declaredPayloads = headers.contentSHA256.isEmpty ? [] : [headers.contentSHA256.joined(separator: ",")]
    }

    private init(query: CanonicalQuery, _ headers: AuthenticationHeaders) throws(SignatureRefusal) {
        var values: [QueryParameter: [UInt8]] = [:]
        var repeated: [QueryParameter] = []
        for parameter in QueryParameter.allCases {
            let found = query.values(of: parameter.rawValue)
            if found.count > 1 { repeated.append(parameter) }
            values[parameter] = found.first { !$0.isEmpty }
        }
        let missing = QueryParameter.required.filter { values[$0] == nil }
        guard missing.isEmpty, repeated.isEmpty else {
            throw .incompleteQuery(missing: missing, repeated: repeated)
        }
        // Not used here, but two of them are refused in either form.
        if headers.amzDate.count > 1 { throw .unreadableDate(headers.amzDate.joined(separator: ", ")) }
        isPresigned = true
        algorithm = values[.algorithm] ?? []
        credential = values[.credential] ?? []
        signedHeaders = values[.signedHeaders] ?? []
        signature = values[.signature] ?? []
        timestamp = String(decoding: values[.date] ?? [], as: UTF8.self)
        isDateHeader = false
        lifetime = values[.expires].map { String(decoding: $0, as: UTF8.self) }
        let queryToken = values[.securityToken].map { String(decoding: $0, as: UTF8.self) }
        // Two tokens that differ cannot both be the key's: joined, they are nobody's.
        sessionToken =
            switch (queryToken, headers.sessionToken) {
            case (let one?, let other?) where one != other: "\(one),\(other)"
            case (let one, let other): one ?? other
            }
        declaredPayloads =
            (headers.contentSHA256.isEmpty ? [] : [headers.contentSHA256.joined(separator: ",")])
            + (values[.contentSHA256].map { [String(decoding: $0, as: UTF8.self)] } ?? [])
    }

    /// Whether the list of signed headers names `header`.
    func signs(_ header: String) -> Bool {
        // Asked for every header of a request: no list of names is made for it.
        var rest = signedHeaders[...]
        while let end = rest.firstIndex(of: 0x3B) {
            if header.isHeader(rest[..<end]) { return true }
            rest = rest[(end + 1)...]
        }
        return header.isHeader(rest)
    }
}

/// The pairs of an `Authorization` header.
private struct HeaderParts {
    var credential: [UInt8] = []
    var signature: [UInt8] = []
    var signedHeaders: [UInt8] = []

    /// In the order in which AWS names them.
    var missing: [String] {
        [("Credential", credential), ("Signature", signature), ("SignedHeaders", signedHeaders)]
            .compactMap { $0.1.isEmpty ? $0.0 : nil }
    }

    mutating func add(_ word: ArraySlice<UInt8>, _ header: String) throws(SignatureRefusal) {
        guard let equals = word.firstIndex(of: 0x3D) else {
            throw .pairWithoutEquals(pair: String(decoding: word, as: UTF8.self), header: header)
        }
        let name = word[..<equals]
        let value = Array(word[equals...].dropFirst())
        if name.elementsEqual("Credential".utf8) {
            guard credential.isEmpty else { throw .repeatedPart(name: "Credential", header: header) }
            credential = value
        } else if name.elementsEqual("Signature".utf8) {
            guard signature.isEmpty else { throw .repeatedPart(name: "Signature", header: header) }
            signature = value
        } else if name.elementsEqual("SignedHeaders".utf8) {
            guard signedHeaders.isEmpty else { throw .repeatedPart(name: "SignedHeaders", header: header) }
            signedHeaders = value
        }
    }
}
