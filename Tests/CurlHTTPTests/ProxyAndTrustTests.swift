import CCurl
import CurlHTTP
import Glibc
import TestSupport
import Testing

@Suite("Proxy and trust of the HTTP client")
struct ProxyAndTrustTests {
    private func send(_ url: String, _ settings: TransportSettings) async -> Result<HTTPResponse, TransportError> {
        let driver = CurlDriver()
        defer { driver.shutDown() }
        return await result(
            of: HTTPRequest(method: "GET", url: url),
            over: HTTPClient(driver: driver, settings: settings)
        )
    }

    @Test("sends requests for http to the proxy, but not to the hosts that are excepted")
    func httpProxy() async throws {
        let proxy = try FixtureServer { _ in .response(200, body: "proxy") }
        defer { proxy.stop() }
        let server = try FixtureServer { _ in .response(200, body: "server") }
        defer { server.stop() }
        let proxied = await send(server.url + "/x", TransportSettings(proxy: proxy.url))
        #expect(try proxied.get().body == Array("proxy".utf8))
        #expect(proxy.requests.map(\.target) == [server.url + "/x"])
        for exception in ["127.0.0.1", "*", "example.com, 127.0.0.1"] {
            let direct = await send(server.url, TransportSettings(proxy: proxy.url, noProxy: exception))
            #expect(try direct.get().body == Array("server".utf8))
        }
    }

    @Test("says with which status a proxy refused a tunnel, and not with which password it was asked")
    func refusedTunnel() async throws {
        let proxy = try FixtureServer { _ in .response(403, body: "no") }
        defer { proxy.stop() }
        let address = "http://user:hunter2@127.0.0.1:\(proxy.port)"
        let error = failure(await send("https://sts.us-east-1.amazonaws.com/", TransportSettings(proxy: address)))
        #expect(error?.kind == .proxyRefused(status: 403))
        #expect(proxy.requests.map(\.method) == ["CONNECT"])
        #expect(proxy.requests.map(\.target) == ["sts.us-east-1.amazonaws.com:443"])
        #expect(error?.description.contains("hunter2") == false)
        #expect(error?.proxy == "http://127.0.0.1:\(proxy.port)")
    }

    @Test("tells a proxy that is not there from a host that is not there")
    func deadProxy() async throws {
        let (dead, other) = (try ClosedPort(), try ClosedPort())
        let throughProxy = await send("http://example.invalid/", TransportSettings(proxy: dead.url))
        #expect(failure(throughProxy)?.kind == .proxy)
        let direct = await send(other.url, TransportSettings(proxy: dead.url, noProxy: "127.0.0.1"))
        #expect(failure(direct)?.kind == .connect)
    }

    @Test("trusts the named bundle alone")
    func trust() async throws {
        let server = try FixtureServer()
        defer { server.stop() }
        let front = try await TLSFront.start(to: server)
        defer { front.stop() }
        let other = try await TLSFront.start(to: server)
        defer { other.stop() }
        let url = "https://localhost:\(front.port)/"
        #expect(try await send(url, TransportSettings(caBundle: front.certificate)).get().status == 200)
        #expect(failure(await send(url, TransportSettings()))?.kind == .tls)
        #expect(failure(await send(url, TransportSettings(caBundle: other.certificate)))?.kind == .tls)
        #expect(failure(await send(url, TransportSettings(caBundle: "/nowhere.pem")))?.kind == .tls)
    }

    @Test("takes nothing from the process's environment")
    func poisonedEnvironment() async throws {
        let server = try FixtureServer { _ in .response(200, body: "server") }
        defer { server.stop() }
        let front = try await TLSFront.start(to: server)
        defer { front.stop() }
        let (port, secure, certificate) = (server.port, front.port, front.certificate)
        await #expect(processExitsWith: .success) {
            [port = port as Int, secure = secure as Int, certificate = certificate as String] in
            // This process has just begun, and nothing in it asked libcurl for anything yet.
            for name in ["http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"] {
                setenv(name, "http://127.0.0.1:1", 1)
            }
            for name in ["SSL_CERT_FILE", "SSL_CERT_DIR", "CURL_CA_BUNDLE"] { setenv(name, "/nowhere", 1) }
            let url = "http://127.0.0.1:\(port)/"

            // The variables do lead libcurl astray where nothing is set.
            let handle = try #require(curl_easy_init())
            drydock_curl_set_text(handle, CURLOPT_URL, url)
            drydock_curl_set_long(handle, CURLOPT_NOBODY, 1)
            #expect(curl_easy_perform(handle) == CURLE_COULDNT_CONNECT)
            curl_easy_cleanup(handle)

            let driver = CurlDriver()
            let plain = HTTPClient(driver: driver, settings: TransportSettings())
            #expect(try await plain.send(HTTPRequest(method: "GET", url: url)).status == 200)
            let trusting = HTTPClient(driver: driver, settings: TransportSettings(caBundle: certificate))
            let https = HTTPRequest(method: "GET", url: "https://localhost:\(secure)/")
            #expect(try await trusting.send(https).status == 200)

            setenv("no_proxy", "*", 1)
            setenv("NO_PROXY", "*", 1)
            let proxied = HTTPClient(driver: driver, settings: TransportSettings(proxy: "http://127.0.0.1:\(port)"))
            let elsewhere = HTTPRequest(method: "GET", url: "http://example.invalid/")
            #expect(try await proxied.send(elsewhere).body == Array("server".utf8))
            driver.shutDown()
        }
        #expect(server.requests.map(\.target) == ["/", "/", "http://example.invalid/"])
    }
}
