import Foundation
import Testing

@Suite("A document for programs")
struct DocumentOutputTests {
    @Test("stands alone on standard output, and what is said besides on standard error")
    func alone() async throws {
        let said = "Creating database tables\n"
        let document = await (try CommandHome(isInitialised: false)).zenml("stack list --output json")
        #expect(document.error.contains(said))
        let stacks = try JSONSerialization.jsonObject(with: Data(document.output.utf8)) as? [[String: Any]]
        #expect(stacks?.map { $0["stack_name"] as? String } == ["default"])
        let table = await (try CommandHome(isInitialised: false)).zenml("stack list")
        #expect(table.output.contains(said) && table.error.isEmpty)
    }
}
