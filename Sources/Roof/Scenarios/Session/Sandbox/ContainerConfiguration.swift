import Foundation

/// The files by which podman, buildah and skopeo keep to a sandbox, as root and without: their images, their state,
/// their locks and their logins are in its folder, and nothing of the machine's is read or written.
struct ContainerConfiguration: Sendable {
    /// The sandbox's folder.
    let folder: String

    private static let policyFile = "/etc/containers/policy.json"
    private static let runtimeName = "run"
    private var runtime: String { folder + "/" + Self.runtimeName }
    private var settings: String { ".config/containers" }

    /// What container programs are told by variables.
    var variables: [String: String] {
        [
            "XDG_RUNTIME_DIR": runtime,
            "CONTAINERS_STORAGE_CONF": "\(folder)/home/\(settings)/storage.conf",
            "CONTAINERS_CONF": "\(folder)/home/\(settings)/containers.conf",
            // Which registry has which layer is kept below the home, unless root asks; then it is the machine's.
            "_CONTAINERS_ROOTLESS_UID": "1",
        ]
    }

    func write(in home: SandboxHome) throws {
        try home.makeFolder(Self.runtimeName)
        // The one driver that needs no rights and no support of the file system below it.
        try home.write(
            """
            [storage]
            driver = "vfs"
            graphroot = "\(folder)/containers"
            runroot = "\(runtime)/containers"

            """,
            to: settings + "/storage.conf"
        )
        // Locks in shared memory, a state directory below /run and a journal would be the whole machine's.
        try home.write(
            """
            [engine]
            cgroup_manager = "cgroupfs"
            events_logger = "file"
            lock_type = "file"
            tmp_dir = "\(runtime)/libpod"

            [network]
            network_config_dir = "\(folder)/networks"

            """,
            to: settings + "/containers.conf"
        )
        // Without a policy these programs refuse every image. The machine's, where there is one, stays in force.
        if !FileManager.default.fileExists(atPath: ContainerConfiguration.policyFile) {
            try home.write("{\"default\": [{\"type\": \"insecureAcceptAnything\"}]}\n", to: settings + "/policy.json")
        }
    }
}
