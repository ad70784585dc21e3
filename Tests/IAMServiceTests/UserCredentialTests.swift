import AWSProtocols
import Cryptography
import Determinism
import Emulator
import Foundation
import TestSupport
import Testing
import Text
import World

@Suite("SSH keys, credentials for services and signing certificates by the IAM API")
struct UserCredentialTests {
    private let bench: Bench
    private let bob = [("UserName", "bob")]

    init() throws { bench = try Bench() }

    /// A key that OpenSSL made, as OpenSSL and `ssh-keygen` write it, and its fingerprint by `ssh-keygen -l -E md5`.
    private static let ssh =
        "ssh-rsa "
        + "AAAAB3NzaC1yc2EAAAADAQABAAABAQCxVvHp1Nb91hjuSQ+k+mPYrZLMyZqOZv05lbKPCv2bz4mo1LnWmDN14ZMMb3"
        + "2cY45HMe2zFancRqsopKRCIQVzKRyN3uSrbo0TUEv8gP3WoPkA3taQN3bSBBgPdc61eYuwMJtBck1T5JjWZdN5utHE"
        + "5oLkvfni4Imt9V6jyhMFByJQB8GBasztAaMlzl1NEj8t+HVf5i5Lp0gqZ4cZYLWAA95C2cu7UcldIIdqz5CKRTgslu"
        + "w/UiQwZJSXYrWrNvpJRpOMyBjhi9ct7Nt3mjLYAD4K+MTb8wPz0okK5KhN9xVe+27+YULchWlHVPvTZ4h2HDfUJhSD"
        + "hlfeOZHYzn7D"
    private static let fingerprint = "0c:98:1f:e0:62:6f:4a:56:cf:b0:a4:60:b0:fa:ad:a7"
    private static let pem = """
        -----BEGIN PUBLIC KEY-----
        MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAsVbx6dTW/dYY7kkPpPpj
        2K2SzMmajmb9OZWyjwr9m8+JqNS51pgzdeGTDG99nGOORzHtsxWp3EarKKSkQiEF
        cykcjd7kq26NE1BL/ID91qD5AN7WkDd20gQYD3XOtXmLsDCbQXJNU+SY1mXTebrR
        xOaC5L354uCJrfVeo8oTBQciUAfBgWrM7QGjJc5dTRI/Lfh1X+YuS6dIKmeHGWC1
        gAPeQtnLu1HJXSCHas+QikU4LJbsP1IkMGSUl2K1qzb6SUaTjMgY4YvXLezbd5oy
        2AA+CvjE2/MD89KJCuSoTfcVXvtu/mFC3IVpR1T702eIdhw31CYUg4ZX3jmR2M5+
        wwIDAQAB
        -----END PUBLIC KEY-----

        """
    private static let pkcs1 = """
        -----BEGIN RSA PUBLIC KEY-----
        MIIBCgKCAQEAsVbx6dTW/dYY7kkPpPpj2K2SzMmajmb9OZWyjwr9m8+JqNS51pgz
        deGTDG99nGOORzHtsxWp3EarKKSkQiEFcykcjd7kq26NE1BL/ID91qD5AN7WkDd2
        0gQYD3XOtXmLsDCbQXJNU+SY1mXTebrRxOaC5L354uCJrfVeo8oTBQciUAfBgWrM
        7QGjJc5dTRI/Lfh1X+YuS6dIKmeHGWC1gAPeQtnLu1HJXSCHas+QikU4LJbsP1Ik
        MGSUl2K1qzb6SUaTjMgY4YvXLezbd5oy2AA+CvjE2/MD89KJCuSoTfcVXvtu/mFC
        3IVpR1T702eIdhw31CYUg4ZX3jmR2M5+wwIDAQAB
        -----END RSA PUBLIC KEY-----
        """

    // MARK: SSH keys

