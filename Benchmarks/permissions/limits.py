"""Permissions boundaries and session policies."""

from bench import Credentials
from matrix import allow, case, deny, policy

BOUNDARY = "IAM User Guide, Permissions boundaries for IAM entities"
SESSION = "IAM User Guide, Session policies"
STS = "STS API Reference"
DESCRIBE = "ecr:DescribeRepositories"


@case("limits", "a boundary that does not allow it", "denied", BOUNDARY)
def _(bench):
    boundary = bench.managed(allow("ecr:ListImages"))
    bench.describe(bench.user(allow("*"), boundary=boundary).credentials)


@case("limits", "a boundary that allows it, and no policy", "denied", BOUNDARY)
def _(bench):
    bench.describe(bench.user(boundary=bench.managed(allow("*"))).credentials)


@case("limits", "a boundary and a policy that allow it", "allowed", BOUNDARY)
def _(bench):
    boundary = bench.managed(allow("ecr:*"))
    bench.describe(bench.user(allow(DESCRIBE), boundary=boundary).credentials)


@case("limits", "a boundary that denies it", "denied", BOUNDARY)
def _(bench):
    boundary = bench.managed(allow("*"), deny(DESCRIBE))
    bench.describe(bench.user(allow("*"), boundary=boundary).credentials)


@case("limits", "a boundary that was taken away", "allowed", BOUNDARY)
def _(bench):
    user = bench.user(allow(DESCRIBE), boundary=bench.managed(allow("ecr:ListImages")))
    bench.iam().delete_user_permissions_boundary(UserName=user.name)
    bench.describe(user.credentials)


@case("limits", "a role's boundary", "denied", BOUNDARY)
def _(bench):
    boundary = bench.managed(allow("ecr:ListImages"))
    role = bench.role(
        bench.trusting(f"arn:aws:iam::{bench.account}:root"), allow("*"), PermissionsBoundary=boundary
    )
    bench.describe(bench.assume(role, bench.admin))


@case("limits", "a session without a session policy", "allowed", SESSION)
def _(bench):
    bench.describe(bench.session(allow(DESCRIBE)))


@case("limits", "a session policy that does not allow it", "denied", SESSION)
def _(bench):
    bench.describe(bench.session(allow("*"), Policy=policy(allow("ecr:ListImages"))))


@case("limits", "a session policy that allows more than the role", "denied", SESSION)
def _(bench):
    bench.describe(bench.session(allow("ecr:ListImages"), Policy=policy(allow("*"))))


@case("limits", "a session policy that denies it", "denied", SESSION)
def _(bench):
    bench.describe(bench.session(allow("*"), Policy=policy(allow("*"), deny(DESCRIBE))))


@case("limits", "a managed session policy that allows it", "allowed", SESSION)
def _(bench):
    arn = bench.managed(allow(DESCRIBE))
    bench.describe(bench.session(allow("*"), PolicyArns=[{"arn": arn}]))


@case("limits", "a managed session policy that does not", "denied", SESSION)
def _(bench):
    arn = bench.managed(allow("ecr:ListImages"))
    bench.describe(bench.session(allow("*"), PolicyArns=[{"arn": arn}]))


def federated(bench, **more):
    user = bench.user(allow(["sts:GetFederationToken", "ecr:*"]))
    return Credentials.of(bench.sts(user.credentials).get_federation_token(Name="guest", **more))


@case("limits", "a federated user without a policy", "denied", SESSION)
def _(bench):
    bench.describe(federated(bench))


@case("limits", "a federated user with one", "allowed", SESSION)
def _(bench):
    bench.describe(federated(bench, Policy=policy(allow(DESCRIBE))))


@case("limits", "GetSessionToken's credentials", "allowed", STS)
def _(bench):
    user = bench.user(allow(DESCRIBE))
    bench.describe(Credentials.of(bench.sts(user.credentials).get_session_token()))


@case("limits", "GetFederationToken by a session", "denied", STS)
def _(bench):
    bench.sts(bench.session(allow("*"))).get_federation_token(Name="guest")


@case("limits", "GetSessionToken by a session", "denied", STS)
def _(bench):
    bench.sts(bench.session(allow("*"))).get_session_token()


@case("limits", "GetCallerIdentity, denied by a policy", "allowed", STS)
def _(bench):
    bench.sts(bench.user(deny("*")).credentials).get_caller_identity()
