import StackComponents
import Testing

@Suite("Integrations")
struct IntegrationTests {
    @Test("have what ZenML requires for them")
    func requirements() throws {
        #expect(
            try Integration.requirements("aws") == ["sagemaker>=2.117.0", "kubernetes", "aws-profile-manager"]
        )
        #expect(try Integration.requirements("kaniko") == [])
        #expect(try Integration.requirements(nil).count == Integration.all.reduce(0) { $0 + $1.packages.count })
        #expect(Integration.all.filter(\.isInstalled).map(\.name) == ["airflow", "bitbucket", "kaniko", "pigeon"])
        #expect(Integration.named("aws")?.ownPackages == ["sagemaker>=2.117.0", "aws-profile-manager"])
        #expect(Integration.named("kubeflow")?.ownPackages == [])
        let names = Integration.all.map(\.name)
        #expect(names.count == 52)
        #expect(Set(names).count == names.count)
    }

    @Test("that there are not are said not to be")
    func unknown() async {
        let text = await message { _ = try Integration.requirements("nosuch") }
        #expect(
            text?.hasPrefix(
                "\"Version nosuch does not exist. Currently the following integrations are implemented. ['airflow', 'argilla', 'aws'"
            ) == true
        )
        #expect(Integration.named("nosuch") == nil)
    }

    @Test("are all taken where none is named, save those that are ignored")
    func selection() async throws {
        #expect(try Integration.names(["aws", "nosuch"], ignoring: ["nosuch"]) == ["aws", "nosuch"])
        let names = try Integration.names([], ignoring: ["aws", "airflow"])
        #expect(names.count == Integration.all.count - 2)
        #expect(names.first == "argilla")
        let text = await message { _ = try Integration.names([], ignoring: ["nosuch"]) }
        #expect(
            text?.hasPrefix("Integration nosuch does not exist. Available integrations: ['airflow', 'argilla'") == true
        )
    }
}
