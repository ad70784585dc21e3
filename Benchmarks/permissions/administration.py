"""Who may change what IAM holds."""

from matrix import allow, case, policy

KEYS = "Service Authorization Reference, AWS Identity and Access Management"
BOUNDARY = "IAM User Guide, Delegating responsibility to others using permissions boundaries"


@case("administration", "CreateUser without permission", "denied", KEYS)
def _(bench):
    bench.iam(bench.user().credentials).create_user(UserName=bench.name("user"))


@case("administration", "CreateUser on another path's ARN", "denied", KEYS)
def _(bench):
    user = bench.user(allow("iam:CreateUser", f"arn:aws:iam::{bench.account}:user/team/*"))
    bench.iam(user.credentials).create_user(UserName=bench.name("user"))


@case("administration", "CreateUser on its path's ARN", "allowed", KEYS)
def _(bench):
    user = bench.user(allow("iam:CreateUser", f"arn:aws:iam::{bench.account}:user/team/*"))
    bench.iam(user.credentials).create_user(UserName=bench.name("user"), Path="/team/")


@case("administration", "a user's own access keys", "allowed", KEYS)
def _(bench):
    user = bench.user(allow("iam:ListAccessKeys", f"arn:aws:iam::{bench.account}:user/${{aws:username}}"))
    bench.iam(user.credentials).list_access_keys(UserName=user.name)


@case("administration", "another user's access keys", "denied", KEYS)
def _(bench):
    user = bench.user(allow("iam:ListAccessKeys", f"arn:aws:iam::{bench.account}:user/${{aws:username}}"))
    bench.iam(user.credentials).list_access_keys(UserName=bench.user().name)


def bounded(bench):
    boundary = bench.managed(allow("ecr:*"))
    condition = {"StringEquals": {"iam:PermissionsBoundary": boundary}}
    return boundary, bench.user(allow("iam:CreateUser", Condition=condition))


@case("administration", "CreateUser without the boundary that is asked for", "denied", BOUNDARY)
def _(bench):
    bench.iam(bounded(bench)[1].credentials).create_user(UserName=bench.name("user"))


@case("administration", "CreateUser with the boundary that is asked for", "allowed", BOUNDARY)
def _(bench):
    boundary, user = bounded(bench)
    bench.iam(user.credentials).create_user(UserName=bench.name("user"), PermissionsBoundary=boundary)


def attaching(bench, arn):
    own = bench.managed(allow("ecr:ListImages"))
    user = bench.user(allow("iam:AttachUserPolicy", Condition={"ArnEquals": {"iam:PolicyARN": own}}))
    bench.iam(user.credentials).attach_user_policy(UserName=bench.user().name, PolicyArn=arn or own)


@case("administration", "AttachUserPolicy of the policy that iam:PolicyARN names", "allowed", KEYS)
def _(bench):
    attaching(bench, None)


@case("administration", "AttachUserPolicy of another", "denied", KEYS)
def _(bench):
    attaching(bench, "arn:aws:iam::aws:policy/AdministratorAccess")


@case("administration", "DeleteUser of a user who has a policy", "DeleteConflict", "IAM API Reference, DeleteUser")
def _(bench):
    bench.iam().delete_user(UserName=bench.user(allow("ecr:ListImages")).name)


@case("administration", "a policy that is not JSON", "MalformedPolicyDocument", "IAM API Reference, PutUserPolicy")
def _(bench):
    bench.iam().put_user_policy(UserName=bench.user().name, PolicyName="own", PolicyDocument="{")


@case("administration", "a third access key", "LimitExceeded", "IAM User Guide, IAM and AWS STS quotas")
def _(bench):
    user = bench.user()
    for _ in range(2):
        bench.iam().create_access_key(UserName=user.name)


@case("administration", "a deny of an action whose name only begins alike", "allowed", KEYS)
def _(bench):
    user = bench.user(allow("iam:List*"), {"Effect": "Deny", "Action": "iam:ListUser", "Resource": "*"})
    bench.iam(user.credentials).list_users()


@case("administration", "a user who narrows what it passes on", "denied", BOUNDARY)
def _(bench):
    boundary = bench.managed(allow("ecr:*"), allow("iam:PutUserPolicy"))
    user = bench.user(allow("*"), boundary=boundary)
    bench.iam(user.credentials).put_user_policy(
        UserName=user.name, PolicyName="more", PolicyDocument=policy(allow("s3:*"))
    )
    bench.client("s3", user.credentials).list_buckets()
