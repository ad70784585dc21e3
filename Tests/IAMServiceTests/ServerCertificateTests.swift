import AWSProtocols
import Emulator
import Foundation
import TestSupport
import Testing
import World

@Suite("Certificates for servers by the IAM API")
struct ServerCertificateTests {
    private let bench: Bench

    init() throws { bench = try Bench() }

    /// Made with OpenSSL: a certificate that an intermediate authority signed, which a root authority signed.
    private struct Chain {
        let root, intermediate, leaf, key, otherKey: String

        static func make() async throws -> Chain {
            let folder = try TemporaryFolder()
            let script = """
                import subprocess, sys
                def run(*words): subprocess.run(["openssl", *words], check=True, capture_output=True, cwd=sys.argv[1])
                for name in ("root", "middle", "leaf", "other"):
                    run("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", name + ".key")
                run("req", "-x509", "-key", "root.key", "-subj", "/CN=root", "-days", "9999", "-out", "root.pem")
                for name, issuer in (("middle", "root"), ("leaf", "middle")):
                    run("req", "-new", "-key", name + ".key", "-subj", "/CN=" + name, "-out", name + ".csr")
                    run("x509", "-req", "-in", name + ".csr", "-CA", issuer + ".pem", "-CAkey", issuer + ".key",
                        "-CAcreateserial", "-days", "9999", "-out", name + ".pem")
                """
            _ = try await PythonProgram.run(script.replacing("sys.argv[1]", with: "\"\(folder.path)\""))
            return Chain(
                root: try folder.text(of: "root.pem"),
                intermediate: try folder.text(of: "middle.pem"),
                leaf: try folder.text(of: "leaf.pem"),
                key: try folder.text(of: "leaf.key"),
                otherKey: try folder.text(of: "other.key")
            )
        }
    }

    private func upload(
        _ body: String,
        _ key: String,
        chain: String? = nil,
        _ more: [(String, String)] = []
    ) async throws -> Answer {
        try await bench.call(
            "UploadServerCertificate",
            [("ServerCertificateName", "web"), ("CertificateBody", body), ("PrivateKey", key)]
                + (chain.map { [("CertificateChain", $0)] } ?? []) + more
        )
    }

