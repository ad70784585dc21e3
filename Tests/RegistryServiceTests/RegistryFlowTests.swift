import IAM
import RegistryService
import Testing

@Suite("What the routes of a push and of a pull ask")
struct RegistryFlowTests {
    @Test("is what advice offers together for ECR Public, where pulls ask nothing")
    func publicRoutes() {
        for route in RegistryRoute.all where route.isPublic {
            guard case .actions(let actions) = route.publicAccess, !actions.contains("ecr-public:BatchDeleteImage")
            else { continue }
            #expect(actions.allSatisfy(RegistryFlow.publicPush.actions.contains), "\(route.name) \(actions)")
        }
    }

    @Test(
        "is what advice offers together",
        arguments: [
            (RegistryFlow.pull, ["readManifest", "readBlob"]),
            (.push, ["readManifest", "checkBlob", "startUpload", "sendPart", "endUpload", "writeManifest"]),
        ]
    )
    func routes(flow: RegistryFlow, names: [String]) throws {
        for name in names {
            let route = try #require(RegistryRoute.all.first { $0.name == name }, "\(name)")
            guard case .actions(let actions) = route.permission.access, let action = actions.first else {
                Issue.record("\(name) asks nothing")
                continue
            }
            #expect(flow.actions.contains(action), "\(name)")
        }
    }
}
