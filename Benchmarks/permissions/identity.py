"""Policies of users, groups and roles."""

from matrix import allow, case, deny, policy

ELEMENTS = "IAM User Guide, IAM JSON policy elements reference"
LOGIC = "IAM User Guide, Policy evaluation logic"
ACTIONS = "Service Authorization Reference, Amazon ECR"
DESCRIBE = "ecr:DescribeRepositories"


@case("identity", "no policy", "denied", LOGIC)
def _(bench):
    bench.describe(bench.user().credentials)


@case("identity", "the action on *", "allowed", LOGIC)
def _(bench):
    bench.describe(bench.user(allow(DESCRIBE)).credentials)


@case("identity", "a wildcard in the action", "allowed", ELEMENTS)
def _(bench):
    bench.describe(bench.user(allow("ecr:Desc*")).credentials)


@case("identity", "another action", "denied", LOGIC)
def _(bench):
    bench.describe(bench.user(allow("ecr:DescribeImages")).credentials)


@case("identity", "the action in another case", "allowed", ELEMENTS)
def _(bench):
    bench.describe(bench.user(allow("ECR:describerepositories")).credentials)


@case("identity", "an explicit deny beside an allow of everything", "denied", LOGIC)
def _(bench):
    bench.describe(bench.user(allow("*"), deny(DESCRIBE)).credentials)


@case("identity", "a deny of another repository", "allowed", ELEMENTS)
def _(bench):
    bench.describe(bench.user(allow("*"), deny(DESCRIBE, bench.arn("other"))).credentials)


@case("identity", "the repository's ARN", "allowed", ACTIONS)
def _(bench):
    bench.describe(bench.user(allow(DESCRIBE, bench.arn())).credentials)


@case("identity", "another repository's ARN", "denied", ACTIONS)
def _(bench):
    bench.describe(bench.user(allow(DESCRIBE, bench.arn("other"))).credentials)


@case("identity", "a prefix of the ARN and a wildcard", "allowed", ELEMENTS)
def _(bench):
    bench.describe(bench.user(allow(DESCRIBE, bench.arn("app-*"))).credentials)


@case("identity", "another prefix and a wildcard", "denied", ELEMENTS)
def _(bench):
    bench.describe(bench.user(allow(DESCRIBE, bench.arn("web-*"))).credentials)


@case("identity", "a question mark for each of the first characters", "allowed", ELEMENTS)
def _(bench):
    bench.describe(bench.user(allow(DESCRIBE, bench.arn("???-*"))).credentials)


@case("identity", "the ARN in another case", "denied", ELEMENTS)
def _(bench):
    bench.describe(bench.user(allow(DESCRIBE, bench.arn(bench.repository.upper()))).credentials)


@case("identity", "the ARN of another region", "denied", ELEMENTS)
def _(bench):
    arn = bench.arn().replace("us-east-1", "eu-west-1")
    bench.describe(bench.user(allow(DESCRIBE, arn)).credentials)


@case("identity", "NotAction that leaves it out", "allowed", ELEMENTS)
def _(bench):
    bench.describe(bench.user({"Effect": "Allow", "NotAction": "iam:*", "Resource": "*"}).credentials)


@case("identity", "NotAction that names it", "denied", ELEMENTS)
def _(bench):
    bench.describe(bench.user({"Effect": "Allow", "NotAction": "ecr:*", "Resource": "*"}).credentials)


@case("identity", "NotResource that names the repository", "denied", ELEMENTS)
def _(bench):
    statement = {"Effect": "Allow", "Action": DESCRIBE, "NotResource": bench.arn()}
    bench.describe(bench.user(statement).credentials)


@case("identity", "GetAuthorizationToken on *", "allowed", ACTIONS)
def _(bench):
    bench.ecr(bench.user(allow("ecr:GetAuthorizationToken")).credentials).get_authorization_token()


