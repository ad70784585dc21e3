import Synchronization

/// Sends requests with one set of settings over connections of its own.
///
/// Up to two connections are kept for later requests of this client; they never serve another. They are closed by
/// ``closeIdle()``, when the client goes, and, the longest unused first, when the driver holds too many.
package final class HTTPClient: Sendable {
    package let settings: TransportSettings
    private let driver: CurlDriver
    private let id: ClientID

    package init(driver: CurlDriver, settings: TransportSettings) {
        self.driver = driver
        self.settings = settings
        id = driver.newClientID()
    }

    deinit { driver.closeConnections(of: id) }

    /// Sends a request and waits for the whole answer. Cancelling the task ends the exchange.
    package func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
        try await driver.send(request, with: settings, for: id)
    }

    /// Closes the connections that are not in use now, and those in use once they are idle.
    package func closeIdle() {
        driver.closeConnections(of: id)
    }
}

/// One client for each set of settings, made when it is first asked for.
package final class HTTPClientPool: Sendable {
    private let driver: CurlDriver
    private let clients = Mutex<[TransportSettings: HTTPClient]>([:])

    package init(driver: CurlDriver) {
        self.driver = driver
    }

    package func client(with settings: TransportSettings) -> HTTPClient {
        clients.withLock { clients in
            if let client = clients[settings] { return client }
            let client = HTTPClient(driver: driver, settings: settings)
            clients[settings] = client
            return client
        }
    }

    /// Closes the connections that no request uses.
    package func closeIdle() {
        for client in clients.withLock({ Array($0.values) }) { client.closeIdle() }
    }
}
