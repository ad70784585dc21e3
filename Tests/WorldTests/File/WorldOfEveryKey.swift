/// A world in which every key of the file's form stands, with another value than it has by itself.
enum WorldOfEveryKey {
    static let yaml = """
        seed: every key
        denials: 2025
        organization:
          id: o-everykey0001
          root_id: r-every
          management_account: "111111111111"
          root_sessions: true
          feature_set: CONSOLIDATED_BILLING
          account_quota: 12
          invited_accounts: ["715803424590"]
          service_access: [config.amazonaws.com]
          delegated_administrators: {"715803424590": [config.amazonaws.com]}
          resource_policy:
            document:
              Version: "2012-10-17"
              Statement: {Effect: Allow, Principal: {AWS: "715803424590"}, Action: "organizations:List*", Resource: "*"}
            tags: {a: b}
          root_credentials_management: true
          accounts: ["111111111111"]
          service_control_policies: {root-policy: &deny {Version: "2012-10-17", Statement: {Effect: Deny, Action: s3:*, Resource: "*"}}}
          units:
            workloads:
              id: ou-every-00000001
              accounts: ["715803424590"]
              units: {workloads: {id: ou-every-00000002, full_access: false, service_control_policies: {unit-policy: *deny}}}
              resource_control_policies:
                only-us:
                  Version: "2012-10-17"
                  Statement: {Effect: Deny, Principal: "*", Action: "ecr:*", Resource: "*"}
          policies:
            p-00000001:
              {type: SERVICE_CONTROL_POLICY, name: entity, description: An entity., tags: {a: b}, document: *deny, targets: [ou-every-00000001]}
          disabled_policy_types: [RESOURCE_CONTROL_POLICY]
          tags: {r-every: {stage: "1"}, "715803424590": {x: y}}
        accounts:
          "111111111111": {}
          "715803424590":
            name: Every key
            email: every@example.com
            closed: 2026-03-01T12:00:00Z
            alias: every-key
            root:
              access_keys: [{id: ROOT, secret: root-secret}]
              mfa_devices: [{serial: GAHT12345678, seed: JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP}]
            service_control_policies: {account-policy: *deny}
            resource_control_policies:
              account-resources:
                Version: "2012-10-17"
                Statement: {Effect: Deny, Principal: "*", Action: "sts:*", Resource: "*"}
            full_access: false
            policies:
              plain: {Version: "2012-10-17", Statement: {Effect: Allow, Action: "*", Resource: "*"}}
              whole:
                path: /limits/
                description: |
                  A boundary
                    in lines.
                tags: {owner: security}
                document: '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": {"Bool": {"aws:SecureTransport": true}}}]}'
            groups: {developers: {path: /g/, policies: [ReadOnlyAccess, whole], inline_policies: {i: *deny}}}
            users:
              dana:
                path: /u/
                groups: [developers]
                policies: [AdministratorAccess]
                inline_policies: {i: *deny}
                permissions_boundary: whole
                tags: {team: ml, number: "007"}
                access_keys: [{id: test, secret: test, status: inactive}, {id: "0123", secret: "~"}]
                mfa_devices: [{serial: phone, seed: JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP}]
                login_profile: {password: in clear, password_reset_required: true}
                ssh_public_keys: ["ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQCpelZDBjdFnvyOSOsyTaI89UmuCHbo4LGrmUdMp/S6zZA6RmbBztFIOAQV/yqfGUQ6TvndfJX37yljdE9dce2GjAH40UCYFH+RpP2tZSh21jZgy9bQcRoD86Y8j+VFAxYzImPeazfHzEEvv3IUnmI+FuYLorkrnYbLd/0/wsUS1LSsjrStjVic3oSsneTpgZcXEheb2bWuxGFyjQLv7z56CX1VAzhMz7jXA8LwT2Wk+gLaBLYwhH89RoZ9yTsFBXtpSWwOZmqN0oURJyNZldZ2uWBni4tJ00OPZbX/KS4LG3F0eYYPhhSFCUCDaPVlqMnvNt8BSZsx+nu5cJ/1F52N"]
                service_specific_credentials: [codecommit.amazonaws.com, codecommit.amazonaws.com]
                signing_certificates:
                - |
                  -----BEGIN CERTIFICATE-----
                  MIIBdjCCARugAwIBAgIUUUH1CeFN8A46Mf/bXXspr4XPEFcwCgYIKoZIzj0EAwIw
                  DzENMAsGA1UEAwwEZGFuYTAgFw0yNjExMzAxMzE2NDBaGA8yMTI2MTEwNjEzMTY0
                  MFowDzENMAsGA1UEAwwEZGFuYTBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABOuT
                  JWW8qbp1VJKZx1PGfK9Y03ymT1BSQCEVCrHk3xf72xY/BsImSYDsxKYLM+rI2PvF
                  rM5JazQGgfrdoIL9Ci6jUzBRMB0GA1UdDgQWBBSVLuNqY8kEF6zRAkWOd9fkHUr2
                  7DAfBgNVHSMEGDAWgBSVLuNqY8kEF6zRAkWOd9fkHUr27DAPBgNVHRMBAf8EBTAD
                  AQH/MAoGCCqGSM49BAMCA0kAMEYCIQD3Rs4uPRsIqAIE+Y3TXkgc7ZSOmme0Vb5t
                  4lujLLPCawIhAMeu6LM0sp8wuzQRQ+IqjHfLTlwz93HtltNEamm38lgF
                  -----END CERTIFICATE-----
            server_certificates:
              web:
                path: /s/
                tags: {a: b}
                certificate: |
                  -----BEGIN CERTIFICATE-----
                  MIIBGjCBwQIUJA1N8/wPd5+nWCltdpP2pNJYtsQwCgYIKoZIzj0EAwIwDTELMAkG
                  A1UEAwwCY2EwIBcNMjYxMTMwMTMzMzE4WhgPMjEyNjExMDYxMzMzMThaMBExDzAN
                  BgNVBAMMBnNlcnZlcjBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABKGilbCSU/eh
                  MRD/2pY3spNnKFZvJPAwxgj9m9SIasQbhikfqWcZpSAZlarCNbgogUS02hX1jhy1
                  tbzQrzREXZQwCgYIKoZIzj0EAwIDSAAwRQIhANwNEydCBju/NFqoTawhTw5shrie
                  hgHlVL0+TY0f6uf0AiBf0uHKS+ovzYmrD9/7+U4XKMsFaxmEoNqkmZvJF8lF0Q==
                  -----END CERTIFICATE-----
                chain: |
                  -----BEGIN CERTIFICATE-----
                  MIIBcjCCARegAwIBAgIULWGX519VuqeX8D9omQAHeH3EpBAwCgYIKoZIzj0EAwIw
                  DTELMAkGA1UEAwwCY2EwIBcNMjYxMTMwMTMzMzE4WhgPMjEyNjExMDYxMzMzMTha
                  MA0xCzAJBgNVBAMMAmNhMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEM5X+pdsI
                  Br46Q04sW12hCW8WmjXP4uHA4RF5geap6tJS1oNZAlb2iCIdXu8MoOTvhWxF73l/
                  boEN66V5Pz+80aNTMFEwHQYDVR0OBBYEFHMB92o9P0RQBvRTdy545k8XQZwiMB8G
                  A1UdIwQYMBaAFHMB92o9P0RQBvRTdy545k8XQZwiMA8GA1UdEwEB/wQFMAMBAf8w
                  CgYIKoZIzj0EAwIDSQAwRgIhAJXWKCjG+Cal8H/9gTnzKCRlI79R5TfrmPvGCgZ0
                  FVPiAiEAle9F8jQti+9ecAqcd63gGitPdkb5AAcaTBxysc7SgIc=
                  -----END CERTIFICATE-----
            password_policy:
              minimum_password_length: 12
              require_symbols: true
              require_numbers: true
              require_uppercase_characters: true
              require_lowercase_characters: true
              allow_users_to_change_password: true
              max_password_age: 90
              password_reuse_prevention: 5
              hard_expiry: false
            roles:
              machine:
                path: /r/
                description: What the machine runs as.
                policies: [plain]
                inline_policies: {i: *deny}
                permissions_boundary: whole
                tags: {team: ml}
                trust: [arn:aws:iam::715803424590:user/u/dana]
                max_session_duration: 7200
                max_signin_session_duration: 86400
            instance_profiles: {machines: {path: /m/, role: machine, tags: {a: b}}}
            oidc_providers:
              https://idp.example.com:
                client_ids: [sts.amazonaws.com, other]
                thumbprints: [0123456789abcdef0123456789abcdef01234567]
                tags: {a: b}
              https://nobody.example.com: {client_ids: []}
              https://keys.example.com:
                client_ids: [a]
                jwks: '{"keys": [{"kty": "EC", "crv": "P-256", "x": "xfwooBIJBTXV4wiil_AKhXnRj_iHizytumhMt_RWyG4", "y": "Y2A8QZQ5juaEZxvA9MKTvYlnuoDrNkCLtn9bMYjSmZA"}]}'
            saml_providers:
              okta:
                issuer: http://www.okta.com/exk1example
                tags: {a: b}
                certificate: |
                  -----BEGIN CERTIFICATE-----
                  MIIBijCCATGgAwIBAgIUWzvX6SvOcseFNozJQobe9OTodvowCgYIKoZIzj0EAwIw
                  GjEYMBYGA1UEAwwPRHJ5ZG9jayBleGFtcGxlMCAXDTI2MTEyOTA3NDgzMVoYDzIx
                  MjYxMTA1MDc0ODMxWjAaMRgwFgYDVQQDDA9Ecnlkb2NrIGV4YW1wbGUwWTATBgcq
                  hkjOPQIBBggqhkjOPQMBBwNCAATF/CigEgkFNdXjCKKX8AqFedGP+IeLPK26aEy3
                  9FbIbmNgPEGUOY7mhGcbwPTCk72JZ7qA6zZAi7Z/WzGI0pmQo1MwUTAdBgNVHQ4E
                  FgQUzv0+8cr23y3P2zeAL9hGB0T/pk4wHwYDVR0jBBgwFoAUzv0+8cr23y3P2zeA
                  L9hGB0T/pk4wDwYDVR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNHADBEAiAs3BZF
                  MuEc+QNqcCef93a9Mhz2uIMGSK+G32HwiNbJ3AIgSPcln9y8T1Tl5xDRI1ED1oVS
                  bmRbBPV+NxBZjpUioe0=
                  -----END CERTIFICATE-----
            vpc_endpoints: {vpce-0a1b2c3d: {vpc: vpc-0a1b2c3d, policy: {Statement: {Effect: Allow, Principal: "*", Action: "*", Resource: "*"}}}}
            global_endpoint_token_version: 2
            outbound_web_identity_federation: true
            buckets: {my-bucket: {region: eu-west-1, created_at: 2024-02-03T04:05:06Z, tags: {a: b}}}
            public_repositories:
              tools/base:
                catalog_data:
                  description: A base.
                  architectures: [x86-64]
                  operating_systems: [Linux]
                  about_text: About.
                  usage_text: Usage.
                tags: {a: b}
                created_at: 2024-02-03T04:05:06Z
                policy: {Version: "2012-10-17", Statement: {Effect: Allow, Principal: "*", Action: "ecr-public:PutImage"}}
                images: [{generate: {}, tags: [v1]}]
            regions:
              us-west-2: {}
              us-east-1:
                sts: false
                registry_policy:
                  Version: "2012-10-17"
                  Statement: {Effect: Allow, Principal: {AWS: "111111111111"}, Action: ecr:ReplicateImage, Resource: "*"}
                registry_policy_scope: V1
                blob_mounting: ENABLED
                repository_creation_templates:
                  team:
                    description: What the team pushes.
                    applied_for: [CREATE_ON_PUSH, REPLICATION]
                    repository_policy: {Version: "2012-10-17", Statement: {Effect: Allow, Principal: "*", Action: ecr:PutImage}}
                    lifecycle_policy: &lifecycle
                      rules:
                        - rulePriority: 1
                          selection: {tagStatus: tagged, tagPrefixList: ["1", v], countType: imageCountMoreThan, countNumber: 3}
                          action: {type: expire}
                    custom_role_arn: arn:aws:iam::715803424590:role/r/machine
                    created_at: 2024-02-03T04:05:06Z
                    image_tag_mutability: MUTABLE_WITH_EXCLUSION
                    image_tag_mutability_exclusion_filters: ["*", "1*"]
                    encryption: KMS_DSSE
                    tags: {a: b}
                pull_time_update_exclusions: [arn:aws:iam::715803424590:role/r/machine]
                replication_rules:
                  - destinations: [{region: us-west-2}, {account: "111111111111"}]
                    prefixes: [team/]
                    delete_replication: false
                pull_through_cache_rules:
                  hub:
                    upstream: registry-1.docker.io
                    upstream_prefix: library
                    credential_arn: arn:aws:secretsmanager:us-east-1:715803424590:secret:ecr-pullthroughcache/hub-AbCdEf
                    created_at: 2024-02-03T04:05:06Z
                  other:
                    upstream: 111111111111.dkr.ecr.us-east-1.amazonaws.com
                    custom_role_arn: arn:aws:iam::715803424590:role/r/machine
                scanning: {type: ENHANCED, rules: [{frequency: CONTINUOUS_SCAN, repositories: ["*"]}]}
                signing:
                  - {profile: "arn:aws:signer:us-east-1:715803424590:/signing-profiles/team", repositories: [team/*]}
                  - {profile: "arn:aws:signer:us-east-1:715803424590:/signing-profiles/all"}
                repositories:
                  team/app:
                    image_tag_mutability: IMMUTABLE_WITH_EXCLUSION
                    image_tag_mutability_exclusion_filters: [latest]
                    encryption: {type: KMS, key: alias/team}
                    tags: {a: ""}
                    scan_on_push: true
                    created_at: 2024-02-03T04:05:06Z
                    policy: {Version: "2012-10-17", Statement: {Effect: Allow, Principal: "*", Action: ecr:PutImage}}
                    lifecycle_policy: *lifecycle
                    images:
                      - {layout: images/app, tags: [v1], pushed_at: 2024-03-03T04:05:06Z}
                      - generate: {seed: nightly, size: 1MiB, layers: 3, platforms: [linux/amd64, linux/arm64/v8]}
                clusters:
                  main:
                    status: UPDATING
                    version: "1.30"
                    platform_version: eks.9
                    endpoint: https://localhost:6443
                    certificate_authority: LS0tLQ==
                    role: arn:aws:iam::715803424590:role/eks
                    vpc: vpc-0a1b2c3d
                    subnets: [subnet-0a1b2c3d]
                    security_groups: [sg-0a1b2c3d]
                    public_access: false
                    private_access: true
                    oidc_issuer: https://oidc.example.com/id/1
                    authentication_mode: API
                    created_at: 2024-02-03T04:05:06Z
                    tags: {a: b}
                  new: {status: CREATING}
                secrets: {ecr-pullthroughcache/hub-AbCdEf: {username: dana, access_token: token, state: ACCESS_DENIED}}
        metadata:
          instance_role: arn:aws:iam::715803424590:role/r/machine
          region: eu-west-1
          instance_id: i-0a1b2c3d
          http_tokens: optional
          container_role: arn:aws:iam::715803424590:role/r/machine
          container_token: container-token
        scans:
          duration: 5
          updated_at: 2024-02-03T04:05:06Z
          vulnerabilities:
            CVE-2024-6387:
              severity: HIGH
              description: A race.
              uri: https://example.com/CVE-2024-6387
              package: {name: openssh, version: "1:9.2", fixed_in: "1:9.3"}
              packages: [{manager: dpkg, name: openssl, from: "1.0", fixed_in: "3.0.13-1~deb12u1"}]
              cvss: {version: "3.0", score: 8.1, vector: "CVSS:3.0/AV:N"}
              images:
                - account: "715803424590"
                  region: us-east-1
                  repository: team/*
                  tag: v1*
                  digest: sha256:8a7fa23c2d4f2f32fdb7ed1b0aa1d2e0d8f0f1a1b53f0c3d5e4bb7a1f2c3d4e5
                  layer: sha256:8a7fa23c2d4f2f32fdb7ed1b0aa1d2e0d8f0f1a1b53f0c3d5e4bb7a1f2c3d4e5
          unsupported_images: [{repository: "scratch/*"}]
        upstreams:
          registry-1.docker.io:
            credentials: [{username: dana, access_token: token}]
            failure: UNAVAILABLE
            repositories: {library/busybox: {images: [{generate: {}, tags: [latest], pushed_at: 2026-12-05T00:00:00Z}]}}
        """
}
