import CertificateAuthority
import EmulatorServer
import Foundation
import Synchronization
import Testing

@testable import Scenarios

@Suite("The certificate authority of a run")
struct RunAuthorityTests {
    @Test("is one for all pages, and is followed by another a day before its end")
    func life() throws {
        let start = Date(timeIntervalSince1970: 1_715_679_000)
        let now = Mutex(start)
        let authority = RunAuthority(now: { now.withLock(\.self) })
        let first = try authority.certificates().authority
        now.withLock { $0 = first.notAfter.addingTimeInterval(-86_401) }
        #expect(try authority.certificates().authority === first)
        now.withLock { $0 = first.notAfter.addingTimeInterval(-86_400) }
        let second = try authority.certificates().authority
        #expect(second !== first)
        #expect(second.certificatePEM != first.certificatePEM)
        #expect(second.notAfter > first.notAfter)
    }
}
