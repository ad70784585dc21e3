/// The world in which both clients run: that in which ZenML's outputs were recorded.
package enum ComparedWorld {
    /// The key of the user whose policies allow everything.
    package static let accessKeyID = "AKIAIOSFODNN7EXAMPLE"
    package static let secretAccessKey = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"

    package static let yaml = """
        accounts:
          "715803424590":
            users:
              alice:
                policies: [AdministratorAccess]
                access_keys:
                  - {id: AKIAIOSFODNN7EXAMPLE, secret: wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY}
                  - {id: AKIAI44QH8DHBEXAMPLE, secret: je7MtGbClwBF/2Zp9Utk/h3yCo8nvbEXAMPLEKEY}
            roles:
              zenml-connector:
                policies: [AdministratorAccess]
                trust: ["arn:aws:iam::715803424590:user/alice"]
            buckets:
              zenml-demos: {region: us-east-1}
              zenml-public-datasets: {region: us-east-1}
            regions:
              us-east-1:
                repositories: {zenml: {}, team/app: {}}
                clusters: {zenhacks-cluster: {}}
              eu-west-1: {}
              eu-west-2: {}

        """
}
