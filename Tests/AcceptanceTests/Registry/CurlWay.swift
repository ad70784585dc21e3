/// How curl reaches the registry.
enum CurlWay: String, CaseIterable {
    case plain
    /// By the registry's own name: TLS, through the proxy.
    case proxy

    /// What the shell's `fetch` and `$base` are.
    var setUp: String {
        switch self {
        case .plain:
            """
            base=http://localhost:$PORT
            fetch() { curl --silent --show-error --user AWS:$TOKEN "$@"; }
            """
        case .proxy:
            """
            base=https://123456789012.dkr.ecr.us-east-1.amazonaws.com
            fetch() {
              curl --silent --show-error --user AWS:$TOKEN --proxy http://127.0.0.1:$PORT --cacert data/ca.pem "$@"
            }
            """
        }
    }
}
