import AWSCore
import AWSSignature
import Determinism
import Foundation

extension Mutation {
    static let scope: [Mutation] = [
        Mutation("another key", .unknown, "The security token included in the request is invalid.") { sample, random in
            flip(&sample.credential[0], &random)
        },
        Mutation("another date in the scope", .invalid, "Date in Credential scope does not match") { sample, random in
            let before = sample.credential[1]
            sample.credential[1] = String(before.dropLast()) + (before.hasSuffix("1") ? "2" : "1")
            return true
        },
        Mutation("another valid region") { sample, _ in
            sample.credential[2] = "eu-west-3"
            return true
        },
        Mutation("an invalid region", .invalid, "Credential should be scoped to a valid region") { sample, _ in
            sample.credential[2] = "mars-north-1"
            return true
        },
        Mutation("another service", .invalid, "Credential should be scoped to correct service") { sample, _ in
            sample.credential[3] = sample.service == .ecr ? "sts" : "ecr"
            return true
        },
        Mutation("another terminator", .invalid, "Credential should be scoped with a valid terminator") { sample, _ in
            sample.credential[4] = "aws5_request"
            return true
        },
        Mutation("a sixth part", .incomplete, "Credential must have exactly 5") { sample, _ in
            sample.credential.append("x")
            return true
        },
        Mutation("verified by another service") { sample, _ in
            // The scope is the other service's too: only the key tells them apart.
            sample.service = sample.service == .ecr ? .sts : .ecr
            sample.credential[3] = sample.service.name
            return true
        },
    ]

    static let signature: [Mutation] = [
        Mutation("one digit of the signature") { sample, random in
            var digits = Array(sample.signature)
            guard digits.count == 64 else { return false }
            let index = Int(random.next() % 64)
            digits[index] = digits[index] == "0" ? "1" : "0"
            sample.signature = String(digits)
            return true
        },
        Mutation("a shorter signature") { sample, random in
            sample.signature = String(sample.signature.prefix(Int(1 + random.next() % 63)))
            return true
        },
        Mutation("a longer signature") { sample, _ in
            sample.signature += "0"
            return true
        },
        Mutation("the signature in capitals") { sample, _ in
            guard sample.signature != sample.signature.uppercased() else { return false }
            sample.signature = sample.signature.uppercased()
            return true
        },
        Mutation("no signature", .incomplete) { sample, _ in
            sample.signature = ""
            return true
        },
        Mutation("another algorithm", .incomplete, "Unsupported AWS 'algorithm'") { sample, _ in
            sample.algorithm = "AWS4-HMAC-SHA512"
            return true
        },
        Mutation("a second later") { sample, _ in
            guard let date = AWSDate.parseBasic(sample.timestamp) else { return false }
            sample.timestamp = AWSDate.basic(date + (sample.timestamp.hasSuffix("59Z") ? -1 : 1))
            return true
        },
        Mutation("a second later by the Date header") { sample, _ in
            guard let date = AWSDate.parseHTTP(sample.timestamp) else { return false }
            let other = AWSDate.basic(date).hasSuffix("59Z") ? date - 1 : date + 1
            sample.timestamp = AWSDate.http(other)
            // The header is signed; without it in the list the string to sign alone has the date.
            return true
        },
        Mutation("an hour earlier", .invalid, "Signature expired: ") { sample, _ in
            guard let date = AWSDate.parseBasic(sample.timestamp) else { return false }
            sample.timestamp = AWSDate.basic(date - 3_600)
            return true
        },
        Mutation("an hour later", .invalid, "Signature not yet current: ") { sample, _ in
            guard let date = AWSDate.parseBasic(sample.timestamp) else { return false }
            sample.timestamp = AWSDate.basic(date + 3_600)
            return true
        },
        Mutation("replayed after 16 minutes", .invalid, "Signature expired: ") { sample, _ in
            sample.now += 960
            return true
        },
        Mutation("a second Authorization", .incomplete) { sample, _ in
            guard !sample.isPresigned else { return false }
            sample.headers.append(.init(name: "Authorization", value: sample.authorization))
            return true
        },
        Mutation("a second X-Amz-Date", .incomplete, "Date must be in ISO-8601") { sample, _ in
            guard let date = sample[header: "X-Amz-Date"] else { return false }
            sample.headers.append(.init(name: "X-Amz-Date", value: date))
            return true
        },
        Mutation("another secret") { sample, random in flip(&sample.secretAccessKey, &random) },
    ]