    @Test("are told with their chain and without their key, renamed, tagged and taken away")
    func life() async throws {
        let chain = try await Chain.make()
        let made = try await upload(
            chain.leaf,
            chain.key,
            chain: chain.intermediate + chain.root,
            [("Path", "/cloudfront/"), ("Tags.member.1.Key", "team"), ("Tags.member.1.Value", "ml")]
        ).xml()["UploadServerCertificateResult"]
        let metadata = made?["ServerCertificateMetadata"]
        #expect(metadata?["Arn"]?.text == "arn:aws:iam::123456789012:server-certificate/cloudfront/web")
        #expect(metadata?["ServerCertificateId"]?.text?.wholeMatch(of: #/ASCA[A-Z2-7]{17}/#) != nil)
        #expect(metadata?["UploadDate"]?.text == "2026-03-01T12:00:00Z")
        let end = try #require(metadata?["Expiration"]?.text)
        #expect(end.wholeMatch(of: #/20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ/#) != nil && end > "2050")
        #expect(made?["Tags"]?.texts("Key") == ["team"])
        let name = [("ServerCertificateName", "web")]
        let got = try await bench.call("GetServerCertificate", name)
        let found = try got.xml()["GetServerCertificateResult"]?["ServerCertificate"]
        #expect(found?["CertificateBody"]?.text == chain.leaf)
        #expect(found?["CertificateChain"]?.text == chain.intermediate + chain.root)
        #expect(!got.body.contains("PRIVATE KEY"))
        #expect(!String(describing: bench.emulator.events()).contains("PRIVATE KEY"))
        try await bench.done(
            "UpdateServerCertificate",
            name + [("NewServerCertificateName", "site"), ("NewPath", "/")]
        )
        #expect(
            try await bench.call("GetServerCertificate", name).error
                == refusal(404, "NoSuchEntity", "The Server Certificate with name web cannot be found.")
        )
        let list = try await bench.done("ListServerCertificates")?["ServerCertificateMetadataList"]
        #expect(list?.texts("Arn") == ["arn:aws:iam::123456789012:server-certificate/site"])
        let below = try await bench.done("ListServerCertificates", [("PathPrefix", "/cloudfront/")])
        #expect(below?["ServerCertificateMetadataList"]?.children.isEmpty == true)
        let site = [("ServerCertificateName", "site")]
        try await bench.done("UntagServerCertificate", site + [("TagKeys.member.1", "team")])
        #expect(try await bench.done("ListServerCertificateTags", site)?["Tags"]?.children.isEmpty == true)
        let summary = try await bench.done("GetAccountSummary")?["SummaryMap"]?.children
            .first { $0["key"]?.text == "ServerCertificates" }
        #expect(summary?["value"]?.text == "1")
        try await bench.done("DeleteServerCertificate", site)
        #expect(try await bench.call("DeleteServerCertificate", site).error?.code == "NoSuchEntity")
    }

    @Test("must be their key's, and their chain must begin with who signed them")
    func wrong() async throws {
        let chain = try await Chain.make()
        #expect(
            try await upload(chain.leaf, chain.otherKey).error
                == refusal(400, "KeyPairMismatch", "The public key certificate and the private key do not match.")
        )
        #expect(
            try await upload("x", chain.key).error
                == refusal(
                    400,
                    "MalformedCertificate",
                    "Unable to parse certificate. Please ensure the certificate is in PEM format."
                )
        )
        #expect(try await upload(chain.leaf, chain.leaf).error?.code == "MalformedCertificate")
        func unchained(_ index: Int) -> AWSErrorAnswer {
            refusal(
                400,
                "MalformedCertificate",
                "Unable to validate certificate chain. The certificate chain must start with the immediate signing "
                    + "certificate, followed by any intermediaries in order. The index within the chain of the invalid "
                    + "certificate is: \(index)"
            )
        }
        #expect(try await upload(chain.leaf, chain.key, chain: chain.root + chain.intermediate).error == unchained(0))
        #expect(
            try await upload(chain.leaf, chain.key, chain: chain.intermediate + chain.leaf).error == unchained(1)
        )
        #expect(
            try await upload(chain.leaf, chain.key, chain: chain.intermediate + "x").error?.code
                == "MalformedCertificate"
        )
        #expect(try await upload(chain.leaf, chain.key, chain: chain.intermediate).status == 200)
        #expect(
            try await upload(chain.leaf, chain.key).error
                == refusal(409, "EntityAlreadyExists", "The Server Certificate with name web already exists.")
        )
    }

    @Test("can stand in the world's file, and are there after another start")
    func kept() async throws {
        let chain = try await Chain.make()
        func block(_ pem: String) -> String {
            pem.split(separator: "\n").map { "          " + $0 }.joined(separator: "\n")
        }
        let yaml = Bench.worldYAML.replacing(
            "  \"123456789012\":\n",
            with: """
                  "123456789012":
                    server_certificates:
                      web:
                        path: /web/
                        tags: {team: ml}
                        certificate: |
                \(block(chain.leaf))
                        chain: |
                \(block(chain.intermediate))

                """
        )
        let folder = try TemporaryFolder()
        let name = [("ServerCertificateName", "web")]
        let before: String
        do {
            let bench = try Bench(yaml, dataDirectory: folder.path)
            try await bench.done("UpdateServerCertificate", name + [("NewPath", "/other/")])
            before = try await bench.call("GetServerCertificate", name).text
            bench.emulator.close()
        }
        let bench = try Bench(yaml, dataDirectory: folder.path)
        #expect(try await bench.call("GetServerCertificate", name).text == before)
        #expect(before.contains("server-certificate/other/web") && before.contains("<CertificateChain>"))
        bench.emulator.close()
        let wrong = yaml.replacing("        chain: |", with: "        chain: x\n        tags2: |")
        #expect(throws: WorldFileError.self) { try World.load(yaml: wrong, fileName: "w.yaml") }
    }
}
