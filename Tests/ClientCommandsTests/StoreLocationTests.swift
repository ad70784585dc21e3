import AWSClient
import ClientStore
import CurlHTTP
import Determinism
import Testing

@testable import ClientCommands

@Suite("The client's store")
struct StoreLocationTests {
    @Test(
        "is durable outside of scenarios",
        arguments: [([:], true), (["DRYDOCK_SANDBOX": "/sandbox.json"], false)] as [([String: String], Bool)]
    )
    func durability(_ variables: [String: String], _ isDurable: Bool) {
        let driver = CurlDriver()
        defer { driver.shutDown() }
        let environment = ClientEnvironment(
            variables: variables,
            home: "/home",
            workingDirectory: "/home",
            clock: .running(),
            randomness: .system(),
            http: driver
        )
        #expect(environment.storeLocation.isDurable == isDurable)
        #expect(environment.storeLocation.path == "/home/.local/share/drydock/zenml/store.db")
    }
}
