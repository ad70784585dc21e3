extension ManagedPolicy {
    static let all: [ManagedPolicy] = general + registry + publicRegistry + rootTask + organizations

    /// Those of organisations.
    private static let organizations: [ManagedPolicy] = [
        ManagedPolicy(
            name: fullAWSAccess,
            home: .organizations(.serviceControl),
            text: """
                {
                  "Version": "2012-10-17",
                  "Statement": [
                    {
                      "Effect": "Allow",
                      "Action": "*",
                      "Resource": "*"
                    }
                  ]
                }
                """
        ),
        ManagedPolicy(
            name: resourceControlFullAWSAccess,
            home: .organizations(.resourceControl),
            text: """
                {
                  "Version": "2012-10-17",
                  "Statement": [
                    {
                      "Effect": "Allow",
                      "Principal": "*",
                      "Action": "*",
                      "Resource": "*"
                    }
                  ]
                }
                """
        ),
    ]
}
