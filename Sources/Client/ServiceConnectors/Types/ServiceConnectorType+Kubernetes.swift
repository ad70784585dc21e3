extension ServiceConnectorType {
    /// The connector of a Kubernetes cluster. The AWS connector hands one over for a cluster of EKS's; registering one
    /// is not supported.
    package static let kubernetes = ServiceConnectorType(
        identifier: "kubernetes",
        name: "Kubernetes Service Connector",
        emoji: "🌀",
        description: [
            .paragraph(
                "Signs in to a Kubernetes cluster, and lets the local kubectl do so. Here it is what an AWS connector "
                    + "hands over for a cluster of EKS; it cannot be registered by itself."
            )
        ],
        resourceTypes: [.kubernetes],
        authMethods: [.kubernetesPassword, .kubernetesToken],
        supportsAutoConfiguration: true
    )
}

extension ResourceType {
    static let kubernetes = ResourceType(
        identifier: "kubernetes-cluster",
        name: "Kubernetes cluster",
        emoji: "🌀",
        description: [.paragraph("A Kubernetes cluster.")],
        hasInstances: false
    )
}

extension AuthMethod {
    static let kubernetesPassword = AuthMethod(
        identifier: "password",
        name: "Kubernetes Username and Password",
        description: [.paragraph("A user name and a password. A token is the better choice.")],
        attributes: [
            .secret("username", "Kubernetes Username"), .secret("password", "Kubernetes Password"),
            .certificateAuthority, .server, .insecure, .clusterName,
        ],
        lifetime: nil
    )
    static let kubernetesToken = AuthMethod(
        identifier: "token",
        name: "Kubernetes Token",
        description: [.paragraph("A bearer token, or a client's certificate.")],
        attributes: [
            .secret("client_certificate", "Kubernetes Client Certificate (base64 encoded)", isRequired: false),
            .secret("client_key", "Kubernetes Client Key (base64 encoded)", isRequired: false),
            .token, .certificateAuthority, .server, .insecure, .clusterName,
        ],
        lifetime: nil
    )
}

extension ConnectorAttribute {
    static let token = secret("token", "Kubernetes Token", isRequired: false)
    static let certificateAuthority = secret(
        "certificate_authority",
        "Kubernetes CA Certificate (base64 encoded)",
        isRequired: false
    )
    static let server = required("server", "Kubernetes Server URL")
    static let insecure = optional("insecure", "Skip TLS verification for the server certificate", .boolean)
    static let clusterName = required("cluster_name", "Kubernetes cluster name to be used in the kubeconfig file")
}
