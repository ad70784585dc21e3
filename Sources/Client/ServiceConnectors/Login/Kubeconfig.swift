import AWSClient
import Determinism
import Foundation
import Yams

/// The configuration of kubectl: the first file that `KUBECONFIG` names, else `~/.kube/config`.
struct Kubeconfig {
    /// What kubectl needs for a cluster; cluster, user and context have one name.
    struct Entry {
        let name: String
        let server: String
        /// PEM in base64.
        let certificateAuthority: String?
        let token: String?
    }

    private let environment: ClientEnvironment
    private let path: String

    init(_ environment: ClientEnvironment) {
        self.environment = environment
        let first = environment.variable("KUBECONFIG")?.split(separator: ":").first.map(String.init)
        path = environment.path(first ?? "~/.kube/config")
    }

    /// Adds a cluster, instead of one of that name, and makes it the current context. Everything else stays.
    ///
    /// - Throws: ``ConnectorError`` where the file is not kubectl's, or cannot be read or written.
    func add(_ entry: Entry) throws(ConnectorError) {
        var root = try contents()
        for (key, value) in [("apiVersion", "v1"), ("kind", "Config")] where root[key] == nil {
            root[key] = Node(value)
        }
        var cluster: [(Node, Node)] = [(Node("server"), Kubeconfig.text(entry.server))]
        if let authority = entry.certificateAuthority {
            cluster.insert((Node("certificate-authority-data"), Kubeconfig.text(authority)), at: 0)
        }
        let user = entry.token.map { [(Node("token"), Kubeconfig.text($0))] } ?? []
        let context = [(Node("cluster"), Kubeconfig.text(entry.name)), (Node("user"), Kubeconfig.text(entry.name))]
        for (list, key, value) in [
            ("clusters", "cluster", cluster), ("users", "user", user), ("contexts", "context", context),
        ] {
            root[list] = try set(entry.name, key, Node(value), in: root[list])
        }
        root["current-context"] = Kubeconfig.text(entry.name)
        try save(Node.mapping(root))
    }

    private func set(_ name: String, _ key: String, _ value: Node, in list: Node?) throws(ConnectorError) -> Node {
        var entries: [Node]
        switch list {
        case nil, .scalar?: entries = []
        case .sequence(let sequence)?: entries = Array(sequence)
        default: throw failure("it is not a configuration of kubectl")
        }
        let entry = Node([(Node("name"), Kubeconfig.text(name)), (Node(key), value)])
        if let index = entries.firstIndex(where: { $0.mapping?["name"]?.string == name }) {
            entries[index] = entry
        } else {
            entries.append(entry)
        }
        return Node(entries)
    }

    /// A text that is never taken for a number or a flag.
    private static func text(_ text: String) -> Node {
        Node(text, Tag(.str), Node.Scalar.Style.any)
    }

    private func contents() throws(ConnectorError) -> Node.Mapping {
        guard FileManager.default.fileExists(atPath: path) else { return Node.Mapping([]) }
        guard let data = FileManager.default.contents(atPath: path), let text = String(data: data, encoding: .utf8)
        else { throw failure("it is there, but cannot be read as text") }
        guard let document = try? Yams.compose(yaml: text) else {
            guard text.allSatisfy(\.isWhitespace) else { throw failure("it is not YAML") }
            return Node.Mapping([])
        }
        guard case .mapping(let mapping) = document else { throw failure("it is not a configuration of kubectl") }
        return mapping
    }

    private func save(_ document: Node) throws(ConnectorError) {
        guard let text = try? Yams.serialize(node: document, width: -1) else { throw failure("it cannot be written") }
        var random = environment.randomness.stream("kubeconfig")
        let suffix = ".\(random.text(10, of: "abcdefghijklmnopqrstuvwxyz0123456789")).tmp"
        do throws(AtomicFile.Failure) {
            try AtomicFile.write(Array(text.utf8), to: path, suffix: suffix)
        } catch {
            throw failure(error.reason)
        }
    }

    private func failure(_ reason: String) -> ConnectorError {
        .authorization("Failed to update local kubeconfig with the cluster configuration: \(path): \(reason)")
    }
}
