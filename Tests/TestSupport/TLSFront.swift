import Foundation

/// TLS before a ``FixtureServer``: it takes TLS connections and passes their content on.
package final class TLSFront: Sendable {
    package let port: Int
    /// The path of the PEM file with the certificate, for `localhost` and `127.0.0.1`, which is its own authority.
    package let certificate: String
    private let folder: TemporaryFolder
    private let program: PythonProgram

    /// Makes a certificate and takes connections for `server`.
    package static func start(to server: FixtureServer) async throws -> TLSFront {
        try await onOwnThread { try TLSFront(to: server) }
    }

    private init(to server: FixtureServer) throws {
        folder = try TemporaryFolder()
        certificate = folder["certificate.pem"]
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [
            "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
            "-keyout", folder["key.pem"], "-out", certificate, "-days", "2", "-subj", "/CN=fixture",
            "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1",
        ]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        program = try PythonProgram(
            TLSFront.source,
            arguments: [certificate, folder["key.pem"], String(server.port)]
        )
        guard let port = Int(program.firstLine) else {
            throw PythonProgram.Failure(description: "the TLS front did not start")
        }
        self.port = port
    }

    package func stop() { program.stop() }

    private static let source = """
        import socket, ssl, sys, threading

        certificate, key, port = sys.argv[1], sys.argv[2], int(sys.argv[3])
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)

        def pump(source, sink):
            try:
                while data := source.recv(65536):
                    sink.sendall(data)
            except OSError:
                pass
            for end in (source, sink):
                try:
                    end.shutdown(socket.SHUT_RDWR)
                except OSError:
                    pass

        def serve(client):
            try:
                client = context.wrap_socket(client, server_side=True)
                server = socket.create_connection(("127.0.0.1", port))
            except OSError:
                client.close()
                return
            threading.Thread(target=pump, args=(client, server), daemon=True).start()
            pump(server, client)

        def accept():
            while True:
                client, _ = listener.accept()
                threading.Thread(target=serve, args=(client,), daemon=True).start()

        listener = socket.create_server(("127.0.0.1", 0))
        print(listener.getsockname()[1], flush=True)
        threading.Thread(target=accept, daemon=True).start()
        sys.stdin.read()
        """
}
