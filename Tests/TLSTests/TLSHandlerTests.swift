import COpenSSL
import NIOCore
import NIOEmbedded
import TLS
import Testing

@Suite("TLS on a connection")
struct TLSHandlerTests {
    private static let versions = [TLS1_2_VERSION, TLS1_3_VERSION]

    @Test(
        "Both versions are spoken, and bytes go both ways, in pieces of any size",
        arguments: versions,
        [1, 7, 5_000]
    )
    func bothWays(_ version: Int32, _ size: Int) throws {
        let pair = try TLSPair(TLSClient(version))
        while try !pair.client.handshake() { #expect(try pair.carry(size: size) > 0) }
        try pair.carry(size: size)
        let question = (0..<70_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        try pair.client.write(question)
        try pair.carry(size: size)
        #expect(try pair.plaintext() == question)
        let answer = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* 17) }
        let isSent = pair.channel.writeAndFlush(ByteBuffer(bytes: answer))
        try pair.carry()
        try isSent.wait()
        let read = try pair.client.read()
        #expect(read.bytes == answer && !read.isEnd)
        #expect(pair.client.peerNames.count == 2 && pair.events.errors.isEmpty)
    }

    @Test("What is written during the handshake goes out after it, in its order")
    func early() throws {
        let pair = try TLSPair(TLSClient())
        let writes = ["one ", "", "two ", "three"].map { pair.channel.writeAndFlush(ByteBuffer(string: $0)) }
        #expect(try pair.sent().isEmpty)
        try pair.agree()
        for write in writes { try write.wait() }
        #expect(try String(decoding: pair.client.read().bytes, as: UTF8.self) == "one two three")
    }

    @Test("What is not flushed does not go out")
    func flush() throws {
        let pair = try TLSPair.agreed(TLS1_3_VERSION)
        _ = try pair.client.read()
        pair.channel.write(ByteBuffer(string: "later"), promise: nil)
        #expect(try pair.carry() == 0)
        pair.channel.flush()
        try pair.carry()
        #expect(try String(decoding: pair.client.read().bytes, as: UTF8.self) == "later")
    }

    @Test(
        "Of the protocols that a client offers HTTP/1.1 is chosen, and none where it is not among them",
        arguments: [
            ([2, 104, 50, 8] + Array("http/1.1".utf8), "http/1.1"), ([2, 104, 50], nil), ([], nil),
        ] as [([UInt8], String?)]
    )
    func protocols(_ offered: [UInt8], _ chosen: String?) throws {
        let pair = try TLSPair(TLSClient(TLS1_3_VERSION, protocols: offered))
        try pair.agree()
        #expect(pair.client.chosenProtocol == chosen)
        #expect(pair.events.errors.isEmpty)
    }

    @Test("Older versions are refused with an alert", arguments: [TLS1_VERSION, TLS1_1_VERSION])
    func oldVersions(_ version: Int32) throws {
        let pair = try TLSPair(TLSClient(version))
        #expect(throws: TLSClient.Failure(reason: "tlsv1 alert protocol version")) { try pair.agree() }
        #expect(pair.events.errors.count == 1)
    }

    @Test("Renegotiation is refused")
    func renegotiation() throws {
        let pair = try TLSPair.agreed(TLS1_2_VERSION)
        #expect(SSL_renegotiate(pair.client.session) == 1)
        _ = try? pair.client.handshake()
        let request = pair.client.output()
        #expect(!request.isEmpty)
        try pair.send(request)
        // An alert of level warning, no_renegotiation, is encrypted: what tells is that no handshake follows.
        pair.client.receive(try pair.sent())
        #expect(throws: TLSClient.Failure.self) { _ = try pair.client.handshake() }
        #expect(try pair.plaintext().isEmpty)
    }

    @Test("A renewed key is taken, and answered", arguments: [SSL_KEY_UPDATE_NOT_REQUESTED, SSL_KEY_UPDATE_REQUESTED])
    func keyUpdate(_ kind: Int32) throws {
        let pair = try TLSPair.agreed(TLS1_3_VERSION)
        _ = try pair.client.read()
        #expect(SSL_key_update(pair.client.session, kind) == 1)
        try pair.client.write(Array("renewed".utf8))
        try pair.carry()
        #expect(try pair.plaintext() == Array("renewed".utf8))
        pair.channel.writeAndFlush(ByteBuffer(string: "yes"), promise: nil)
        try pair.carry()
        #expect(try pair.client.read().bytes == Array("yes".utf8))
    }

    @Test("A client that ends TLS has ended its input, and still gets its answer", arguments: versions)
    func clientEnds(_ version: Int32) throws {
        let pair = try TLSPair.agreed(version)
        try pair.client.write(Array("last".utf8))
        SSL_shutdown(pair.client.session)
        try pair.carry()
        #expect(try pair.plaintext() == Array("last".utf8))
        #expect(pair.events.isInputClosed && pair.events.errors.isEmpty)
        pair.channel.writeAndFlush(ByteBuffer(string: "answer"), promise: nil)
        pair.client.receive(try pair.sent())
        #expect(try pair.client.read().bytes == Array("answer".utf8))
    }

