import AWSCore
import Foundation

/// Writes values one after the other: numbers from their highest byte on, texts and lists after their length.
struct ByteWriter {
    private(set) var bytes: [UInt8] = []

    mutating func write(_ byte: UInt8) { bytes.append(byte) }
    mutating func write(_ more: some Sequence<UInt8>) { bytes.append(contentsOf: more) }

    mutating func write(_ number: UInt32) { withUnsafeBytes(of: number.bigEndian) { bytes.append(contentsOf: $0) } }
    mutating func write(_ number: UInt64) { withUnsafeBytes(of: number.bigEndian) { bytes.append(contentsOf: $0) } }

    mutating func write(_ text: String) {
        write(UInt32(clamping: text.utf8.count))
        bytes.append(contentsOf: text.utf8)
    }

    mutating func write(_ date: Date) { write(date.timeIntervalSince1970.bitPattern) }

    mutating func write(_ token: RegistryToken) {
        write(UInt64(clamping: token.epoch))
        write(UInt64(clamping: token.generation))
        write(token.issuedAt)
        write(token.expiresAt)
        write(token.account.value)
        write(token.region.name)
        write(token.uniqueID)
        write(token.session?.value ?? "")
        write(token.principal)
    }

    private mutating func write(_ principal: Principal) {
        switch principal {
        case .root(let account):
            write(UInt8(0))
            write(account.value)
        case .user(let account, let name):
            write(UInt8(1))
            write(account.value)
            write(name)
        case .roleSession(let account, let role, let session):
            write(UInt8(2))
            write(account.value)
            write(role)
            write(session)
        case .federatedUser(let account, let name, let issuer):
            write(UInt8(3))
            write(account.value)
            write(name)
            write(issuer)
        }
    }
}

/// Reads what a ``ByteWriter`` has written. Every reading is nil where the bytes do not reach or mean nothing.
struct ByteReader {
    private var rest: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) {
        rest = bytes
    }

    mutating func bytes(_ count: Int) -> [UInt8]? {
        guard count >= 0, rest.count >= count else { return nil }
        defer { rest = rest.dropFirst(count) }
        return Array(rest.prefix(count))
    }

    mutating func byte() -> UInt8? { rest.popFirst() }

    mutating func uint32() -> UInt32? { bytes(4)?.reduce(0) { $0 << 8 | UInt32($1) } }

    mutating func uint64() -> UInt64? { bytes(8)?.reduce(0) { $0 << 8 | UInt64($1) } }

    mutating func text() -> String? {
        guard let count = uint32(), let bytes = bytes(Int(count)) else { return nil }
        return String(validating: bytes, as: UTF8.self)
    }

    mutating func date() -> Date? { uint64().map { Date(timeIntervalSince1970: Double(bitPattern: $0)) } }

    mutating func token() -> RegistryToken? {
        guard let epoch = uint64().flatMap(Int.init(exactly:)), let generation = uint64().flatMap(Int.init(exactly:)),
            let issuedAt = date(), let expiresAt = date(), let account = account(),
            let region = text().flatMap({ Region(kept: $0) }), let uniqueID = text(), let session = text(),
            let principal = principal(), rest.isEmpty
        else { return nil }
        return RegistryToken(
            principal: principal,
            uniqueID: uniqueID,
            session: AccessKeyID(session),
            account: account,
            region: region,
            issuedAt: issuedAt,
            expiresAt: expiresAt,
            epoch: epoch,
            generation: generation
        )
    }

    private mutating func account() -> AccountID? { text().flatMap { AccountID($0) } }

    private mutating func principal() -> Principal? {
        guard let kind = byte(), let account = account() else { return nil }
        switch kind {
        case 0: return .root(account)
        case 1: return text().map { .user(account, name: $0) }
        case 2:
            guard let role = text(), let session = text() else { return nil }
            return .roleSession(account, role: role, session: session)
        case 3:
            guard let name = text(), let issuer = principal() else { return nil }
            return .federatedUser(account, name: name, issuer: issuer)
        default: return nil
        }
    }
}
