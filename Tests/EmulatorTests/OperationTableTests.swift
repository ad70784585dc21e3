import Foundation
import Testing

@testable import Emulator

@Suite("The table of operations")
struct OperationTableTests {
    @Test("has what is built, with the action that IAM is asked for each")
    func rows() {
        let rows = OperationTable().operations.map { "\($0.surface) \($0.name): \($0.action ?? "-")" }
        #expect(
            rows == [
                "sts GetCallerIdentity: -", "sts GetSessionToken: -",
                "sts GetFederationToken: sts:GetFederationToken", "sts AssumeRole: sts:AssumeRole",
                "ecr CreateRepository: ecr:CreateRepository", "ecr DescribeRepositories: ecr:DescribeRepositories",
                "ecr DeleteRepository: ecr:DeleteRepository", "ecr DescribeRegistry: ecr:DescribeRegistry",
                "ecr GetAuthorizationToken: ecr:GetAuthorizationToken", "registry RegistryVersionCheck: -",
                "registry RegistryRoute: -",
            ]
        )
    }

    @Test("lets nobody in who has not proven who he is")
    func authentication() {
        for operation in OperationTable().operations {
            #expect(operation.authentication == (operation.surface == .registry ? .token : .signature))
        }
    }
}

@Suite("The journal's ring")
struct JournalRingTests {
    private func record(_ name: String) -> EventRecord {
        EventRecord(time: Date(timeIntervalSince1970: 0), source: "drydock", name: name, peerAddress: "", requestID: "")
    }

    @Test("the oldest records make room, and numbers go on")
    func ring() {
        let journal = Journal(capacity: 3)
        for number in 1...7 { journal.add(record("call \(number)")) }
        #expect(journal.count == 7)
        #expect(journal.records(after: 0, limit: 10).map(\.name) == ["call 5", "call 6", "call 7"])
        #expect(journal.records(after: 0, limit: 10).map(\.sequence) == [5, 6, 7])
        #expect(journal.records(after: 5, limit: 1).map(\.sequence) == [6])
        #expect(journal.records(after: 6, limit: 1).map(\.sequence) == [7])
        #expect(journal.records(after: 7, limit: 1).isEmpty)
        #expect(journal.records(after: 0, limit: 0).isEmpty)
        journal.clear()
        #expect(journal.records(after: 0, limit: 10).isEmpty && journal.count == 0)
    }
}