    @Test("A connection that is closed says so in TLS, and what was not flushed fails", arguments: versions)
    func close(_ version: Int32) throws {
        let pair = try TLSPair.agreed(version)
        pair.channel.writeAndFlush(ByteBuffer(string: "sent"), promise: nil)
        let unsent = pair.channel.write(ByteBuffer(string: "unsent"))
        pair.channel.close(promise: nil)
        pair.client.receive(try pair.sent())
        let read = try pair.client.read()
        #expect(read.bytes == Array("sent".utf8) && read.isEnd)
        #expect(throws: ChannelError.self) { try unsent.wait() }
    }

    @Test("After the end of its output a server still reads", arguments: versions)
    func outputEnds(_ version: Int32) throws {
        let pair = try TLSPair.agreed(version)
        _ = try pair.client.read()
        pair.channel.close(mode: .output, promise: nil)
        pair.client.receive(try pair.sent())
        #expect(try pair.client.read().isEnd)
        #expect(throws: ChannelError.self) { try pair.channel.writeAndFlush(ByteBuffer(string: "late")).wait() }
        try pair.client.write(Array("still there".utf8))
        try pair.send(pair.client.output())
        #expect(try pair.plaintext() == Array("still there".utf8))
    }

    @Test(
        "A client that ends its input in the handshake is an error",
        arguments: [[0x16, 3, 1, 0, 1, 0x78], [0x16, 3, 1]]
    )
    func endsInHandshake(_ bytes: [UInt8]) throws {
        let pair = try TLSPair(TLSClient())
        try pair.send(bytes)
        let waiting = pair.channel.writeAndFlush(ByteBuffer(string: "x"))
        #expect(try pair.sent().isEmpty && pair.events.errors.isEmpty)
        pair.channel.pipeline.fireUserInboundEventTriggered(ChannelEvent.inputClosed)
        #expect(pair.events.errors.count == 1)
        #expect(throws: TLSError.self) { try waiting.wait() }
    }

    @Test("One that ends its connection after it without a word has ended its input")
    func endsWithoutAWord() throws {
        let pair = try TLSPair.agreed(TLS1_3_VERSION)
        pair.channel.pipeline.fireUserInboundEventTriggered(ChannelEvent.inputClosed)
        #expect(pair.events.isInputClosed && pair.events.errors.isEmpty)
    }

    @Test("A connection that breaks off in the handshake fails what waits for it")
    func breaksOff() throws {
        let pair = try TLSPair(TLSClient())
        _ = try pair.client.handshake()
        try pair.send(Array(pair.client.output().prefix(40)))
        let waiting = pair.channel.writeAndFlush(ByteBuffer(string: "x"))
        pair.channel.pipeline.fireChannelInactive()
        #expect(throws: ChannelError.self) { try waiting.wait() }
    }

    @Test(
        "A ClientHello with any byte changed is agreed with, waited for or refused, and nothing is read",
        arguments: versions
    )
    func changedHello(_ version: Int32) throws {
        let client = try TLSClient(version)
        _ = try client.handshake()
        let hello = client.output()
        for place in hello.indices {
            for change: UInt8 in [0x01, 0x80, 0xFF] {
                var bytes = hello
                bytes[place] ^= change
                let pair = try TLSPair(client)
                try pair.send(bytes)
                let answer = try pair.sent()
                let plaintext = try pair.plaintext()
                #expect(plaintext.isEmpty)
                // An alert where it was refused (RFC 8446, 6): after that nothing more is said.
                if let error = pair.events.errors.first {
                    #expect(error is TLSError && pair.events.errors.count == 1)
                    try pair.send(hello)
                    #expect(try pair.sent().isEmpty && pair.events.errors.count == 1)
                } else {
                    #expect(answer.isEmpty || answer[0] == 0x16)
                }
            }
        }
    }

    @Test("A changed byte in what is encrypted ends the connection with an alert", arguments: versions)
    func changedRecord(_ version: Int32) throws {
        let pair = try TLSPair.agreed(version)
        _ = try pair.client.read()
        try pair.client.write(Array("secret".utf8))
        var record = pair.client.output()
        record[record.count - 1] ^= 1
        try pair.send(record)
        #expect(try pair.plaintext().isEmpty)
        #expect(pair.events.errors.count == 1)
        pair.client.receive(try pair.sent())
        #expect(throws: TLSClient.Failure.self) { try pair.client.read() }
    }

    @Test("A key that is not the certificate's, and text that is neither, are refused with a reason")
    func settings() throws {
        let (first, second) = (try TLSLeaf(), try TLSLeaf())
        for (certificate, key) in [
            (first.certificate, second.key), ("", first.key), (first.certificate, ""), ("nonsense", "nonsense"),
        ] {
            let error = #expect(throws: TLSError.self) {
                try TLSContext(certificatePEM: certificate, privateKeyPEM: key)
            }
            #expect(error?.description.hasPrefix("libssl could not ") == true)
        }
    }
}
