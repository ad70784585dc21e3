import Scenarios
import Testing

@Suite("The folder in memory")
struct MemoryFolderTests {
    @Test("is not taken where TMPDIR says where temporary files are to be")
    func temporaryFolder() {
        #expect(MemoryFolder.path(["TMPDIR": "/var/tmp"]) == nil)
        #expect(MemoryFolder.path(["TMPDIR": ""]) == MemoryFolder.path([:]))
    }
}
