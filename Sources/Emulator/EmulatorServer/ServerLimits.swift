package import NIOCore

/// How long and how much the server waits for a client.
package struct ServerLimits: Sendable {
    /// From the start of a connection, or from the first bytes of a further request, to the end of a request's head.
    package var head: TimeAmount
    /// A connection on which no byte moves for this long is closed, unless an answer is being worked out.
    package var idle: TimeAmount
    /// How long what a refused client still sends is read and dropped, so that it gets to read why.
    package var linger: TimeAmount
    /// The most bytes of one header line; the request's target counts as one.
    package var headerLineSize: Int
    /// The most bytes of all header lines of a request, the target included.
    package var headerSize: Int
    /// The most header lines of a request.
    package var headerCount: Int
    /// A request whose body has more bytes than this, or whose target or a line of its header has more than a quarter of
    /// it, is worked on by another thread than that of its connection, which other connections share.
    package var quickSize: Int

    package init(
        head: TimeAmount = .seconds(30),
        idle: TimeAmount = .seconds(120),
        linger: TimeAmount = .seconds(2),
        headerLineSize: Int = 64 * 1_024,
        headerSize: Int = 256 * 1_024,
        headerCount: Int = 200,
        quickSize: Int = 64 * 1_024
    ) {
        self.head = head
        self.idle = idle
        self.linger = linger
        self.headerLineSize = headerLineSize
        self.headerSize = headerSize
        self.headerCount = headerCount
        self.quickSize = quickSize
    }
}
