import AWSCore
import CertificateAuthority
import Testing

@Suite("Permitted names")
struct PermittedNamesTests {
    @Test("every suffix of every partition is permitted", arguments: Partition.all)
    func partitions(_ partition: Partition) throws {
        let suffixes = [partition.suffix, partition.dualStackSuffix, partition.dualStackRegistrySuffix].compactMap(
            \.self
        )
        for suffix in suffixes {
            let host = try #require(LeafHost("some.service." + suffix))
            #expect(PermittedNames.standard.permits(host), "\(suffix)")
        }
    }

    @Test(
        "nothing but AWS's names and localhost is permitted",
        arguments: [
            "example.com", "amazonaws.com.example.com", "notamazonaws.com", "aws", "com", "amazonaws.com.evil",
            "ecr.aws", "localhost.example.com", "registry-1.docker.io",
        ]
    )
    func others(_ name: String) throws {
        let host = try #require(LeafHost(name))
        #expect(!PermittedNames.standard.permits(host))
    }

    @Test(
        "what is not a host name is not a host",
        arguments: [
            "", ".", "a..b", "sts.amazonaws.com.", "*.amazonaws.com", "-a.amazonaws.com", "a-.amazonaws.com",
            "sts.amazonaws.com,DNS:example.com", "sts.amazonaws.com\n", "a b.amazonaws.com",
            "b\u{fc}cher.amazonaws.com",
            "10.0.0.1", "::2", "[::1]", "sts.amazonaws.com:443", String(repeating: "a.", count: 130) + "amazonaws.com",
            String(repeating: "a", count: 64) + ".amazonaws.com",
        ]
    )
    func malformed(_ name: String) {
        #expect(LeafHost(name) == nil)
    }

    @Test(
        "localhost and the loopback addresses are one host",
        arguments: ["localhost", "LOCALHOST", "127.0.0.1", "::1"]
    )
    func loopback(_ name: String) {
        #expect(LeafHost(name) == .loopback)
    }
}