    static let session: [Mutation] = [
        Mutation("one character of the token") { sample, random in
            guard var token = sample.sentToken, flip(&token, &random) else { return false }
            sample.sentToken = token
            return true
        },
        Mutation("no token") { sample, _ in
            guard sample.sentToken != nil, !sample.isPresigned else { return false }
            sample.sentToken = nil
            return true
        },
        Mutation("no token in the query") { sample, _ in
            guard sample.sentToken != nil, sample.isPresigned else { return false }
            sample.sentToken = nil
            return true
        },
        Mutation("the token of another key", .unknown, "The security token included in the request is invalid") {
            sample,
            _ in
            guard sample.sentToken != nil else { return false }
            sample.sessionToken?.append("x")
            return true
        },
        Mutation("a token with a long-term key", .unknown, "The security token included in the request is invalid") {
            sample,
            _ in
            guard sample.sentToken == nil else { return false }
            sample.sentToken = "token"
            return true
        },
        Mutation("an expired session", .expired, "The security token included in the request is expired") { sample, _ in
            guard sample.sentToken != nil else { return false }
            sample.expiration = sample.now - 1
            return true
        },
        Mutation("an inactive key", .unknown, "The security token included in the request is invalid.") { sample, _ in
            sample.isActive = false
            return true
        },
    ]

    // MARK: How to change a text

    /// Replaces one letter or digit that is not part of an escape by another.
    static func flip(_ text: inout String, _ random: inout RandomStream) -> Bool {
        var characters = Array(text)
        let places = characters.indices.filter { index in
            let isEscaped = (index > 0 && characters[index - 1] == "%") || (index > 1 && characters[index - 2] == "%")
            return !isEscaped && characters[index].isASCII && (characters[index].isLetter || characters[index].isNumber)
        }
        guard !places.isEmpty else { return false }
        let place = places[Int(random.next() % UInt64(places.count))]
        characters[place] = characters[place] == "q" ? "w" : "q"
        text = String(characters)
        return true
    }

    /// A signed header with a value that has no meaning of its own to the verifier.
    static func pick(_ sample: SignedSample, _ random: inout RandomStream) -> String? {
        let special = ["host", "date", "x-amz-date", "x-amz-security-token", "x-amz-content-sha256"]
        let names = sample.signedHeaders.filter { !special.contains($0) && !(sample[header: $0] ?? "").isEmpty }
        return names.isEmpty ? nil : names[Int(random.next() % UInt64(names.count))]
    }

    static func change(
        _ sample: inout SignedSample,
        _ random: inout RandomStream,
        _ change: (inout String, inout RandomStream) -> Bool
    ) -> Bool {
        guard let name = pick(sample, &random), var value = sample[header: name], change(&value, &random) else {
            return false
        }
        sample[header: name] = value
        return true
    }

    /// Edits one parameter that is not part of the signature itself.
    static func edit(
        _ sample: inout SignedSample,
        _ random: inout RandomStream,
        _ change: (String) -> String?
    ) -> Bool {
        let indices = sample.queryParts.indices.filter { !sample.queryParts[$0].hasPrefix("X-Amz-") }
        guard !indices.isEmpty else { return false }
        let index = indices[Int(random.next() % UInt64(indices.count))]
        guard let part = change(sample.queryParts[index]) else { return false }
        sample.queryParts[index] = part
        sample.queryParts.removeAll(where: \.isEmpty)
        return true
    }
}
