import AWSCore
import AWSSignature
import Determinism
import Foundation

/// One change of a signed request after which its signature must not hold any more.
struct Mutation: Sendable {
    let name: String
    /// What the verifier must answer.
    let answer: VerifierRefusalTests.Answer
    /// How its text must begin, so that the answer is the right one for the right reason.
    let text: String
    /// Changes the request; false where it has nothing of the kind.
    let change: @Sendable (inout SignedSample, inout RandomStream) -> Bool

    init(
        _ name: String,
        _ answer: VerifierRefusalTests.Answer = .invalid,
        _ text: String = VerifierRefusalTests.mismatch,
        change: @escaping @Sendable (inout SignedSample, inout RandomStream) -> Bool
    ) {
        self.name = name
        self.answer = answer
        self.text = text
        self.change = change
    }

    static let all = request + headers + query + scope + signature + session

    // MARK: What is signed

    static let request: [Mutation] = [
        Mutation("another method") { sample, _ in
            sample.method = sample.method == "GET" ? "POST" : "GET"
            return true
        },
        Mutation("the method in small letters") { sample, _ in
            sample.method = sample.method.lowercased()
            return true
        },
        Mutation("a longer path") { sample, random in
            sample.path += (sample.path.hasSuffix("/") ? "" : "/") + random.text(1, of: "abc~")
            return true
        },
        Mutation("one character of the path") { sample, random in
            // What stands before `..` does not count.
            !sample.path.contains("..") && flip(&sample.path, &random)
        },
        Mutation("one byte of the body") { sample, random in
            guard !sample.body.isEmpty else { return false }
            sample.body[Int(random.next() % UInt64(sample.body.count))] ^= UInt8(1 + random.next() % 255)
            return true
        },
        Mutation("a byte after the body") { sample, _ in
            sample.body.append(0)
            return true
        },
        Mutation("no body") { sample, _ in
            guard !sample.body.isEmpty else { return false }
            sample.body = []
            return true
        },
    ]

    static let headers: [Mutation] = [
        Mutation("one character of a signed header") { sample, random in
            change(&sample, &random) { flip(&$0, &$1) }
        },
        Mutation("the end of a signed header") { sample, random in
            change(&sample, &random) { value, _ in
                value += "x"
                return true
            }
        },
        Mutation("the case of a signed header's value") { sample, random in
            change(&sample, &random) { value, _ in
                let other = value.uppercased() == value ? value.lowercased() : value.uppercased()
                defer { value = other }
                return other != value
            }
        },
        Mutation("another host") { sample, random in
            guard var host = sample[header: "Host"], flip(&host, &random) else { return false }
            sample[header: "Host"] = host
            return true
        },
        Mutation("a signed header less") { sample, random in
            guard let name = pick(sample, &random) else { return false }
            sample.headers.removeAll { $0.name.equalsIgnoringCase(name) }
            return true
        },
        Mutation("a signed header twice") { sample, random in
            guard let name = pick(sample, &random) else { return false }
            sample.headers.append(.init(name: name, value: "more"))
            return true
        },
        Mutation("the lines of a repeated header in another order") { sample, _ in
            let indices = sample.headers.indices.filter { sample.headers[$0].name == "X-Many" }
            guard sample.signedHeaders.contains("x-many"), let first = indices.first, let last = indices.last,
                sample.headers[first].value != sample.headers[last].value
            else { return false }
            sample.headers.swapAt(first, last)
            return true
        },
        Mutation("a name less in the list") { sample, random in
            let names = sample.signedHeaders.filter { $0 != "host" && $0 != "date" }
            guard !names.isEmpty else { return false }
            let name = names[Int(random.next() % UInt64(names.count))]
            sample.signedHeaders.removeAll { $0 == name }
            return true
        },
        Mutation("host not in the list", .invalid, "'Host' must be a 'SignedHeader'") { sample, _ in
            guard sample.signedHeaders.count > 1 else { return false }
            sample.signedHeaders.removeAll { $0 == "host" }
            return true
        },
        Mutation("a name more in the list") { sample, random in
            sample.signedHeaders.append(random.text(1, of: "yz") + "-absent")
            return true
        },
        Mutation("the list in another order") { sample, _ in
            guard sample.signedHeaders.count > 1 else { return false }
            sample.signedHeaders.reverse()
            return true
        },
        Mutation("an x-amz header that is not signed") { sample, random in
            sample.headers.append(.init(name: "X-Amz-" + random.text(4, of: "ABCabc"), value: "1"))
            return true
        },
        Mutation("a body hash that is not signed") { sample, _ in
            guard sample[header: "X-Amz-Content-Sha256"] == nil else { return false }
            sample[header: "X-Amz-Content-Sha256"] = "UNSIGNED-PAYLOAD"
            return true
        },
    ]

    static let query: [Mutation] = [
        Mutation("a parameter more") { sample, random in
            sample.queryParts.insert(random.text(3, of: "abcXYZ") + "=1", at: 0)
            return true
        },
        Mutation("a parameter less") { sample, random in edit(&sample, &random) { _ in "" } },
        Mutation("a parameter twice") { sample, random in edit(&sample, &random) { $0 + "&" + $0 } },
        Mutation("a parameter's name") { sample, random in edit(&sample, &random) { "x" + $0 } },
        Mutation("a parameter's value") { sample, random in edit(&sample, &random) { $0 + "%00" } },
        Mutation("an escape encoded once more") { sample, random in
            edit(&sample, &random) { $0.contains("%") ? $0.replacing("%", with: "%25") : nil }
        },
        Mutation("a plus in place of an encoded one") { sample, random in
            edit(&sample, &random) { $0.contains("%2B") ? $0.replacing("%2B", with: "+") : nil }
        },
        Mutation("another X-Amz-Expires") { sample, _ in
            guard sample.isPresigned else { return false }
            sample[query: "X-Amz-Expires"] = "604800"
            return true
        },
        Mutation("a presigned body declared unsigned") { sample, _ in
            guard sample.isPresigned else { return false }
            sample[query: "X-Amz-Content-Sha256"] = "UNSIGNED-PAYLOAD"
            return true
        },
        Mutation("a second parameter of the signature's", .incomplete, "AWS query-string parameters must") {
            sample,
            random in
            guard sample.isPresigned else { return false }
            let names = ["Algorithm", "Credential", "Signature", "SignedHeaders", "Date", "Expires"]
            sample.query += "&X-Amz-\(names[Int(random.next() % 6)])=x"
            return true
        },
        Mutation("an algorithm in the query of a header's", .invalid, "Found both") { sample, _ in
            guard !sample.isPresigned else { return false }
            sample.query += (sample.query.isEmpty ? "" : "&") + "X-Amz-Algorithm=AWS4-HMAC-SHA256"
            return true
        },
    ]
}
