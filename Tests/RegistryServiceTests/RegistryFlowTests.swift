import IAM
import RegistryService
import Testing

@Suite("What the routes of a push and of a pull ask")
struct RegistryFlowTests {
    @Test(
        "is what advice offers together",
        arguments: [
            (RegistryFlow.pull, [RegistryRoute.Kind.readManifest, .readBlob]),
            (.push, [.readManifest, .checkBlob, .startUpload, .sendPart, .endUpload, .writeManifest]),
        ]
    )
    func routes(flow: RegistryFlow, kinds: [RegistryRoute.Kind]) {
        for kind in kinds {
            guard case .actions(let actions) = kind.permission, let action = actions.first else {
                Issue.record("\(kind) asks nothing")
                continue
            }
            #expect(flow.actions.contains(action), "\(kind)")
        }
    }
}
