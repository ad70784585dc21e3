import CurlHTTP
import Glibc
import Synchronization
import TestSupport
import Testing

@Suite("Connections of the HTTP client")
struct ConnectionTests {
    private func get(_ url: String, over client: HTTPClient) async throws {
        _ = try await client.send(HTTPRequest(method: "GET", url: url + "/"))
    }

    @Test("serve one client's requests in turn, and no other client's")
    func keepAlive() async throws {
        let server = try FixtureServer()
        defer { server.stop() }
        let driver = CurlDriver()
        defer { driver.shutDown() }
        let first = HTTPClient(driver: driver, settings: TransportSettings())
        let second = HTTPClient(driver: driver, settings: TransportSettings())
        for client in [first, first, second, second, first] { try await get(server.url, over: client) }
        #expect(server.requests.map(\.connection) == [1, 1, 2, 2, 1])
    }

    @Test("are closed when the client is told so, which then makes new ones")
    func closeIdle() async throws {
        let server = try FixtureServer()
        defer { server.stop() }
        let driver = CurlDriver()
        defer { driver.shutDown() }
        let client = HTTPClient(driver: driver, settings: TransportSettings())
        try await get(server.url, over: client)
        client.closeIdle()
        #expect(await server.waits { $0.openConnections == 0 })
        try await get(server.url, over: client)
        #expect(server.requests.map(\.connection) == [1, 2])
    }

    @Test("are closed with their client, and with the driver")
    func lifetimes() async throws {
        let server = try FixtureServer()
        defer { server.stop() }
        let driver = CurlDriver()
        do {
            let client = HTTPClient(driver: driver, settings: TransportSettings())
            try await get(server.url, over: client)
        }
        #expect(await server.waits { $0.openConnections == 0 })
        let client = HTTPClient(driver: driver, settings: TransportSettings())
        try await get(server.url, over: client)
        driver.shutDown()
        #expect(await server.waits { $0.openConnections == 0 })
        let after = await result(of: HTTPRequest(method: "GET", url: server.url), over: client)
        #expect(failure(after)?.kind == .shutDown)
    }

    @Test("are made anew when the server closed the kept one")
    func staleConnection() async throws {
        let server = try FixtureServer { _ in .raw("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n") }
        defer { server.stop() }
        let driver = CurlDriver()
        defer { driver.shutDown() }
        let client = HTTPClient(driver: driver, settings: TransportSettings())
        for _ in 0..<5 { try await get(server.url, over: client) }
        #expect(server.requests.map(\.connection) == [1, 2, 3, 4, 5])
    }

    @Test("carry the requests of 200 clients at once, within the driver's limits")
    func manyClients() async throws {
        let busy = Mutex((now: 0, most: 0))
        let server = try FixtureServer { request in
            busy.withLock { busy in
                busy.now += 1
                busy.most = max(busy.most, busy.now)
            }
            defer { busy.withLock { $0.now -= 1 } }
            return .response(200, body: request.target)
        }
        defer { server.stop() }
        let driver = CurlDriver(transferLimit: 24, idleLimit: 8)
        defer { driver.shutDown() }
        let clients = (0..<200).map { _ in HTTPClient(driver: driver, settings: TransportSettings()) }
        let bodies = try await withThrowingTaskGroup(of: (Int, [UInt8]).self) { group in
            for (index, client) in clients.enumerated() {
                group.addTask {
                    let request = HTTPRequest(method: "GET", url: "\(server.url)/\(index)")
                    return (index, try await client.send(request).body)
                }
            }
            return try await group.reduce(into: [Int: [UInt8]]()) { $0[$1.0] = $1.1 }
        }
        #expect(bodies.count == 200)
        #expect(bodies.allSatisfy { $0.value == Array("/\($0.key)".utf8) })
        #expect(busy.withLock { $0.most } <= 24)
        #expect(await server.waits { $0.openConnections <= 8 })
        withExtendedLifetime(clients) {}
    }

    @Test("end with the task that waits for them", arguments: [true, false])
    func cancellation(_ waitsForRequest: Bool) async throws {
        let server = try FixtureServer { _ in .silence }
        defer { server.stop() }
        let driver = CurlDriver()
        defer { driver.shutDown() }
        let client = HTTPClient(driver: driver, settings: TransportSettings())
        let task = Task { await result(of: HTTPRequest(method: "GET", url: server.url), over: client) }
        if waitsForRequest { #expect(await server.waits { !$0.requests.isEmpty }) }
        task.cancel()
        #expect(failure(await task.value)?.kind == .cancelled)
        #expect(await server.waits { $0.openConnections == 0 })
    }

    @Test("leave no request without an answer when the driver is shut down")
    func shutDownUnderWay() async throws {
        let server = try FixtureServer { _ in .silence }
        defer { server.stop() }
        let driver = CurlDriver(transferLimit: 3)
        let client = HTTPClient(driver: driver, settings: TransportSettings())
        let tasks = (0..<8).map { _ in
            Task { await result(of: HTTPRequest(method: "GET", url: server.url), over: client) }
        }
        #expect(await server.waits { $0.requests.count == 3 })
        driver.shutDown()
        for task in tasks { #expect(failure(await task.value)?.kind == .shutDown) }
    }

    @Test("of a driver that nobody holds any more are closed by themselves")
    func forgottenDriver() async throws {
        let server = try FixtureServer()
        defer { server.stop() }
        do {
            let client = HTTPClient(driver: CurlDriver(), settings: TransportSettings())
            try await get(server.url, over: client)
        }
        #expect(await server.waits { $0.openConnections == 0 })
    }

    @Test("leave a process of 200 clients with three hosts each far below 1,024 descriptors")
    func descriptors() async throws {
        let servers = try (0..<3).map { _ in try FixtureServer() }
        defer { servers.forEach { $0.stop() } }
        let ports = servers.map(\.port)
        await #expect(processExitsWith: .success) { [ports = ports as [Int]] in
            func open() -> Int { (0..<1_024).count { fcntl($0, F_GETFD) != -1 } }
            let before = open()
            let driver = CurlDriver(transferLimit: 64, idleLimit: 32)
            let clients = (0..<200).map { _ in HTTPClient(driver: driver, settings: TransportSettings()) }
            let outcomes = await withTaskGroup(of: (open: Int, error: TransportError?).self) { group in
                for client in clients {
                    for port in ports {
                        group.addTask {
                            let request = HTTPRequest(method: "GET", url: "http://127.0.0.1:\(port)/")
                            let error = failure(await result(of: request, over: client))
                            return (open(), error)
                        }
                    }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
            #expect(outcomes.compactMap(\.error) == [])
            let most = outcomes.map(\.open).max() ?? 0
            // A few more for the driver itself, and for what the test library opens.
            #expect(most <= before + 2 * 64 + 32 + 16)
            #expect(open() <= before + 32 + 16)
            for client in clients { client.closeIdle() }
            driver.shutDown()
            #expect(open() <= before + 4)
        }
    }
}
