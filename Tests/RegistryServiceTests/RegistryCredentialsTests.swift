import Foundation
import RegistryService
import Testing

@Suite("What the registry is sent for credentials")
struct RegistryCredentialsTests {
    private func credentials(_ text: String) -> RegistryCredentials {
        RegistryCredentials(header: "Basic " + Data(text.utf8).base64EncodedString())
    }

    @Test("the name is AWS, and what follows the first colon is the password")
    func password() {
        #expect(credentials("AWS:secret:word") == .password("secret:word"))
    }

    @Test("no header, and a scheme that ECR has no server for, are no credentials", arguments: [nil, "Bearer token"])
    func absent(header: String?) {
        #expect(RegistryCredentials(header: header) == .absent)
    }

    @Test("neither name nor password, as skopeo sends it when it has none, is no credentials")
    func emptyPair() {
        #expect(credentials(":") == .absent)
    }

    @Test("another name, no colon and what is no base64 are something else than none")
    func malformed() {
        #expect(credentials("root:word") == .malformed)
        #expect(credentials("AWS") == .malformed)
        #expect(RegistryCredentials(header: "Basic %") == .malformed)
    }
}
