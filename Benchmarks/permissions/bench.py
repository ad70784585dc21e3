"""What the cases are tried with: principals that are made by the IAM API, and clients that act as them."""

import contextlib
import datetime
import itertools
import json
import random

import boto3
import botocore.auth
import urllib3
from botocore.config import Config

from matrix import policy

REGION = "us-east-1"


class NotPossible(Exception):
    """The emulator lacks something that the case needs."""


class Credentials:
    def __init__(self, key, secret, token=None):
        self.key, self.secret, self.token = key, secret, token

    @staticmethod
    def of(answer):
        """Of an answer of STS's."""
        given = answer["Credentials"]
        return Credentials(given["AccessKeyId"], given["SecretAccessKey"], given["SessionToken"])


class Bench:
    """One emulator with an administrator, and perhaps one of another account."""

    def __init__(self, endpoint, admin, other=None):
        self.endpoint = endpoint
        self.admin = admin
        self.other_admin = other
        self.numbers = itertools.count()
        self.run = "%06x" % random.randrange(1 << 24)
        self.account = self.sts(admin).get_caller_identity()["Account"]
        self.repository = self.name("app")
        self.ecr(admin).create_repository(
            repositoryName=self.repository, tags=[{"Key": "team", "Value": "blue"}]
        )

    def name(self, kind):
        return f"{kind}-{self.run}-{next(self.numbers)}"

    # Clients

    def client(self, service, credentials):
        return boto3.client(
            service,
            endpoint_url=self.endpoint,
            region_name=REGION,
            aws_access_key_id=credentials.key,
            aws_secret_access_key=credentials.secret,
            aws_session_token=credentials.token,
            config=Config(retries={"total_max_attempts": 1}, parameter_validation=False),
        )

    def iam(self, credentials=None):
        return self.client("iam", credentials or self.admin)

    def sts(self, credentials=None):
        return self.client("sts", credentials or self.admin)

    def ecr(self, credentials=None):
        return self.client("ecr", credentials or self.admin)

    def other(self):
        """The administrator of another account."""
        if self.other_admin is None:
            raise NotPossible("needs --other")
        return self.other_admin

    # Principals

    def user(self, *statements, boundary=None, tags=None, name=None):
        """A user with an inline policy of these statements. Its name, ARN and access key."""
        name = name or self.name("user")
        more = {"PermissionsBoundary": boundary} if boundary else {}
        if tags:
            more["Tags"] = [{"Key": key, "Value": value} for key, value in tags.items()]
        made = self.iam().create_user(UserName=name, **more)["User"]
        if statements:
            self.iam().put_user_policy(UserName=name, PolicyName="own", PolicyDocument=policy(*statements))
        key = self.iam().create_access_key(UserName=name)["AccessKey"]
        return User(name, made["Arn"], Credentials(key["AccessKeyId"], key["SecretAccessKey"]))

    def managed(self, *statements):
        """The ARN of a managed policy of these statements."""
        made = self.iam().create_policy(PolicyName=self.name("policy"), PolicyDocument=policy(*statements))
        return made["Policy"]["Arn"]

    def role(self, trust, *statements, **more):
        """The ARN of a role that `trust`, a statement without a resource, lets somebody assume."""
        name = self.name("role")
        document = {"Version": "2012-10-17", "Statement": [trust]}
        made = self.iam().create_role(
            RoleName=name, AssumeRolePolicyDocument=json.dumps(document), **more
        )
        if statements:
            self.iam().put_role_policy(RoleName=name, PolicyName="own", PolicyDocument=policy(*statements))
        return made["Role"]["Arn"]

    def trusting(self, principal, action="sts:AssumeRole", **more):
        return {"Effect": "Allow", "Principal": {"AWS": principal}, "Action": action, **more}

    def assume(self, role, credentials, **more):
        answer = self.sts(credentials).assume_role(RoleArn=role, RoleSessionName="matrix", **more)
        return Credentials.of(answer)

    def session(self, *statements, **more):
        """A session of a role with these statements, assumed by the administrator."""
        role = self.role(self.trusting(f"arn:aws:iam::{self.account}:root"), *statements)
        return self.assume(role, self.admin, **more)

    # Repositories

    def arn(self, repository=None):
        return f"arn:aws:ecr:{REGION}:{self.account}:repository/{repository or self.repository}"

    def describe(self, credentials, repository=None):
        """ecr:DescribeRepositories of one repository, which most cases try."""
        self.ecr(credentials).describe_repositories(
            registryId=self.account, repositoryNames=[repository or self.repository]
        )

    def shared(self, *statements):
        """A new repository with a policy of these statements."""
        name = self.name("shared")
        self.ecr().create_repository(repositoryName=name)
        self.ecr().set_repository_policy(
            repositoryName=name, policyText=policy(*statements), force=True
        )
        return name

    # The registry

    def password(self, credentials):
        answer = self.ecr(credentials).get_authorization_token()["authorizationData"][0]
        return answer["authorizationToken"]

    def registry(self, method, path, basic=None, body=None, headers=None):
        """The status of a request to the registry."""
        headers = dict(headers or {})
        if basic:
            headers["Authorization"] = "Basic " + basic
        answer = urllib3.PoolManager(retries=False).request(
            method, self.endpoint + path, headers=headers, body=body
        )
        if answer.status >= 400:
            raise RegistryRefusal(answer.status)


class User:
    def __init__(self, name, arn, credentials):
        self.name, self.arn, self.credentials = name, arn, credentials


class RegistryRefusal(Exception):
    def __init__(self, status):
        super().__init__(f"status {status}")
        self.status = status


@contextlib.contextmanager
def clock_ahead(seconds):
    """Signs as a machine would whose clock is ahead."""
    original = botocore.auth.get_current_datetime

    def shifted(*arguments, **more):
        return original(*arguments, **more) + datetime.timedelta(seconds=seconds)

    botocore.auth.get_current_datetime = shifted
    try:
        yield
    finally:
        botocore.auth.get_current_datetime = original
