package import NIOCore
import Synchronization

/// How a server takes the body of a request.
package enum BodyHandling: Sendable, Equatable {
    /// Whole, before the request is answered; a body of more bytes is refused.
    case collected(limit: Int)
    /// Piece by piece while the request is being answered, however long it is.
    case streamed
}

/// A request's body that comes piece by piece. One reader at a time asks for the pieces.
package protocol BodyStream: Sendable {
    /// The bytes that the body will have; nil where the client does not say beforehand.
    var announcedLength: Int? { get }

    /// Whether it is known by now that the rest will not come.
    var isInterrupted: Bool { get }

    /// The next piece; nil once all has come. The client is held back as long as nobody asks.
    ///
    /// - Throws: ``BodyInterrupted`` where the rest will not come.
    func next() async throws(BodyInterrupted) -> ByteBuffer?
}

extension BodyStream {
    package var isInterrupted: Bool { false }
}

/// The client went away, or broke the protocol, within a body.
package struct BodyInterrupted: Error, Sendable, Equatable {
    package init() {}
}

/// A body whose pieces are there already: what tests and callers in this process send.
package final class GivenBody: BodyStream {
    package let announcedLength: Int?
    private let rest: Mutex<ArraySlice<ByteBuffer>>
    private let isCutOff: Bool

    package var isInterrupted: Bool { isCutOff && rest.withLock(\.isEmpty) }

    /// - Parameter isCutOff: whether the client goes away after the last piece.
    package init(_ pieces: [ByteBuffer], announcedLength: Int? = nil, isCutOff: Bool = false) {
        self.announcedLength = announcedLength
        self.isCutOff = isCutOff
        rest = Mutex(pieces[...])
    }

    package func next() async throws(BodyInterrupted) -> ByteBuffer? {
        if let piece = rest.withLock({ $0.popFirst() }) { return piece }
        if isCutOff { throw BodyInterrupted() }
        return nil
    }
}
