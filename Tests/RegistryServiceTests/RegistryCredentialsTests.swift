import Foundation
import RegistryService
import Testing

@Suite("What the registry is sent for credentials")
struct RegistryCredentialsTests {
    private func credentials(_ text: String) -> RegistryAuthorization {
        RegistryAuthorization(header: "Basic " + Data(text.utf8).base64EncodedString())
    }

    @Test("the name is AWS, and what follows the first colon is the password")
    func password() {
        #expect(credentials("AWS:secret:word") == .password("secret:word"))
    }

    @Test("no header, and a scheme that ECR has no server for, are no credentials", arguments: [nil, "Bearer token"])
    func absent(header: String?) {
        #expect(RegistryAuthorization(header: header) == .absent)
    }

    @Test("neither name nor password, as skopeo sends it when it has none, is not a credentials")
    func emptyPair() {
        #expect(credentials(":") == .absent)
    }

    @Test("another name, no colon and what is not a base64 are something else than none")
    func malformed() {
        #expect(credentials("root:word") == .malformed)
        #expect(credentials("AWS") == .malformed)
        #expect(RegistryAuthorization(header: "Basic %") == .malformed)
    }

    @Test("base64 has the padding that it needs: neither more nor less, and only at its end")
    func padding() {
        // "AWS:ab", "AWS:a" and "AWS:" need none, one and two.
        for (text, password) in [("QVdTOmFi", "ab"), ("QVdTOmE=", "a"), ("QVdTOg==", "")] {
            #expect(RegistryAuthorization(header: "Basic " + text) == .password(password))
            #expect(RegistryAuthorization(header: "Basic  \(text) ") == .password(password))
            for surplus in ["=", "==", "===", "====", "========"] {
                #expect(RegistryAuthorization(header: "Basic " + text + surplus) == .malformed, "\(text)\(surplus)")
            }
            #expect(RegistryAuthorization(header: "Basic =" + text) == .malformed)
        }
        for text in ["QVdTOmE", "QVdTOg", "QVdTOg=", "QVdT=OmE", "QVdTOmF=", "QVdT OmFi", "QVdTOmFi\n", "QVdTOmF-"] {
            #expect(RegistryAuthorization(header: "Basic " + text) == .malformed, "\(text)")
        }
        #expect(RegistryAuthorization(header: "Basic Og==") == .absent)
        #expect(RegistryAuthorization(header: "Basic Og====") == .malformed)
    }
}
