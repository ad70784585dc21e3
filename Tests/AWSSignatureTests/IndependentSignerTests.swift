import AWSCore
import AWSSignature
import Determinism
import Foundation
import Testing

/// Signatures of programs that are not ours: all of them hold, and none of them holds for anything else.
@Suite("Independent signers")
struct IndependentSignerTests {
    @Test("what botocore signs is accepted: headers and presigned, long-term and temporary keys, odd paths and queries")
    func botocore() throws {
        let samples = try IndependentSigners.botocore.get()
        for sample in samples {
            #expect(throws: Never.self, "\(sample)") { try sample.verify(echoing: true) }
        }
        // The batch has every kind.
        #expect(samples.count > 240)
        #expect(samples.count { $0.isPresigned } > 40)
        #expect(samples.count { $0.sessionToken != nil } > 40)
        #expect(samples.count { $0.path != "/" } > 40)
        #expect(samples.count { !$0.isPresigned && !$0.query.isEmpty } > 20)
        #expect(samples.count { $0.query.contains("+") } > 5)
        #expect(samples.count { $0[header: "X-Amz-Date"] == nil && !$0.isPresigned } > 5)
        #expect(Set(samples.map(\.service.name)) == ["ecr", "sts"])
    }

    @Test("what curl signs is accepted, and its mutants are refused")
    func curl() throws {
        let samples = try IndependentSigners.signByCurl(count: 12)
        for sample in samples {
            #expect(throws: Never.self, "\(sample)") { try sample.verify(echoing: true) }
        }
        #expect(try refusals(of: samples).count > 300)
    }

    @Test("at least 1,000 mutants of what botocore signed are refused, each with the right answer")
    func mutants() throws {
        let samples = try IndependentSigners.botocore.get()
        // What real clients send, and every other request of the rest.
        let chosen = samples.indices.filter { !samples[$0].name.contains("raw") || $0.isMultiple(of: 2) }
        let refused = try refusals(of: chosen.map { samples[$0] })
        #expect(refused.count >= 1_000)
        // No mutation may be idle: each one found requests that it could change.
        for mutation in Mutation.all {
            #expect(refused.contains { $0 == mutation.name }, "\(mutation.name) changed nothing")
        }
    }

    @Test("what means the same is accepted")
    func equivalents() throws {
        var count = 0
        for sample in try IndependentSigners.botocore.get() {
            for (name, change) in Self.equivalents {
                var changed = sample
                change(&changed)
                #expect(throws: Never.self, "\(sample): \(name)") { try changed.verify() }
                count += 1
            }
        }
        #expect(count > 1_000)
    }

    /// Verifies every mutant of every sample; the names of the mutations that were tried, once per mutant.
    private func refusals(of samples: [SignedSample]) throws -> [String] {
        let randomness = Randomness.seeded("mutants")
        var tried: [String] = []
        for sample in samples {
            // One cache, as a server has it: it knows the right key when the mutants come.
            let keys = SigningKeyCache()
            _ = try sample.verify(keys: keys)
            for mutation in Mutation.all {
                var random = randomness.stream(mutation.name)
                var mutant = sample
                guard mutation.change(&mutant, &random) else { continue }
                tried.append(mutation.name)
                do throws(SignatureFailure) {
                    _ = try mutant.verify(keys: keys)
                    Issue.record("\(sample): \(mutation.name) was accepted")
                } catch {
                    let (code, status) = mutation.answer.code(mutant.service)
                    #expect(error.code == code && error.status == status, "\(sample): \(mutation.name): \(error)")
                    guard mutation.answer != .incomplete || mutation.text != VerifierRefusalTests.mismatch else {
                        continue
                    }
                    #expect(error.message.hasPrefix(mutation.text), "\(sample): \(mutation.name): \(error)")
                }
            }
        }
        return tried
    }

    private static let equivalents: [(String, @Sendable (inout SignedSample) -> Void)] = [
        (
            "headers in another order",
            { sample in
                // The lines of one name keep their order.
                sample.headers =
                    sample.headers.filter { $0.name != "X-Many" }.reversed()
                    + sample.headers.filter { $0.name == "X-Many" }
            }
        ),
        (
            "header names in capitals",
            { sample in
                sample.headers = sample.headers.map { .init(name: $0.name.uppercased(), value: $0.value) }
            }
        ),
        (
            "blanks around and within values",
            { sample in
                sample.headers = sample.headers.map { .init(name: $0.name, value: " \t" + $0.value + "  ") }
            }
        ),
        ("another User-Agent", { $0[header: "User-Agent"] = "proxy/2" }),
        ("headers that nobody signed", { $0.headers.append(.init(name: "Via", value: "1.1 proxy")) }),
        (
            "repeated lines as one",
            { sample in
                let values = sample.headers.filter { $0.name == "X-Many" }.map(\.value)
                guard !values.isEmpty else { return }
                sample.headers.removeAll { $0.name == "X-Many" }
                sample.headers.append(.init(name: "x-many", value: values.joined(separator: ",")))
            }
        ),
        ("parameters in another order", { $0.queryParts.reverse() }),
        (
            "escapes in small letters",
            { sample in
                sample.query = sample.query.replacing(/%[0-9A-F]{2}/) { $0.output.lowercased() }
            }
        ),
        ("letters as escapes", { $0.queryParts = $0.queryParts.map { $0.replacing("a", with: "%61") } }),
        ("spaces as plus", { $0.query = $0.query.replacing("%20", with: "+") }),
        ("empty parts in the query", { $0.query = "&" + $0.query + "&&" }),
        (
            "no blanks after commas",
            { sample in
                guard !sample.isPresigned else { return }
                sample.authorization = sample.authorization.replacing(", ", with: ",")
            }
        ),
    ]
}
