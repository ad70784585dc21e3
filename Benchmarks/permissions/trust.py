"""Who may assume a role."""

import json

from matrix import allow, case, deny

TRUST = "IAM User Guide, IAM roles"
STS = "STS API Reference, AssumeRole"
TAGS = "IAM User Guide, Pass session tags in AWS STS"


def root(bench):
    return f"arn:aws:iam::{bench.account}:root"


@case("trust", "the user is named, and has no policy", "allowed", TRUST)
def _(bench):
    user = bench.user()
    bench.assume(bench.role(bench.trusting(user.arn)), user.credentials)


@case("trust", "the account is named, and the user has no policy", "denied", TRUST)
def _(bench):
    bench.assume(bench.role(bench.trusting(root(bench))), bench.user().credentials)


@case("trust", "the account is named, and the user's policy allows it", "allowed", TRUST)
def _(bench):
    role = bench.role(bench.trusting(root(bench)))
    bench.assume(role, bench.user(allow("sts:AssumeRole", role)).credentials)


@case("trust", "the user's policy names another role", "denied", TRUST)
def _(bench):
    role = bench.role(bench.trusting(root(bench)))
    bench.assume(role, bench.user(allow("sts:AssumeRole", role + "-other")).credentials)


@case("trust", "another user is named", "denied", TRUST)
def _(bench):
    bench.assume(bench.role(bench.trusting(bench.user().arn)), bench.user(allow("*")).credentials)


@case("trust", "a service is named", "denied", TRUST)
def _(bench):
    statement = {"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}
    bench.assume(bench.role(statement), bench.user(allow("*")).credentials)


@case("trust", "the user's policy denies it", "denied", TRUST)
def _(bench):
    user = bench.user(deny("sts:AssumeRole"))
    bench.assume(bench.role(bench.trusting(user.arn)), user.credentials)


def external(bench, **given):
    user = bench.user()
    trust = bench.trusting(user.arn, Condition={"StringEquals": {"sts:ExternalId": "seven"}})
    bench.assume(bench.role(trust), user.credentials, **given)


@case("trust", "the external ID", "allowed", STS)
def _(bench):
    external(bench, ExternalId="seven")


@case("trust", "no external ID", "denied", STS)
def _(bench):
    external(bench)


@case("trust", "another external ID", "denied", STS)
def _(bench):
    external(bench, ExternalId="eight")


@case("trust", "MFA is asked for", "denied", STS)
def _(bench):
    user = bench.user()
    trust = bench.trusting(user.arn, Condition={"Bool": {"aws:MultiFactorAuthPresent": "true"}})
    bench.assume(bench.role(trust), user.credentials)


@case("trust", "the caller's tag is asked for, which it lacks", "denied", TRUST)
def _(bench):
    user = bench.user(tags={"team": "red"})
    trust = bench.trusting(user.arn, Condition={"StringEquals": {"aws:PrincipalTag/team": "blue"}})
    bench.assume(bench.role(trust), user.credentials)


@case("trust", "session tags without sts:TagSession", "denied", TAGS)
def _(bench):
    user = bench.user()
    bench.assume(bench.role(bench.trusting(user.arn)), user.credentials, Tags=[{"Key": "a", "Value": "b"}])


@case("trust", "session tags with sts:TagSession", "allowed", TAGS)
def _(bench):
    user = bench.user()
    role = bench.role(bench.trusting(user.arn, ["sts:AssumeRole", "sts:TagSession"]))
    bench.assume(role, user.credentials, Tags=[{"Key": "a", "Value": "b"}])


@case("trust", "a source identity without sts:SetSourceIdentity", "denied", STS)
def _(bench):
    user = bench.user()
    bench.assume(bench.role(bench.trusting(user.arn)), user.credentials, SourceIdentity="someone")


@case("trust", "a role that there is not", "denied", STS)
def _(bench):
    bench.assume(f"arn:aws:iam::{bench.account}:role/nobody-has-this", bench.admin)


@case("trust", "longer than the role's maximum", "ValidationError", STS)
def _(bench):
    user = bench.user()
    bench.assume(bench.role(bench.trusting(user.arn)), user.credentials, DurationSeconds=7200)


@case("trust", "more than an hour, by a role", "ValidationError", STS)
def _(bench):
    role = bench.role(bench.trusting(root(bench)), MaxSessionDuration=14400)
    bench.assume(role, bench.session(allow("*")), DurationSeconds=7200)


@case("trust", "a role of another account, which trusts this one", "allowed", TRUST)
def _(bench):
    name = bench.name("role")
    iam = bench.iam(bench.other())
    document = {"Version": "2012-10-17", "Statement": [bench.trusting(root(bench))]}
    made = iam.create_role(RoleName=name, AssumeRolePolicyDocument=json.dumps(document))
    bench.assume(made["Role"]["Arn"], bench.user(allow("sts:AssumeRole")).credentials)


@case("trust", "a role of another account, and the user has no policy", "denied", TRUST)
def _(bench):
    user = bench.user()
    iam = bench.iam(bench.other())
    document = {"Version": "2012-10-17", "Statement": [bench.trusting(user.arn)]}
    made = iam.create_role(RoleName=bench.name("role"), AssumeRolePolicyDocument=json.dumps(document))
    bench.assume(made["Role"]["Arn"], user.credentials)