@case("identity", "GetAuthorizationToken on a repository's ARN", "denied", ACTIONS)
def _(bench):
    user = bench.user(allow("ecr:GetAuthorizationToken", bench.arn()))
    bench.ecr(user.credentials).get_authorization_token()


def member(bench, *statements):
    user = bench.user()
    group = bench.name("group")
    bench.iam().create_group(GroupName=group)
    bench.iam().put_group_policy(
        GroupName=group, PolicyName="own", PolicyDocument=policy(*statements)
    )
    bench.iam().add_user_to_group(GroupName=group, UserName=user.name)
    return user, group


@case("identity", "a group's policy", "allowed", LOGIC)
def _(bench):
    bench.describe(member(bench, allow(DESCRIBE))[0].credentials)


@case("identity", "a group's deny beside the user's allow", "denied", LOGIC)
def _(bench):
    user, group = member(bench, deny(DESCRIBE))
    bench.iam().attach_user_policy(UserName=user.name, PolicyArn=bench.managed(allow("*")))
    bench.describe(user.credentials)


@case("identity", "a group that the user has left", "denied", LOGIC)
def _(bench):
    user, group = member(bench, allow(DESCRIBE))
    bench.iam().remove_user_from_group(GroupName=group, UserName=user.name)
    bench.describe(user.credentials)


@case("identity", "a managed policy that is attached", "allowed", LOGIC)
def _(bench):
    user = bench.user()
    bench.iam().attach_user_policy(UserName=user.name, PolicyArn=bench.managed(allow(DESCRIBE)))
    bench.describe(user.credentials)


@case("identity", "a managed policy that was detached", "denied", LOGIC)
def _(bench):
    user, arn = bench.user(), bench.managed(allow(DESCRIBE))
    bench.iam().attach_user_policy(UserName=user.name, PolicyArn=arn)
    bench.iam().detach_user_policy(UserName=user.name, PolicyArn=arn)
    bench.describe(user.credentials)


@case("identity", "a new default version that does not allow it", "denied", "IAM User Guide, Versioning IAM policies")
def _(bench):
    user, arn = bench.user(), bench.managed(allow(DESCRIBE))
    bench.iam().attach_user_policy(UserName=user.name, PolicyArn=arn)
    bench.iam().create_policy_version(
        PolicyArn=arn, PolicyDocument=policy(allow("ecr:ListImages")), SetAsDefault=True
    )
    bench.describe(user.credentials)


@case("identity", "a new version that is not the default", "allowed", "IAM User Guide, Versioning IAM policies")
def _(bench):
    user, arn = bench.user(), bench.managed(allow(DESCRIBE))
    bench.iam().attach_user_policy(UserName=user.name, PolicyArn=arn)
    bench.iam().create_policy_version(
        PolicyArn=arn, PolicyDocument=policy(allow("ecr:ListImages")), SetAsDefault=False
    )
    bench.describe(user.credentials)


def attached(bench, name):
    user = bench.user()
    bench.iam().attach_user_policy(UserName=user.name, PolicyArn="arn:aws:iam::aws:policy/" + name)
    return user.credentials


MANAGED = "AWS Managed Policy Reference"


@case("identity", "AmazonEC2ContainerRegistryReadOnly: describe", "allowed", MANAGED)
def _(bench):
    bench.describe(attached(bench, "AmazonEC2ContainerRegistryReadOnly"))


@case("identity", "AmazonEC2ContainerRegistryReadOnly: create a repository", "denied", MANAGED)
def _(bench):
    credentials = attached(bench, "AmazonEC2ContainerRegistryReadOnly")
    bench.ecr(credentials).create_repository(repositoryName=bench.name("new"))


@case("identity", "AmazonEC2ContainerRegistryPowerUser: create a repository", "denied", MANAGED)
def _(bench):
    credentials = attached(bench, "AmazonEC2ContainerRegistryPowerUser")
    bench.ecr(credentials).create_repository(repositoryName=bench.name("new"))