    @Test(
        "An SSH key is told in both forms, whatever it was uploaded in",
        arguments: [ssh + " bob@laptop", pem, pkcs1]
    )
    func forms(body: String) async throws {
        let made = try await bench.done("UploadSSHPublicKey", bob + [("SSHPublicKeyBody", body)])?["SSHPublicKey"]
        let id = try #require(made?["SSHPublicKeyId"]?.text)
        #expect(id.wholeMatch(of: #/APKA[A-Z2-7]{16}/#) != nil)
        #expect(made?["SSHPublicKeyBody"]?.text == body && made?["Fingerprint"]?.text == Self.fingerprint)
        for (encoding, text) in [("SSH", Self.ssh), ("PEM", Self.pem)] {
            let key = try await bench.done(
                "GetSSHPublicKey",
                bob + [("SSHPublicKeyId", id), ("Encoding", encoding)]
            )?["SSHPublicKey"]
            #expect(key?["SSHPublicKeyBody"]?.text == text)
            #expect(key?["UploadDate"]?.text == "2026-03-01T12:00:00Z" && key?["Status"]?.text == "Active")
        }
        for other in [Self.ssh, Self.pem, Self.pkcs1] {
            #expect(
                try await bench.call("UploadSSHPublicKey", bob + [("SSHPublicKeyBody", other)]).error
                    == refusal(
                        400,
                        "DuplicateSSHPublicKey",
                        "The SSH public key is already associated with the specified IAM user."
                    )
            )
        }
    }

    @Test(
        "What is not such a key is refused",
        arguments: [
            ("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIA==", "UnrecognizedPublicKeyEncoding"),
            ("hello", "UnrecognizedPublicKeyEncoding"), ("ssh-rsa", "InvalidPublicKey"),
            ("ssh-rsa !", "InvalidPublicKey"),
            ("ssh-rsa AAAAB3NzaC1yc2E=", "InvalidPublicKey"), ("ssh-rsa AAAA/w==", "InvalidPublicKey"),
            (String(ssh.dropLast(8)), "InvalidPublicKey"), (ssh + "AAAA", "InvalidPublicKey"),
            (pem.replacing("MIIB", with: "MIIC"), "InvalidPublicKey"), (String(pem.prefix(100)), "InvalidPublicKey"),
            (pkcs1.replacing(" RSA", with: ""), "InvalidPublicKey"),
        ]
    )
    func wrong(body: String, code: String) async throws {
        #expect(try await bench.call("UploadSSHPublicKey", bob + [("SSHPublicKeyBody", body)]).error?.code == code)
    }

    @Test("An SSH key is listed, switched off and taken away, and keeps its user until then")
    func life() async throws {
        let made = try await bench.done("UploadSSHPublicKey", bob + [("SSHPublicKeyBody", Self.ssh)])
        let id = [("SSHPublicKeyId", try #require(made?["SSHPublicKey"]?["SSHPublicKeyId"]?.text))]
        try await bench.done("UpdateSSHPublicKey", bob + id + [("Status", "Inactive")])
        let list = try await bench.done("ListSSHPublicKeys", bob)?["SSHPublicKeys"]
        #expect(list?.texts("Status") == ["Inactive"] && list?.texts("SSHPublicKeyId") == [id[0].1])
        try await bench.done("DeleteAccessKey", bob + [("AccessKeyId", Bench.bob.key)])
        #expect(
            try await bench.call("DeleteUser", bob).error
                == refusal(409, "DeleteConflict", "Cannot delete entity, must delete SSH public keys first.")
        )
        try await bench.done("DeleteSSHPublicKey", bob + id)
        #expect(
            try await bench.call("DeleteSSHPublicKey", bob + id).error
                == refusal(404, "NoSuchEntity", "The SSH Public Key with id \(id[0].1) cannot be found.")
        )
        #expect(try await bench.done("ListSSHPublicKeys", bob)?["SSHPublicKeys"]?.children.isEmpty == true)
        #expect(
            try await bench.call("ListSSHPublicKeys", as: Bench.root).xml()["ListSSHPublicKeysResult"]?[
                "SSHPublicKeys"
            ]?
            .children.isEmpty == true
        )
        try await bench.done("DeleteUser", bob)
    }

    // MARK: Credentials for services

    private func create(_ service: String, _ more: [(String, String)] = []) async throws -> Answer {
        try await bench.call("CreateServiceSpecificCredential", bob + [("ServiceName", service)] + more)
    }

    @Test("Credentials for CodeCommit are a name and a password, which is told once")
    func passwords() async throws {
        let result = "CreateServiceSpecificCredentialResult"
        let first = try await create("codecommit.amazonaws.com").xml()[result]?["ServiceSpecificCredential"]
        #expect(first?["ServiceUserName"]?.text == "bob-at-123456789012")
        #expect(first?["ServicePassword"]?.text.flatMap({ Base64.decode($0) })?.count == 32)
        #expect(first?["ServiceCredentialSecret"] == nil && first?["ExpirationDate"] == nil)
        let second = try await create("codecommit.amazonaws.com").xml()[result]?["ServiceSpecificCredential"]
        #expect(second?["ServiceUserName"]?.text == "bob+1-at-123456789012")
        #expect(second?["ServicePassword"]?.text != first?["ServicePassword"]?.text)
        #expect(
            try await create("codecommit.amazonaws.com").error
                == refusal(409, "LimitExceeded", "Cannot exceed quota for ServiceSpecificCredentialsPerUser: 2")
        )
        let id = [("ServiceSpecificCredentialId", try #require(first?["ServiceSpecificCredentialId"]?.text))]
        let reset = try await bench.done("ResetServiceSpecificCredential", bob + id)?["ServiceSpecificCredential"]
        #expect(reset?["ServiceUserName"]?.text == "bob-at-123456789012")
        #expect(reset?["ServicePassword"]?.text != first?["ServicePassword"]?.text)
        let list = try await bench.call("ListServiceSpecificCredentials", bob).body
        #expect(!list.contains("Password") && list.contains("bob+1-at"))
        // A name that is free is taken again.
        try await bench.done("DeleteServiceSpecificCredential", bob + id)
        let third = try await create("codecommit.amazonaws.com").xml()[result]?["ServiceSpecificCredential"]
        #expect(third?["ServiceUserName"]?.text == "bob-at-123456789012")
        #expect(!String(describing: bench.emulator.events()).contains(first?["ServicePassword"]?.text ?? "-"))
    }

    @Test(
        "Credentials for Bedrock and CloudWatch Logs are keys, which may end",
        arguments: [
            ("bedrock.amazonaws.com", "ABSK"), ("logs.amazonaws.com", "ACWL"),
        ]
    )
    func keys(service: String, prefix: String) async throws {
        let made = try await create(service, [("CredentialAgeDays", "30")]).xml()[
            "CreateServiceSpecificCredentialResult"
        ]?[
            "ServiceSpecificCredential"
        ]
        #expect(made?["ServiceCredentialAlias"]?.text == "bob-at-123456789012" && made?["ServicePassword"] == nil)
        #expect(made?["ExpirationDate"]?.text == "2026-03-31T12:00:00Z")
        let secret = try #require(made?["ServiceCredentialSecret"]?.text)
        #expect(secret.hasPrefix(prefix))
        #expect(Base64.text(secret.dropFirst(4))?.hasPrefix("bob-at-123456789012:") == true)
        func status() async throws -> [String] {
            try await bench.done("ListServiceSpecificCredentials", [("AllUsers", "true"), ("ServiceName", service)])?[
                "ServiceSpecificCredentials"
            ]?.texts("Status") ?? []
        }
        #expect(try await status() == ["Active"])
        let id = [("ServiceSpecificCredentialId", made?["ServiceSpecificCredentialId"]?.text ?? "")]
        try await bench.done("UpdateServiceSpecificCredential", bob + id + [("Status", "Inactive")])
        #expect(try await status() == ["Inactive"])
        _ = try await bench.emulator.control(MoveClock.advance(30 * 86_400))
        #expect(try await status() == ["Expired"])
    }

    @Test("Credentials for other services are refused, and so is an age for CodeCommit's")
    func services() async throws {
        #expect(
            try await create("ecr.amazonaws.com").error
                == refusal(
                    404,
                    "NotSupportedService",
                    "No such service ecr.amazonaws.com is supported for this operation."
                )
        )
        #expect(
            try await create("codecommit.amazonaws.com", [("CredentialAgeDays", "1")]).error?.code == "ValidationError"
        )
        #expect(
            try await bench.call("ListServiceSpecificCredentials", bob + [("AllUsers", "true")]).error?.code
                == "ValidationError"
        )
    }

    @Test("Which service credentials are for can be asked by a policy")
    func conditions() async throws {
        try await bench.done(
            "PutUserPolicy",
            bob + [
                ("PolicyName", "own"),
                (
                    "PolicyDocument",
                    Bench.allow(
                        "iam:CreateServiceSpecificCredential",
                        where: #"{"StringEquals":{"iam:ServiceSpecificCredentialServiceName":"logs.amazonaws.com"}}"#
                    )
                ),
            ]
        )
        func create(_ service: String) async throws -> Int {
            try await bench.call(
                "CreateServiceSpecificCredential",
                bob + [("ServiceName", service)],
                as: Bench.bob
            ).status
        }
        #expect(try await create("logs.amazonaws.com") == 200)
        #expect(try await create("codecommit.amazonaws.com") == 403)
    }

    // MARK: Signing certificates

    private func certificate() throws -> String {
        let made = try X509Certificate.selfSigned(commonName: "signer", key: RSAPrivateKey())
        return "-----BEGIN CERTIFICATE-----\n\(Base64.encode(made.der))\n-----END CERTIFICATE-----\n"
    }

    @Test("Signing certificates are a user's or root's, and nobody else's as well")
    func certificates() async throws {
        let body = try certificate()
        let made = try await bench.done("UploadSigningCertificate", bob + [("CertificateBody", body)])?["Certificate"]
        let id = [("CertificateId", try #require(made?["CertificateId"]?.text))]
        #expect(made?["CertificateBody"]?.text == body && made?["UserName"]?.text == "bob")
        #expect(
            try await bench.call("UploadSigningCertificate", [("CertificateBody", body)]).error
                == refusal(
                    409,
                    "DuplicateCertificate",
                    "The same certificate is associated with an IAM user in the account."
                )
        )
        try await bench.done("UpdateSigningCertificate", bob + id + [("Status", "Inactive")])
        let list = try await bench.done("ListSigningCertificates", bob)?["Certificates"]
        #expect(list?.texts("Status") == ["Inactive"])
        try await bench.done("UploadSigningCertificate", bob + [("CertificateBody", try certificate())])
        #expect(
            try await bench.call("UploadSigningCertificate", bob + [("CertificateBody", try certificate())]).error
                == refusal(409, "LimitExceeded", "Cannot exceed quota for CertificatesPerUser: 2")
        )
        #expect(
            try await bench.call("UploadSigningCertificate", bob + [("CertificateBody", "x")]).error?.code
                == "MalformedCertificate"
        )
        let own = [("CertificateBody", try certificate())]
        #expect(try await bench.call("UploadSigningCertificate", own, as: Bench.root).status == 200)
        let summary = try await bench.done("GetAccountSummary")?["SummaryMap"]?.children
            .first { $0["key"]?.text == "AccountSigningCertificatesPresent" }
        #expect(summary?["value"]?.text == "1")
        try await bench.done("GenerateCredentialReport")
        let content = try #require(try await bench.done("GetCredentialReport")?["Content"]?.text)
        let lines = try #require(Base64.text(content)).split(separator: "\n")
        let date = "2026-03-01T12:00:00+00:00"
        #expect(lines.first { $0.hasPrefix("bob,") }?.hasSuffix(",false,\(date),true,\(date)") == true)
        #expect(lines.first { $0.hasPrefix("<root_account>,") }?.hasSuffix(",true,\(date),false,N/A") == true)
        try await bench.done("DeleteSigningCertificate", bob + id)
        #expect(
            try await bench.call("DeleteSigningCertificate", bob + id).error
                == refusal(404, "NoSuchEntity", "The Certificate with id \(id[0].1) cannot be found.")
        )
    }

    // MARK: The world's file, and another start

    @Test("All of them can stand in the world's file, and are there after another start")
    func kept() async throws {
        let folder = try TemporaryFolder()
        let body = try certificate().split(separator: "\n").map { "            " + $0 }.joined(separator: "\n")
        let yaml = Bench.worldYAML.replacing(
            "      bob:\n",
            with: """
                      bob:
                        ssh_public_keys: ["\(Self.ssh) bob"]
                        service_specific_credentials: [codecommit.amazonaws.com, codecommit.amazonaws.com]
                        signing_certificates:
                          - |
                \(body)

                """
        )
        func view(_ bench: Bench) async throws -> [String] {
            var texts: [String] = []
            for list in ["ListSSHPublicKeys", "ListServiceSpecificCredentials", "ListSigningCertificates"] {
                texts.append(try await bench.call(list, bob).text)
            }
            return texts
        }
        let before: [String]
        do {
            let bench = try Bench(yaml, dataDirectory: folder.path)
            let list = try await bench.done("ListServiceSpecificCredentials", bob)?["ServiceSpecificCredentials"]
            #expect(list?.texts("ServiceUserName").sorted() == ["bob+1-at-123456789012", "bob-at-123456789012"])
            try await bench.done(
                "CreateServiceSpecificCredential",
                bob + [("ServiceName", "bedrock.amazonaws.com"), ("CredentialAgeDays", "7")]
            )
            before = try await view(bench)
            bench.emulator.close()
        }
        let bench = try Bench(yaml, dataDirectory: folder.path)
        #expect(try await view(bench) == before)
        #expect(before[0].contains("<SSHPublicKeyId>APKA") && before[2].contains("<CertificateBody>-----BEGIN"))
        bench.emulator.close()
    }

    @Test(
        "What the world's file has wrong of them is told",
        arguments: [
            ("ssh_public_keys: [x]", "is not an RSA key for SSH: it is neither ssh-rsa"),
            ("service_specific_credentials: [ecr.amazonaws.com]", "bedrock.amazonaws.com"),
            (
                "service_specific_credentials: [logs.amazonaws.com, logs.amazonaws.com, logs.amazonaws.com]",
                "a user has 2 credentials for logs.amazonaws.com at the most"
            ),
            ("signing_certificates: [x]", "not a certificate"),
        ]
    )
    func mistakes(key: String, sentence: String) throws {
        let yaml = Bench.worldYAML.replacing("      bob:\n", with: "      bob:\n        \(key)\n")
        let error = try #require(throws: WorldFileError.self) { try World.load(yaml: yaml, fileName: "w.yaml") }
        #expect(error.description.contains(sentence), "\(error)")
    }
}
