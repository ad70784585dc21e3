"""Conditions and policy variables."""

from matrix import allow, case, deny

KEYS = "IAM User Guide, AWS global condition context keys"
OPERATORS = "IAM User Guide, Condition operators"
ACTIONS = "Service Authorization Reference, Amazon ECR"
DESCRIBE = "ecr:DescribeRepositories"


def under(bench, condition, **more):
    return bench.user(allow(DESCRIBE, Condition=condition), **more).credentials


def tried(title, expected, source, condition, tags=None):
    @case("conditions", title, expected, source)
    def _(bench):
        bench.describe(under(bench, condition, tags=tags))


tried("aws:RequestedRegion, the region", "allowed", KEYS, {"StringEquals": {"aws:RequestedRegion": "us-east-1"}})
tried("aws:RequestedRegion, another", "denied", KEYS, {"StringEquals": {"aws:RequestedRegion": "eu-west-1"}})
tried("aws:SourceIp, every address", "allowed", KEYS, {"IpAddress": {"aws:SourceIp": ["0.0.0.0/0", "::/0"]}})
tried("aws:SourceIp, another network", "denied", KEYS, {"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}})
tried("NotIpAddress of another network", "allowed", KEYS, {"NotIpAddress": {"aws:SourceIp": "203.0.113.0/24"}})
tried("aws:username by a pattern", "allowed", KEYS, {"StringLike": {"aws:username": "user-*"}})
tried("aws:username by another pattern", "denied", KEYS, {"StringLike": {"aws:username": "robot-*"}})
tried("the key's name in another case", "allowed", OPERATORS, {"StringLike": {"AWS:UserName": "user-*"}})
tried("aws:PrincipalTag that the user has", "allowed", KEYS, {"StringEquals": {"aws:PrincipalTag/team": "blue"}}, {"team": "blue"})
tried("aws:PrincipalTag of another value", "denied", KEYS, {"StringEquals": {"aws:PrincipalTag/team": "blue"}}, {"team": "red"})
tried("aws:ResourceTag of the repository", "allowed", ACTIONS, {"StringEquals": {"aws:ResourceTag/team": "blue"}})
tried("ecr:ResourceTag of the repository", "allowed", ACTIONS, {"StringEquals": {"ecr:ResourceTag/team": "blue"}})
tried("ecr:ResourceTag of another value", "denied", ACTIONS, {"StringEquals": {"ecr:ResourceTag/team": "red"}})
tried("a principal's tag that is the resource's", "allowed", KEYS, {"StringEquals": {"aws:ResourceTag/team": "${aws:PrincipalTag/team}"}}, {"team": "blue"})
tried("a principal's tag that is not the resource's", "denied", KEYS, {"StringEquals": {"aws:ResourceTag/team": "${aws:PrincipalTag/team}"}}, {"team": "red"})
tried("Null of a key that is there", "denied", OPERATORS, {"Null": {"aws:username": "true"}})
tried("Null of a key that is absent", "allowed", OPERATORS, {"Null": {"aws:SourceVpce": "true"}})
tried("StringEquals of a key that is absent", "denied", OPERATORS, {"StringEquals": {"aws:SourceVpce": "vpce-1"}})
tried("StringNotEquals of a key that is absent", "allowed", OPERATORS, {"StringNotEquals": {"aws:SourceVpce": "vpce-1"}})
tried("StringEqualsIfExists of a key that is absent", "allowed", OPERATORS, {"StringEqualsIfExists": {"aws:SourceVpce": "vpce-1"}})
tried("StringEqualsIfExists of another value", "denied", OPERATORS, {"StringEqualsIfExists": {"aws:RequestedRegion": "eu-west-1"}})
tried("ForAllValues of a key that is absent", "allowed", OPERATORS, {"ForAllValues:StringEquals": {"aws:TagKeys": "team"}})
tried("ForAnyValue of a key that is absent", "denied", OPERATORS, {"ForAnyValue:StringEquals": {"aws:TagKeys": "team"}})
tried("a date that has passed", "denied", OPERATORS, {"DateLessThan": {"aws:CurrentTime": "2020-01-01T00:00:00Z"}})
tried("a date that has not passed", "allowed", OPERATORS, {"DateLessThan": {"aws:CurrentTime": "2099-01-01T00:00:00Z"}})
tried("the epoch's seconds", "allowed", OPERATORS, {"NumericGreaterThan": {"aws:EpochTime": "1500000000"}})
tried("two operators, one of which fails", "denied", OPERATORS, {"StringLike": {"aws:username": "user-*"}, "StringEquals": {"aws:RequestedRegion": "eu-west-1"}})
tried("two values, one of which is right", "allowed", OPERATORS, {"StringEquals": {"aws:RequestedRegion": ["eu-west-1", "us-east-1"]}})
tried("MFA, by a user without", "denied", KEYS, {"Bool": {"aws:MultiFactorAuthPresent": "true"}})
tried("BoolIfExists of MFA, by an access key", "allowed", KEYS, {"BoolIfExists": {"aws:MultiFactorAuthPresent": "true"}})
tried("ArnLike of the caller", "allowed", KEYS, {"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::*:user/user-*"}})
tried("aws:PrincipalAccount, another", "denied", KEYS, {"StringEquals": {"aws:PrincipalAccount": "999999999999"}})


@case("conditions", "${aws:username} in the resource, one's own", "allowed", "IAM User Guide, Policy variables and tags")
def _(bench):
    user = bench.user(allow(DESCRIBE, bench.arn("${aws:username}")))
    bench.ecr().create_repository(repositoryName=user.name)
    bench.describe(user.credentials, user.name)


@case("conditions", "${aws:username} in the resource, another's", "denied", "IAM User Guide, Policy variables and tags")
def _(bench):
    bench.describe(bench.user(allow(DESCRIBE, bench.arn("${aws:username}"))).credentials)


@case("conditions", "a deny whose condition does not hold", "allowed", OPERATORS)
def _(bench):
    condition = {"StringEquals": {"aws:RequestedRegion": "eu-west-1"}}
    bench.describe(bench.user(allow("*"), deny("*", Condition=condition)).credentials)


def creating(bench, *tags):
    condition = {"StringEquals": {"aws:RequestTag/team": "blue"}}
    user = bench.user(allow(["ecr:CreateRepository", "ecr:TagResource"], Condition=condition))
    bench.ecr(user.credentials).create_repository(repositoryName=bench.name("new"), tags=list(tags))


@case("conditions", "aws:RequestTag, with the tag", "allowed", ACTIONS)
def _(bench):
    creating(bench, {"Key": "team", "Value": "blue"})


@case("conditions", "aws:RequestTag, with another", "denied", ACTIONS)
def _(bench):
    creating(bench, {"Key": "team", "Value": "red"})


@case("conditions", "aws:RequestTag, without tags", "denied", ACTIONS)
def _(bench):
    creating(bench)
