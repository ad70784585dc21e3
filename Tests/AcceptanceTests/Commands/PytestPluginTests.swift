import Foundation
import TestSupport
import Testing

/// The pytest plugin, installed and used as by a project of somebody else's.
@Suite("The pytest plugin")
struct PytestPluginTests {
    private static let plugin = ProjectFolder.path("python")

    private static let tests = """
        import os
        import boto3
        import pytest

        WORLD = '''accounts:
          "123456789012":
            users:
              ada: {policies: [AdministratorAccess], access_keys: [{id: AKIAADA, secret: of-ada}]}
              ravi: {access_keys: [{id: AKIARAVI, secret: of-ravi}]}
            regions: {eu-west-1: {repositories: {team/app: {}}}}
        '''

        def test_default_world(drydock):
            assert boto3.client("sts").get_caller_identity()["Arn"].endswith(":user/developer")
            assert [event["eventName"] for event in drydock.events()] == ["GetCallerIdentity"]
            assert os.environ["HTTPS_PROXY"] == drydock.endpoint

        @pytest.mark.drydock(world=WORLD, identity="ravi", seed="s")
        def test_denial(drydock):
            with pytest.raises(Exception, match="ravi is not authorized to perform: ecr:ListImages"):
                boto3.client("ecr").list_images(repositoryName="team/app")
            denied = drydock.events(denied=True)
            assert [event["awsRegion"] for event in denied] == ["eu-west-1"]
            assert "ecr:ListImages" in drydock.explain()
            drydock.reset()
            assert drydock.events() == []

        @pytest.mark.drydock(world="world.yaml", via="endpoint", region="us-west-2")
        class TestEndpoint:
            def test_endpoint(self, drydock, tmp_path):
                assert "HTTPS_PROXY" not in os.environ
                assert boto3.client("ecr").meta.region_name == "us-west-2"
                drydock.files(tmp_path / "files")
                assert (tmp_path / "files" / "ca.pem").read_text().startswith("-----BEGIN CERTIFICATE-----")

        def test_variables_are_put_back():
            assert os.environ["AWS_PROFILE"] == "mine"
            assert "DRYDOCK_ENDPOINT" not in os.environ

        @pytest.mark.drydock(world=WORLD, identity="ravi")
        def test_fails(drydock):
            boto3.client("ecr").list_images(repositoryName="team/app")

        @pytest.mark.drydock(identity="eve")
        def test_unknown_user(drydock):
            pass

        @pytest.mark.drydock(wrld="x")
        def test_unknown_argument(drydock):
            pass
        """

    @Test("is installed from its folder, and gives tests an emulator, its calls, and what it refused")
    func plugin() async throws {
        let folder = try TemporaryFolder()
        let python = try InstalledProgram("python3")
        // From a copy, for an installation builds where the sources are.
        try FileManager.default.copyItem(atPath: Self.plugin, toPath: folder["source"])
        let environment = ["HOME": folder.path, "TMPDIR": folder.path, "PYTHONDONTWRITEBYTECODE": "1"]
        let install = try await python.run(
            [
                "-m", "pip", "install", "--quiet", "--no-index", "--no-build-isolation", "--no-deps",
                "--disable-pip-version-check", "--root-user-action", "ignore", "--target", folder["installed"],
                folder["source"],
            ],
            variables: environment
        )
        #expect(install.status == 0, "\(install.all)")
        try folder.write(Self.tests, to: "tests/test_ecr.py")
        try folder.write(
            """
            accounts:
              "123456789012":
                users: {ada: {policies: [AdministratorAccess], access_keys: [{id: AKIAADA, secret: of-ada}]}}

            """,
            to: "tests/world.yaml"
        )
        let result = try await python.run(
            [
                "-m", "pytest", "-p", "no:cacheprovider", "--drydock", BuiltPrograms.drydock, "--rootdir", folder.path,
                folder["tests"],
            ],
            variables: environment.merging(["PYTHONPATH": folder["installed"], "AWS_PROFILE": "mine"]) { $1 }
        )
        let output = result.output
        for expected in [
            "1 failed, 4 passed, 2 errors", "test_ecr.py::test_fails",
            "calls that the emulator refused", "ecr:ListImages user/ravi on team/app: AccessDeniedException",
            "The world has no user 'eve'; it has developer", "the marker drydock has no argument 'wrld'; it has world",
        ] {
            #expect(output.contains(expected), "\(expected) is not in \(result.all)")
        }
    }

    @Test("says where the program is missing")
    func missing() async throws {
        let folder = try TemporaryFolder()
        try folder.write("def test_it(drydock):\n    pass\n", to: "test_it.py")
        let result = try await InstalledProgram("python3").run(
            [
                "-m", "pytest", "-p", "no:cacheprovider", "-p", "pytest_drydock", "--drydock", "/no/drydock",
                "--rootdir",
                folder.path, folder.path,
            ],
            variables: ["PYTHONPATH": Self.plugin, "HOME": folder.path, "PYTHONDONTWRITEBYTECODE": "1"]
        )
        #expect(
            result.output.contains(
                "DrydockError: /no/drydock cannot be run (No such file or directory); give its path with --drydock PATH"
            ),
            "\(result.all)"
        )
    }
}
