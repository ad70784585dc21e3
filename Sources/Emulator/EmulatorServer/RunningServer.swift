import NIOCore

/// A server that listens.
package struct RunningServer: Sendable {
    /// The port that it listens on.
    package let port: Int

    private let listener: any Channel
    private let connections: ConnectionRegistry

    init(listener: any Channel, port: Int, connections: ConnectionRegistry) {
        self.listener = listener
        self.port = port
        self.connections = connections
    }

    /// Closes the listener and every connection, and waits until they are closed and every answer that was being worked
    /// out is done. To stop twice does nothing more.
    package func stop() async {
        // It fails only where the listener is closed already.
        try? await listener.close()
        await connections.closeAll()
    }
}
