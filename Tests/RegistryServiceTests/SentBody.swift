import RegistryService
import Storage
import Synchronization

/// The body of a request.
enum SentBody {
    /// In one piece, its length announced.
    case bytes([UInt8])
    /// In pieces, its length not announced.
    case streamed([[UInt8]])
    /// Pieces after which the client is gone. The length is what was announced.
    case brokenOff([[UInt8]], announced: Int?)
    /// A beginning, and an end that waits.
    case held(HeldBody)

    /// As a manifest's bytes come.
    var whole: [UInt8] {
        if case .bytes(let bytes) = self { bytes } else { [] }
    }

    var announcedLength: Int? {
        switch self {
        case .bytes(let bytes): bytes.count
        case .brokenOff(_, let announced): announced
        case .streamed, .held: nil
        }
    }

    var pieces: any PieceStream {
        switch self {
        case .bytes(let bytes): GivenPieces(bytes.isEmpty ? [] : [bytes], breaksOff: false)
        case .streamed(let pieces): GivenPieces(pieces, breaksOff: false)
        case .brokenOff(let pieces, _): GivenPieces(pieces, breaksOff: true)
        case .held(let body): body
        }
    }
}

/// Pieces that are there.
private final class GivenPieces: PieceStream {
    struct ClientGone: Error {}

    private let rest: Mutex<ArraySlice<[UInt8]>>
    private let breaksOff: Bool

    init(_ pieces: [[UInt8]], breaksOff: Bool) {
        rest = Mutex(pieces[...])
        self.breaksOff = breaksOff
    }

    func next() async throws -> (any BytePiece)? {
        if let piece = rest.withLock({ $0.popFirst() }) { return piece }
        if breaksOff { throw ClientGone() }
        return nil
    }
}

/// A body of which no more than its beginning comes before the test says so.
final class HeldBody: PieceStream {
    private let first: Mutex<[UInt8]?>
    private let rest: Mutex<[UInt8]?>
    private let arrived = AsyncStream<Void>.makeStream()
    private let released = AsyncStream<Void>.makeStream()

    init(_ piece: [UInt8], then rest: [UInt8]? = nil) {
        first = Mutex(piece)
        self.rest = Mutex(rest)
    }

    func next() async throws -> (any BytePiece)? {
        if let piece = Self.take(first) { return piece }
        arrived.continuation.finish()
        for await _ in released.stream {}
        return Self.take(rest)
    }

    private static func take(_ piece: borrowing Mutex<[UInt8]?>) -> [UInt8]? {
        piece.withLock { piece in
            defer { piece = nil }
            return piece
        }
    }

    /// Returns once the beginning was taken.
    func taken() async { for await _ in arrived.stream {} }

    /// Lets the rest come.
    func end() { released.continuation.finish() }
}
