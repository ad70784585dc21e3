extension World {
    /// The text of the standard world; `docs/world.md` explains it.
    package static let standardYAML = """
        # The world that Drydock starts with when no other is given.
        # The access key is not a secret: it opens nothing but this world.
        accounts:
          "123456789012":
            users:
              developer:
                policies: [AdministratorAccess]
                access_keys:
                  - id: AKIADRYDOCKDEVELOPER
                    secret: drydock/EXAMPLE/secret/key/of/developer/
            roles:
              deployer:
                policies: [AdministratorAccess]
                trust:
                  - arn:aws:iam::123456789012:user/developer
            regions:
              us-east-1:
                repositories:
                  app: {}

        """
}
