"""Policies of repositories."""

from bench import Credentials, User
from matrix import allow, case, policy

LOGIC = "IAM User Guide, Policy evaluation for requests within a single account"
ACROSS = "IAM User Guide, Cross-account policy evaluation logic"
DESCRIBE = "ecr:DescribeRepositories"


def naming(principal, effect="Allow", **more):
    return {"Effect": effect, "Principal": principal, "Action": DESCRIBE, **more}


@case("resources", "the repository's policy names the user, who has none", "allowed", LOGIC)
def _(bench):
    user = bench.user()
    bench.describe(user.credentials, bench.shared(naming({"AWS": user.arn})))


@case("resources", "it names everyone", "allowed", LOGIC)
def _(bench):
    bench.describe(bench.user().credentials, bench.shared(naming("*")))


@case("resources", "it names the account, and the user has none", "denied", LOGIC)
def _(bench):
    bench.describe(bench.user().credentials, bench.shared(naming({"AWS": bench.account})))


@case("resources", "it names another user", "denied", LOGIC)
def _(bench):
    bench.describe(bench.user().credentials, bench.shared(naming({"AWS": bench.user().arn})))


@case("resources", "it denies what the user's policy allows", "denied", LOGIC)
def _(bench):
    bench.describe(bench.user(allow("*")).credentials, bench.shared(naming("*", "Deny")))


@case("resources", "its condition does not hold", "denied", LOGIC)
def _(bench):
    condition = {"StringEquals": {"aws:RequestedRegion": "eu-west-1"}}
    user = bench.user()
    bench.describe(user.credentials, bench.shared(naming({"AWS": user.arn}, Condition=condition)))


@case("resources", "it names the user, whose boundary is silent", "allowed", LOGIC)
def _(bench):
    user = bench.user(boundary=bench.managed(allow("ecr:ListImages")))
    bench.describe(user.credentials, bench.shared(naming({"AWS": user.arn})))


@case("resources", "it names a principal that there is not", "InvalidParameterException", "ECR User Guide")
def _(bench):
    bench.shared(naming({"AWS": f"arn:aws:iam::{bench.account}:user/nobody-has-this"}))


def foreign(bench, *statements):
    """A user of the other account."""
    name = bench.name("user")
    iam = bench.iam(bench.other())
    made = iam.create_user(UserName=name)["User"]
    if statements:
        iam.put_user_policy(UserName=name, PolicyName="own", PolicyDocument=policy(*statements))
    key = iam.create_access_key(UserName=name)["AccessKey"]
    return User(name, made["Arn"], Credentials(key["AccessKeyId"], key["SecretAccessKey"]))


@case("resources", "another account's user, whom both sides allow", "allowed", ACROSS)
def _(bench):
    user = foreign(bench, allow(DESCRIBE))
    bench.describe(user.credentials, bench.shared(naming({"AWS": user.arn})))


@case("resources", "another account's user, whom only the repository allows", "denied", ACROSS)
def _(bench):
    user = foreign(bench)
    bench.describe(user.credentials, bench.shared(naming({"AWS": user.arn})))


@case("resources", "another account's user, whom only its own policy allows", "denied", ACROSS)
def _(bench):
    bench.describe(foreign(bench, allow("*")).credentials)
