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
              # May do nothing.
              bob:
                access_keys: [{id: AKIADRYDOCKBOB000001, secret: drydock/EXAMPLE/secret/key/of/the/bob///}]
              # Lists no repositories.
              carol:
                inline_policies:
                  p:
                    Version: "2012-10-17"
                    Statement: [{Effect: Allow, Action: ["ecr:GetAuthorizationToken", "sts:AssumeRole"], Resource: "*"}]
                access_keys: [{id: AKIADRYDOCKCAROL0001, secret: drydock/EXAMPLE/secret/key/of/the/carol/}]
              # Lists repositories, but gets no token; may not become anybody else.
              dave:
                inline_policies:
                  p:
                    Version: "2012-10-17"
                    Statement:
                      - {Effect: Allow, Action: "ecr:DescribeRepositories", Resource: "*"}
                      - {Effect: Deny, Action: ["sts:GetFederationToken", "sts:AssumeRole"], Resource: "*"}
                access_keys: [{id: AKIADRYDOCKDAVE00001, secret: drydock/EXAMPLE/secret/key/of/the/dave//}]
              # Lists no buckets and no clusters.
              erin:
                inline_policies:
                  p:
                    Version: "2012-10-17"
                    Statement:
                      - {Effect: Allow, Action: ["ecr:*", "eks:*", "s3:*", "sts:GetFederationToken"], Resource: "*"}
                      - {Effect: Deny, Action: ["s3:ListAllMyBuckets", "eks:ListClusters"], Resource: "*"}
                access_keys: [{id: AKIADRYDOCKERIN00001, secret: drydock/EXAMPLE/secret/key/of/the/erin//}]
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
