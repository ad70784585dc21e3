"""Calls every operation of IAM with boto3, as `case_check` says.

usage: iam_cases.py

Prints what is not as it must be, a line each, and a line with the count of calls.
"""

import base64
import hashlib
import hmac
import json
import os
import subprocess
import time
import urllib.request

import boto3

from case_check import ACCOUNT, PLAIN, Case, Check, call, done, numbers, report

iam = boto3.client("iam", config=PLAIN)
organizations = boto3.client("organizations", config=PLAIN)

NONE = "none"
NOT_AN_ARN = "x" * 20
POLICY = json.dumps({"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "ecr:*", "Resource": "*"}})
# A variable is a context key that simulations ask for.
KEYED = POLICY.replace('"*"', '"arn:aws:ecr:*:*:repository/${aws:username}"')
TRUST = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": {
            "Effect": "Allow",
            "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:root"},
            "Action": "sts:AssumeRole",
        },
    }
)
READ_ONLY = "arn:aws:iam::aws:policy/ReadOnlyAccess"
OF_A_SERVICE = "arn:aws:iam::aws:policy/aws-service-role/ECRReplicationServiceRolePolicy"
SERVICE, LINKED = "replication.ecr.amazonaws.com", "AWSServiceRoleForECRReplication"
CLIENTS = [f"client{number}" for number in range(100)]
# Two tags of one key, which differ in case.
TWICE = [{"Key": "team", "Value": "ml"}, {"Key": "TEAM", "Value": "ml"}]
TAGS = [{"Key": f"k{number}", "Value": "v"} for number in range(3)]


def arn(resource):
    return f"arn:aws:iam::{ACCOUNT}:{resource}"


NO_POLICY = arn("policy/none")
NO_OIDC = arn("oidc-provider/none.example.com")
NO_SAML = arn("saml-provider/none")
NO_DEVICE = arn("mfa/none")
NO_JOB = "00000000-0000-4000-8000-000000000000"


def name():
    return f"made-{next(numbers)}"


def filled(text, length):
    """A document with more characters in it than there may be."""
    return text.replace("2012-10-17\",", "2012-10-17\", \"Id\": \"" + "x" * length + "\",")


# What is made, under a name of its own. Each answers with what names it.


def user(**settings):
    made = name()
    done(iam, "CreateUser", UserName=made, **settings)
    return made


def group(**settings):
    made = name()
    done(iam, "CreateGroup", GroupName=made, **settings)
    return made


def role(**settings):
    made = name()
    done(iam, "CreateRole", RoleName=made, AssumeRolePolicyDocument=TRUST, **settings)
    return made


def policy(**settings):
    return done(iam, "CreatePolicy", PolicyName=name(), PolicyDocument=POLICY, **settings)["Policy"]["Arn"]


def versioned(count):
    """A policy with so many versions more."""
    made = policy()
    for _ in range(count):
        done(iam, "CreatePolicyVersion", PolicyArn=made, PolicyDocument=POLICY)
    return made


def profile(*roles, **settings):
    made = name()
    done(iam, "CreateInstanceProfile", InstanceProfileName=made, **settings)
    for inner in roles:
        done(iam, "AddRoleToInstanceProfile", InstanceProfileName=made, RoleName=inner)
    return made


def oidc(**settings):
    url = f"https://{name()}.example.com"
    return done(iam, "CreateOpenIDConnectProvider", Url=url, **settings)["OpenIDConnectProviderArn"]


def saml(**settings):
    made = done(iam, "CreateSAMLProvider", Name=name(), SAMLMetadataDocument=metadata(), **settings)
    return made["SAMLProviderArn"]


def metadata():
    """What an identity provider tells of itself, with a certificate."""
    if not CERTIFICATE:
        made = certificate()
        CERTIFICATE.append("".join(line for line in made.splitlines() if "-----" not in line))
    return (
        '<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="https://idp.example.com">'
        '<IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">'
        '<KeyDescriptor use="signing"><KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#"><X509Data>'
        f"<X509Certificate>{CERTIFICATE[0]}</X509Certificate></X509Data></KeyInfo></KeyDescriptor>"
        "</IDPSSODescriptor></EntityDescriptor>"
    ).ljust(1_000)


CERTIFICATE = []


def device(**settings):
    """A virtual device that nobody has, and the key of its codes."""
    made = done(iam, "CreateVirtualMFADevice", VirtualMFADeviceName=name(), **settings)["VirtualMFADevice"]
    return made["SerialNumber"], base64.b32decode(made["Base32StringSeed"])


def one_time_codes(key):
    """Those of the step before, and of now."""

    def code(step):
        digest = hmac.new(key, step.to_bytes(8, "big"), hashlib.sha1).digest()
        first = digest[-1] & 15
        return f"{int.from_bytes(digest[first:first + 4], 'big') % 2**31 % 10**6:06}"

    step = int(time.time()) // 30
    return {"AuthenticationCode1": code(step - 1), "AuthenticationCode2": code(step)}


WRONG_CODES = {"AuthenticationCode1": "000000", "AuthenticationCode2": "000000"}


def enabling(owner=None, **codes):
    """What EnableMFADevice is called with."""
    serial, key = device()
    return {"UserName": owner or user(), "SerialNumber": serial, **(codes or one_time_codes(key))}


def enabled(owner=None):
    """The same, of a device that is enabled."""
    arguments = enabling(owner)
    done(iam, "EnableMFADevice", **arguments)
    return arguments


def owned(**more):
    """An owner and the device."""
    arguments = enabled()
    return {member: arguments[member] for member in ("UserName", "SerialNumber")} | more


def many_devices():
    owner = user()
    for _ in range(8):
        enabled(owner)
    return enabling(owner)


def access_key(owner=None, **more):
    owner = owner or user()
    made = done(iam, "CreateAccessKey", UserName=owner)["AccessKey"]["AccessKeyId"]
    return {"UserName": owner, "AccessKeyId": made, **more}


def with_keys(count):
    owner = user()
    for _ in range(count):
        done(iam, "CreateAccessKey", UserName=owner)
    return {"UserName": owner}


def member(count=1, owner=None):
    """A user in groups."""
    owner = owner or user()
    for _ in range(count):
        done(iam, "AddUserToGroup", GroupName=group(), UserName=owner)
    return owner


def populated():
    made = group()
    for _ in range(3):
        done(iam, "AddUserToGroup", GroupName=made, UserName=user())
    return made


def linked():
    """The role of a service, which only the service changes."""
    call(iam, "CreateServiceLinkedRole", {"AWSServiceName": SERVICE})
    return LINKED


def unlinked():
    call(iam, "DeleteServiceLinkedRole", {"RoleName": LINKED})
    return {"AWSServiceName": SERVICE}


def unlinking():
    linked()
    return {"DeletionTaskId": done(iam, "DeleteServiceLinkedRole", RoleName=LINKED)["DeletionTaskId"]}


def named_account():
    done(iam, "CreateAccountAlias", AccountAlias="drydock")
    return {"AccountAlias": "drydock"}


def federation(is_on):
    """The account, with outbound web identity federation switched on or off."""

    def make():
        verb = "Enable" if is_on else "Disable"
        call(iam, f"{verb}OutboundWebIdentityFederation", {})
        return {}

    return make


def control(path, **body):
    """A control request of the emulator's."""
    address = os.environ["AWS_ENDPOINT_URL"] + "/_drydock/" + path
    headers = {"Content-Type": "application/json"}
    urllib.request.urlopen(urllib.request.Request(address, json.dumps(body).encode(), headers)).read()


def without_report():
    control("reset")
    return {}


def old_report():
    done(iam, "GenerateCredentialReport")
    control("clock", advance=4 * 3_600)
    return {}


def reported():
    done(iam, "GenerateCredentialReport")
    return {}


PASSWORD, WEAK = "Correct-Horse-7", "horse"


def with_password(**more):
    """A user who has a password."""
    owner = user()
    done(iam, "CreateLoginProfile", UserName=owner, Password=PASSWORD)
    return {"UserName": owner, **more}


def own_password(**more):
    """The caller's own, which is this one."""
    call(iam, "DeleteLoginProfile", {"UserName": "developer"})
    done(iam, "CreateLoginProfile", UserName="developer", Password=PASSWORD)
    return {"OldPassword": PASSWORD, "NewPassword": PASSWORD + "!", **more}


def passwordless():
    call(iam, "DeleteLoginProfile", {"UserName": "developer"})
    return {"OldPassword": PASSWORD, "NewPassword": PASSWORD + "!"}


def with_password_policy():
    done(iam, "UpdateAccountPasswordPolicy")
    return {}


def without_password_policy():
    call(iam, "DeleteAccountPasswordPolicy", {})
    return {}


def openssl(*arguments, **more):
    return subprocess.run(["openssl", *arguments], capture_output=True, check=True, text=True, **more).stdout


def ssh_key(bits=2_048):
    """A public key in PEM."""
    pair = openssl("genpkey", "-algorithm", "RSA", "-pkeyopt", f"rsa_keygen_bits:{bits}")
    return openssl("pkey", "-pubout", input=pair)


def certificate(kind="rsa:2048"):
    """A certificate in PEM, which signs itself."""
    request = ["req", "-x509", "-newkey", kind, "-nodes", "-keyout", "/dev/null", "-subj", "/CN=signer"]
    return openssl(*request)


def with_ssh_key(**more):
    owner = user()
    made = done(iam, "UploadSSHPublicKey", UserName=owner, SSHPublicKeyBody=ssh_key())["SSHPublicKey"]
    return {"UserName": owner, "SSHPublicKeyId": made["SSHPublicKeyId"], **more}


def same_ssh_key():
    body = ssh_key()
    owner = user()
    done(iam, "UploadSSHPublicKey", UserName=owner, SSHPublicKeyBody=body)
    return {"UserName": owner, "SSHPublicKeyBody": body}


def with_ssh_keys(count):
    owner = user()
    for _ in range(count):
        done(iam, "UploadSSHPublicKey", UserName=owner, SSHPublicKeyBody=ssh_key())
    return {"UserName": owner}


def with_credentials(count, **more):
    """A user who has credentials for services; the last is given along where its ID is asked for."""
    owner = user()
    for number in range(count):
        service = SERVICES[number % len(SERVICES)]
        made = done(iam, "CreateServiceSpecificCredential", UserName=owner, ServiceName=service)
    return {"UserName": owner, **more}, made["ServiceSpecificCredential"]["ServiceSpecificCredentialId"]


def with_credential(**more):
    owner, made = with_credentials(1)
    return {**owner, "ServiceSpecificCredentialId": made, **more}


def certified(count=1, **more):
    owner = user()
    for _ in range(count):
        made = done(iam, "UploadSigningCertificate", UserName=owner, CertificateBody=certificate())["Certificate"]
    return {"UserName": owner, "CertificateId": made["CertificateId"], **more}


def same_certificate():
    body = certificate()
    done(iam, "UploadSigningCertificate", UserName=user(), CertificateBody=body)
    return {"UserName": user(), "CertificateBody": body}


def pair():
    """A certificate for servers, and its private key."""
    key = openssl("genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048")
    body = openssl("req", "-x509", "-key", "/dev/stdin", "-subj", "/CN=example.com", input=key)
    return {"CertificateBody": body, "PrivateKey": key}


PAIR = pair()


def server_certificate(**settings):
    """The oldest goes where there are as many as there may be."""
    made = name()
    while len(SERVER_CERTIFICATES) > 15:
        call(iam, "DeleteServerCertificate", {"ServerCertificateName": SERVER_CERTIFICATES.pop(0)})
    done(iam, "UploadServerCertificate", ServerCertificateName=made, **PAIR, **settings)
    SERVER_CERTIFICATES.append(made)
    return made


def uploading(**more):
    """What UploadServerCertificate is called with."""

    def make():
        server_certificate()
        call(iam, "DeleteServerCertificate", {"ServerCertificateName": NONE})
        return {"ServerCertificateName": NONE, **PAIR, **more}

    return make


def full_of_certificates():
    made = name()
    while call(iam, "UploadServerCertificate", {"ServerCertificateName": made, **PAIR})[1] is None:
        SERVER_CERTIFICATES.append(made)
        made = name()
    return {"ServerCertificateName": made, **PAIR}


SERVER_CERTIFICATES = []
SERVICES = ["codecommit.amazonaws.com", "bedrock.amazonaws.com", "logs.amazonaws.com"]
NO_KEY = {"SSHPublicKeyId": "APKANONENONENONENONEN"}
NO_CREDENTIAL = {"ServiceSpecificCredentialId": "ACCANONENONENONENONEN"}
NO_CERTIFICATE = {"CertificateId": "N" * 32}


class Holder:
    """A kind of identity, and the operations on its policies, which are alike.

    word: as the operations' names have it.
    make: makes one.
    inline: the most characters of its inline policies.
    bounded: whether it has a permissions boundary.
    guarded: whether there are some that only services change.
    """

    def __init__(self, word, make, inline, bounded=True, guarded=False):
        self.word, self.make, self.inline, self.bounded = word, make, inline, bounded
        self.name = word + "Name"
        self.guarded = guarded

    def unmodifiable(self, **more):
        """The error of those that only services change."""
        return {"UnmodifiableEntity": lambda: {self.name: linked(), **more}} if self.guarded else {}

    def given(self, **more):
        return lambda: {self.name: self.make(), **more}

    def absent(self, **more):
        return {self.name: NONE, **more}

    def with_policies(self, count=1, **more):
        def make():
            made = self.make()
            for number in range(count):
                done(
                    iam, f"Put{self.word}Policy", **{self.name: made}, PolicyName=f"p{number}", PolicyDocument=POLICY
                )
            return {self.name: made, **more}

        return make

    def with_attached(self, count=1, last=None):
        """One with so many managed policies; the last of them is given along where it is asked for."""

        def make():
            made = self.make()
            for _ in range(count):
                attached = policy()
                done(iam, f"Attach{self.word}Policy", **{self.name: made}, PolicyArn=attached)
            return {self.name: made, **({"PolicyArn": attached} if last == "attached" else {})} | (
                {"PolicyArn": policy()} if last == "another" else {}
            )

        return make

    def bound(self):
        made = self.make()
        done(iam, f"Put{self.word}PermissionsBoundary", **{self.name: made}, PermissionsBoundary=READ_ONLY)
        return {self.name: made}

    def cases(self):
        inline = {"PolicyName": "p0"}
        put = {**inline, "PolicyDocument": POLICY}
        cases = {
            f"Attach{self.word}Policy": Case(
                self.given(PolicyArn=READ_ONLY),
                NoSuchEntity=self.absent(PolicyArn=READ_ONLY),
                LimitExceeded=self.with_attached(10, last="another"),
                InvalidInput=self.given(PolicyArn=NOT_AN_ARN),
                PolicyNotAttachable=self.given(PolicyArn=OF_A_SERVICE),
                **self.unmodifiable(PolicyArn=READ_ONLY),
            ),
            f"Detach{self.word}Policy": Case(
                self.with_attached(last="attached"),
                NoSuchEntity=self.given(PolicyArn=READ_ONLY),
                InvalidInput=self.given(PolicyArn=NOT_AN_ARN),
                **self.unmodifiable(PolicyArn=OF_A_SERVICE),
            ),
            f"ListAttached{self.word}Policies": Case(
                self.given(),
                ["AttachedPolicies", "IsTruncated"],
                pages=(("AttachedPolicies",), self.with_attached(3)),
                NoSuchEntity=self.absent(),
            ),
            f"Put{self.word}Policy": Case(
                self.given(**put),
                LimitExceeded=self.given(**inline, PolicyDocument=filled(POLICY, self.inline)),
                MalformedPolicyDocument=self.given(**inline, PolicyDocument="{"),
                NoSuchEntity=self.absent(**put),
                **self.unmodifiable(**put),
            ),
            f"Get{self.word}Policy": Case(
                self.with_policies(**inline),
                [self.name, "PolicyName", "PolicyDocument"],
                NoSuchEntity=self.given(**inline),
            ),
            f"Delete{self.word}Policy": Case(
                self.with_policies(**inline),
                NoSuchEntity=self.given(**inline),
                **self.unmodifiable(**inline),
            ),
            f"List{self.word}Policies": Case(
                self.given(),
                ["PolicyNames", "IsTruncated"],
                pages=(("PolicyNames",), self.with_policies(3)),
                NoSuchEntity=self.absent(),
            ),
        }
        if not self.bounded:
            return cases
        boundary = {"PermissionsBoundary": READ_ONLY}
        return cases | {
            f"Put{self.word}PermissionsBoundary": Case(
                self.given(**boundary),
                NoSuchEntity=self.absent(**boundary),
                InvalidInput=self.given(PermissionsBoundary=NOT_AN_ARN),
                PolicyNotAttachable=self.given(PermissionsBoundary=OF_A_SERVICE),
                **self.unmodifiable(**boundary),
            ),
            f"Delete{self.word}PermissionsBoundary": Case(
                self.bound, NoSuchEntity=self.given(), **self.unmodifiable()
            ),
        }


class Tagged:
    """A kind of thing that has tags, and the operations on these, which are alike.

    member: what says which one it is.
    make: makes one, with tags.
    absent: what names none.
    wrong: what is not the name of one; None where every one may be.
    """

    def __init__(self, word, member, make, absent, wrong=None):
        self.word, self.member, self.make, self.absent, self.wrong = word, member, make, absent, wrong

    def cases(self):
        def named(made, **more):
            return {self.member: made, **more}

        wrong = {} if self.wrong is None else {"InvalidInput": named(self.wrong)}
        wrong_keys = {} if self.wrong is None else {"InvalidInput": named(self.wrong, TagKeys=["team"])}
        tags = [{"Key": f"more{number}", "Value": "v"} for number in range(48)]
        return {
            f"Tag{self.word}": Case(
                lambda: named(self.make(), Tags=TAGS),
                NoSuchEntity=named(self.absent, Tags=TAGS),
                InvalidInput=lambda: named(self.make(), Tags=TWICE),
                LimitExceeded=lambda: named(self.make(Tags=TAGS), Tags=tags),
            ),
            f"Untag{self.word}": Case(
                lambda: named(self.make(Tags=TAGS), TagKeys=["k1"]),
                NoSuchEntity=named(self.absent, TagKeys=["k1"]),
                **wrong_keys,
            ),
            f"List{self.word}Tags": Case(
                lambda: named(self.make()),
                ["Tags", "IsTruncated"],
                pages=(("Tags",), lambda: named(self.make(Tags=TAGS))),
                NoSuchEntity=named(self.absent),
                **wrong,
            ),
        }


def new(member, **more):
    """A name that nothing has yet."""
    return lambda: {member: name(), **more}


def below(make, **filters):
    """Three of a kind below a path of their own."""

    def made():
        path = f"/{name()}/"
        for _ in range(3):
            make(Path=path)
        return {"PathPrefix": path, **filters}

    return made


def profiles():
    inner = role()
    for _ in range(3):
        profile(inner)
    return {"RoleName": inner}


def used_policy():
    made = policy()
    for _ in range(3):
        done(iam, "AttachUserPolicy", UserName=user(), PolicyArn=made)
    return made


def with_devices():
    owner = user()
    for _ in range(3):
        enabled(owner)
    return {"UserName": owner}


def renamed(kind, make, other):
    """What a renaming is called with: one, and the name of another."""
    return lambda: {kind + "Name": make(), "New" + kind + "Name": other()}


SIMULATED = {"ActionNames": ["ecr:PutImage", "ecr:ListImages", "sts:AssumeRole"]}

def entity_path():
    organization = organizations.describe_organization()["Organization"]
    root = organizations.list_roots()["Roots"][0]["Id"]
    return f"{organization['Id']}/{root}"


def organization_report():
    return {"JobId": done(iam, "GenerateOrganizationsAccessReport", EntityPath=entity_path())["JobId"]}


def access_report():
    """A report on a user who may use three services."""
    made = user()
    document = POLICY.replace('"ecr:*"', '["ecr:*", "sts:*", "s3:ListBucket"]')
    done(iam, "PutUserPolicy", UserName=made, PolicyName="p", PolicyDocument=document)
    return {"JobId": done(iam, "GenerateServiceLastAccessedDetails", Arn=arn(f"user/{made}"))["JobId"]}


def group_report():
    """A report on a group whose members may use a service."""
    made = populated()
    done(iam, "PutGroupPolicy", GroupName=made, PolicyName="p", PolicyDocument=POLICY)
    report = done(iam, "GenerateServiceLastAccessedDetails", Arn=arn(f"group/{made}"))
    return {"JobId": report["JobId"], "ServiceNamespace": "ecr"}


CASES = {
    "AddClientIDToOpenIDConnectProvider": Case(
        lambda: {"OpenIDConnectProviderArn": oidc(), "ClientID": "app"},
        InvalidInput={"OpenIDConnectProviderArn": NOT_AN_ARN, "ClientID": "app"},
        NoSuchEntity={"OpenIDConnectProviderArn": NO_OIDC, "ClientID": "app"},
        LimitExceeded=lambda: {"OpenIDConnectProviderArn": oidc(ClientIDList=CLIENTS), "ClientID": "app"},
    ),
    "AddRoleToInstanceProfile": Case(
        lambda: {"InstanceProfileName": profile(), "RoleName": role()},
        NoSuchEntity=lambda: {"InstanceProfileName": NONE, "RoleName": role()},
        LimitExceeded=lambda: {"InstanceProfileName": profile(role()), "RoleName": role()},
        UnmodifiableEntity=lambda: {"InstanceProfileName": profile(), "RoleName": linked()},
    ),
    "AddUserToGroup": Case(
        lambda: {"GroupName": group(), "UserName": user()},
        NoSuchEntity=lambda: {"GroupName": NONE, "UserName": user()},
        LimitExceeded=lambda: {"GroupName": group(), "UserName": member(10)},
    ),
    "ChangePassword": Case(
        own_password,
        NoSuchEntity=passwordless,
        PasswordPolicyViolation=lambda: own_password(NewPassword=WEAK),
    ),
    "CreateAccessKey": Case(
        lambda: {"UserName": user()},
        ["AccessKey"],
        NoSuchEntity={"UserName": NONE},
        LimitExceeded=lambda: with_keys(2),
    ),
    "CreateAccountAlias": Case(
        {"AccountAlias": "drydock"},
        EntityAlreadyExists={"AccountAlias": "taken"},
    ),
    "CreateGroup": Case(
        new("GroupName"),
        ["Group"],
        EntityAlreadyExists=lambda: {"GroupName": group()},
    ),
    "CreateInstanceProfile": Case(
        new("InstanceProfileName"),
        ["InstanceProfile"],
        EntityAlreadyExists=lambda: {"InstanceProfileName": profile()},
        InvalidInput={"InstanceProfileName": NONE, "Tags": TWICE},
    ),
    "CreateLoginProfile": Case(
        lambda: {"UserName": user(), "Password": PASSWORD},
        ["LoginProfile"],
        EntityAlreadyExists=lambda: with_password(Password=PASSWORD),
        NoSuchEntity={"UserName": NONE, "Password": PASSWORD},
        PasswordPolicyViolation=lambda: {"UserName": user(), "Password": WEAK},
    ),
    "CreateOpenIDConnectProvider": Case(
        lambda: {"Url": f"https://{name()}.example.com", "ThumbprintList": ["a" * 40]},
        ["OpenIDConnectProviderArn"],
        InvalidInput={"Url": "https://none.example.com", "ThumbprintList": ["x" * 40]},
        EntityAlreadyExists=lambda: {"Url": "https://" + oidc().split("/", 1)[1]},
        LimitExceeded={"Url": "https://none.example.com", "ClientIDList": [*CLIENTS, "app"]},
    ),
    "CreatePolicy": Case(
        new("PolicyName", PolicyDocument=POLICY),
        ["Policy"],
        InvalidInput={"PolicyName": NONE, "PolicyDocument": POLICY, "Tags": TWICE},
        LimitExceeded={"PolicyName": NONE, "PolicyDocument": filled(POLICY, 6_144)},
        EntityAlreadyExists=lambda: {"PolicyName": policy().split("/")[1], "PolicyDocument": POLICY},
        MalformedPolicyDocument={"PolicyName": NONE, "PolicyDocument": "{"},
    ),
    "CreatePolicyVersion": Case(
        lambda: {"PolicyArn": policy(), "PolicyDocument": POLICY},
        ["PolicyVersion"],
        NoSuchEntity={"PolicyArn": NO_POLICY, "PolicyDocument": POLICY},
        MalformedPolicyDocument=lambda: {"PolicyArn": policy(), "PolicyDocument": "{"},
        InvalidInput={"PolicyArn": NOT_AN_ARN, "PolicyDocument": POLICY},
        LimitExceeded=lambda: {"PolicyArn": versioned(4), "PolicyDocument": POLICY},
    ),
    "CreateRole": Case(
        new("RoleName", AssumeRolePolicyDocument=TRUST),
        ["Role"],
        LimitExceeded={"RoleName": NONE, "AssumeRolePolicyDocument": filled(TRUST, 2_048)},
        InvalidInput={"RoleName": NONE, "AssumeRolePolicyDocument": TRUST, "Tags": TWICE},
        EntityAlreadyExists=lambda: {"RoleName": role(), "AssumeRolePolicyDocument": TRUST},
        MalformedPolicyDocument={"RoleName": NONE, "AssumeRolePolicyDocument": "{"},
    ),
    "CreateSAMLProvider": Case(
        lambda: {"Name": name(), "SAMLMetadataDocument": metadata()},
        ["SAMLProviderArn"],
        InvalidInput={"Name": NONE, "SAMLMetadataDocument": "x" * 1_000},
        EntityAlreadyExists=lambda: {"Name": saml().split("/")[1], "SAMLMetadataDocument": metadata()},
    ),
    "CreateServiceLinkedRole": Case(
        unlinked,
        ["Role"],
        InvalidInput=lambda: {"AWSServiceName": SERVICE, "CustomSuffix": linked()},
    ),
    "CreateServiceSpecificCredential": Case(
        lambda: {"UserName": user(), "ServiceName": SERVICES[0]},
        ["ServiceSpecificCredential"],
        LimitExceeded=lambda: {**with_credentials(4)[0], "ServiceName": SERVICES[0]},
        NoSuchEntity={"UserName": NONE, "ServiceName": SERVICES[0]},
        NotSupportedService=lambda: {"UserName": user(), "ServiceName": "ecr.amazonaws.com"},
    ),
    "CreateUser": Case(
        new("UserName"),
        ["User"],
        EntityAlreadyExists=lambda: {"UserName": user().upper()},
        NoSuchEntity={"UserName": NONE, "PermissionsBoundary": NO_POLICY},
        InvalidInput={"UserName": NONE, "Tags": TWICE},
    ),
    "CreateVirtualMFADevice": Case(
        new("VirtualMFADeviceName"),
        ["VirtualMFADevice"],
        InvalidInput={"VirtualMFADeviceName": NONE, "Tags": TWICE},
        EntityAlreadyExists=lambda: {"VirtualMFADeviceName": device()[0].split("/")[1]},
    ),
    "DeactivateMFADevice": Case(owned, NoSuchEntity=lambda: {"UserName": user(), "SerialNumber": device()[0]}),
    "DeleteAccessKey": Case(access_key, NoSuchEntity={"UserName": NONE, "AccessKeyId": "AKIANONENONENONENONE"}),
    "DeleteAccountAlias": Case(named_account, NoSuchEntity={"AccountAlias": "nobodys"}),
    "DeleteAccountPasswordPolicy": Case(with_password_policy, NoSuchEntity=without_password_policy),
    "DeleteGroup": Case(
        lambda: {"GroupName": group()},
        NoSuchEntity={"GroupName": NONE},
        DeleteConflict=lambda: {"GroupName": populated()},
    ),
    "DeleteInstanceProfile": Case(
        lambda: {"InstanceProfileName": profile()},
        NoSuchEntity={"InstanceProfileName": NONE},
        DeleteConflict=lambda: {"InstanceProfileName": profile(role())},
    ),
    "DeleteLoginProfile": Case(with_password, NoSuchEntity=lambda: {"UserName": user()}),
    "DeleteOpenIDConnectProvider": Case(
        lambda: {"OpenIDConnectProviderArn": oidc()},
        InvalidInput={"OpenIDConnectProviderArn": NOT_AN_ARN},
        NoSuchEntity={"OpenIDConnectProviderArn": NO_OIDC},
    ),
    "DeletePolicy": Case(
        lambda: {"PolicyArn": policy()},
        NoSuchEntity={"PolicyArn": NO_POLICY},
        InvalidInput={"PolicyArn": NOT_AN_ARN},
        DeleteConflict=lambda: {"PolicyArn": used_policy()},
    ),
    "DeletePolicyVersion": Case(
        lambda: {"PolicyArn": versioned(1), "VersionId": "v2"},
        NoSuchEntity=lambda: {"PolicyArn": policy(), "VersionId": "v2"},
        InvalidInput={"PolicyArn": NOT_AN_ARN, "VersionId": "v1"},
        DeleteConflict=lambda: {"PolicyArn": policy(), "VersionId": "v1"},
    ),
    "DeleteRole": Case(
        lambda: {"RoleName": role()},
        NoSuchEntity={"RoleName": NONE},
        DeleteConflict=lambda: ROLES.with_policies()(),
        UnmodifiableEntity=lambda: {"RoleName": linked()},
    ),
    "DeleteSAMLProvider": Case(
        lambda: {"SAMLProviderArn": saml()},
        InvalidInput={"SAMLProviderArn": NOT_AN_ARN},
        NoSuchEntity={"SAMLProviderArn": NO_SAML},
    ),
    "DeleteSSHPublicKey": Case(with_ssh_key, NoSuchEntity=lambda: {"UserName": user(), **NO_KEY}),
    "DeleteServerCertificate": Case(
        lambda: {"ServerCertificateName": server_certificate()}, NoSuchEntity={"ServerCertificateName": NONE}
    ),
    "DeleteServiceLinkedRole": Case(
        lambda: {"RoleName": linked()}, ["DeletionTaskId"], NoSuchEntity={"RoleName": NONE}
    ),
    "DeleteServiceSpecificCredential": Case(
        with_credential, NoSuchEntity=lambda: {"UserName": user(), **NO_CREDENTIAL}
    ),
    "DeleteSigningCertificate": Case(certified, NoSuchEntity=lambda: {"UserName": user(), **NO_CERTIFICATE}),
    "DeleteUser": Case(
        lambda: {"UserName": user()},
        NoSuchEntity={"UserName": NONE},
        DeleteConflict=lambda: with_keys(1),
    ),
    "DeleteVirtualMFADevice": Case(
        lambda: {"SerialNumber": device()[0]},
        NoSuchEntity={"SerialNumber": NO_DEVICE},
        DeleteConflict=lambda: {"SerialNumber": enabled()["SerialNumber"]},
    ),
    "DisableOrganizationsRootCredentialsManagement": Case({}, ["OrganizationId", "EnabledFeatures"]),
    "DisableOrganizationsRootSessions": Case({}, ["OrganizationId", "EnabledFeatures"]),
    "DisableOutboundWebIdentityFederation": Case(federation(True), FeatureDisabled=federation(False)),
    "EnableMFADevice": Case(
        enabling,
        EntityAlreadyExists=enabled,
        InvalidAuthenticationCode=lambda: enabling(**WRONG_CODES),
        LimitExceeded=many_devices,
        NoSuchEntity=lambda: enabling(owner=NONE),
    ),
    "EnableOrganizationsRootCredentialsManagement": Case({}, ["OrganizationId", "EnabledFeatures"]),
    "EnableOrganizationsRootSessions": Case({}, ["OrganizationId", "EnabledFeatures"]),
    "EnableOutboundWebIdentityFederation": Case(
        federation(False), ["IssuerIdentifier"], FeatureEnabled=federation(True)
    ),
    "GenerateCredentialReport": Case({}, ["State"]),
    "GetAccessKeyLastUsed": Case(
        lambda: {"AccessKeyId": access_key()["AccessKeyId"]}, ["UserName", "AccessKeyLastUsed"]
    ),
    "GetAccountAuthorizationDetails": Case(
        {},
        ["UserDetailList", "GroupDetailList", "RoleDetailList", "Policies", "IsTruncated"],
        pages=(("UserDetailList",), {"Filter": ["User"]}),
    ),
    "GetAccountPasswordPolicy": Case(
        with_password_policy, ["PasswordPolicy"], NoSuchEntity=without_password_policy
    ),
    "GetAccountSummary": Case({}, ["SummaryMap"]),
    "GetContextKeysForCustomPolicy": Case(
        {"PolicyInputList": [KEYED]}, ["ContextKeyNames"], InvalidInput={"PolicyInputList": ["{"]}
    ),
    "GetContextKeysForPrincipalPolicy": Case(
        lambda: {"PolicySourceArn": arn("user/" + user())},
        ["ContextKeyNames"],
        NoSuchEntity={"PolicySourceArn": arn("user/none")},
        InvalidInput={"PolicySourceArn": NOT_AN_ARN},
    ),
    "GenerateOrganizationsAccessReport": Case(lambda: {"EntityPath": entity_path()}, ["JobId"]),
    "GenerateServiceLastAccessedDetails": Case(
        lambda: {"Arn": arn(f"user/{user()}"), "Granularity": "ACTION_LEVEL"},
        ["JobId"],
        NoSuchEntity={"Arn": arn("role/none")},
        InvalidInput={"Arn": NOT_AN_ARN},
    ),
    "GetOrganizationsAccessReport": Case(
        organization_report,
        ["JobStatus", "NumberOfServicesAccessible", "NumberOfServicesNotAccessed", "AccessDetails", "IsTruncated"],
        pages=(("AccessDetails",), organization_report),
        NoSuchEntity={"JobId": NO_JOB},
    ),
    "GetServiceLastAccessedDetails": Case(
        access_report,
        ["JobStatus", "JobType", "ServicesLastAccessed", "JobCompletionDate", "IsTruncated"],
        pages=(("ServicesLastAccessed",), access_report),
        NoSuchEntity={"JobId": NO_JOB},
    ),
    "GetServiceLastAccessedDetailsWithEntities": Case(
        group_report,
        ["JobStatus", "EntityDetailsList", "JobCompletionDate", "IsTruncated"],
        pages=(("EntityDetailsList",), group_report),
        NoSuchEntity={"JobId": NO_JOB, "ServiceNamespace": "ecr"},
    ),
    "GetCredentialReport": Case(
        reported,
        ["Content", "ReportFormat", "GeneratedTime"],
        ReportNotPresent=without_report,
        ReportExpired=old_report,
    ),
    "GetGroup": Case(
        lambda: {"GroupName": group()},
        ["Group", "Users", "IsTruncated"],
        pages=(("Users",), lambda: {"GroupName": populated()}),
        NoSuchEntity={"GroupName": NONE},
    ),
    "GetInstanceProfile": Case(
        lambda: {"InstanceProfileName": profile()},
        ["InstanceProfile"],
        NoSuchEntity={"InstanceProfileName": NONE},
    ),
    "GetLoginProfile": Case(with_password, ["LoginProfile"], NoSuchEntity=lambda: {"UserName": user()}),
    "GetMFADevice": Case(
        owned, ["SerialNumber", "UserName", "EnableDate"], NoSuchEntity={"SerialNumber": NO_DEVICE}
    ),
    "GetOpenIDConnectProvider": Case(
        lambda: {"OpenIDConnectProviderArn": oidc()},
        ["Url", "ClientIDList", "ThumbprintList", "CreateDate"],
        InvalidInput={"OpenIDConnectProviderArn": NOT_AN_ARN},
        NoSuchEntity={"OpenIDConnectProviderArn": NO_OIDC},
    ),
    "GetOutboundWebIdentityFederationInfo": Case(
        federation(True), ["IssuerIdentifier", "JwtVendingEnabled"], FeatureDisabled=federation(False)
    ),
    "GetPolicy": Case(
        lambda: {"PolicyArn": policy()},
        ["Policy"],
        NoSuchEntity={"PolicyArn": NO_POLICY},
        InvalidInput={"PolicyArn": NOT_AN_ARN},
    ),
    "GetPolicyVersion": Case(
        lambda: {"PolicyArn": policy(), "VersionId": "v1"},
        ["PolicyVersion"],
        NoSuchEntity=lambda: {"PolicyArn": policy(), "VersionId": "v2"},
        InvalidInput={"PolicyArn": NOT_AN_ARN, "VersionId": "v1"},
    ),
    "GetRole": Case(lambda: {"RoleName": role()}, ["Role"], NoSuchEntity={"RoleName": NONE}),
    "GetSAMLProvider": Case(
        lambda: {"SAMLProviderArn": saml()},
        ["SAMLMetadataDocument", "CreateDate"],
        NoSuchEntity={"SAMLProviderArn": NO_SAML},
        InvalidInput={"SAMLProviderArn": NOT_AN_ARN},
    ),
    "GetSSHPublicKey": Case(
        lambda: with_ssh_key(Encoding="PEM"),
        ["SSHPublicKey"],
        NoSuchEntity=lambda: {"UserName": user(), "Encoding": "SSH", **NO_KEY},
    ),
    "GetServerCertificate": Case(
        lambda: {"ServerCertificateName": server_certificate()},
        ["ServerCertificate"],
        NoSuchEntity={"ServerCertificateName": NONE},
    ),
    "GetServiceLinkedRoleDeletionStatus": Case(
        unlinking,
        ["Status"],
        NoSuchEntity={"DeletionTaskId": f"task/aws-service-role/{SERVICE}/{LINKED}/AROANONENONENONENONE"},
        InvalidInput={"DeletionTaskId": NONE},
    ),
    "GetUser": Case(lambda: {"UserName": user()}, ["User"], NoSuchEntity={"UserName": NONE}),
    "ListAccessKeys": Case(
        {},
        ["AccessKeyMetadata", "IsTruncated"],
        pages=(("AccessKeyMetadata",), lambda: with_keys(2)),
        least=2,
        NoSuchEntity={"UserName": NONE},
    ),
    "ListAccountAliases": Case(
        {}, ["AccountAliases", "IsTruncated"], pages=(("AccountAliases",), lambda: named_account() and {}), least=1
    ),
    "ListEntitiesForPolicy": Case(
        lambda: {"PolicyArn": policy()},
        ["PolicyGroups", "PolicyUsers", "PolicyRoles", "IsTruncated"],
        pages=(("PolicyUsers",), lambda: {"PolicyArn": used_policy()}),
        NoSuchEntity={"PolicyArn": NO_POLICY},
        InvalidInput={"PolicyArn": NOT_AN_ARN},
    ),
    "ListGroups": Case({}, ["Groups", "IsTruncated"], pages=(("Groups",), below(group))),
    "ListGroupsForUser": Case(
        lambda: {"UserName": user()},
        ["Groups", "IsTruncated"],
        pages=(("Groups",), lambda: {"UserName": member(3)}),
        NoSuchEntity={"UserName": NONE},
    ),
    "ListInstanceProfiles": Case(
        {}, ["InstanceProfiles", "IsTruncated"], pages=(("InstanceProfiles",), below(profile))
    ),
    "ListInstanceProfilesForRole": Case(
        lambda: {"RoleName": role()},
        ["InstanceProfiles", "IsTruncated"],
        pages=(("InstanceProfiles",), profiles),
        NoSuchEntity={"RoleName": NONE},
    ),
    "ListMFADevices": Case(
        {},
        ["MFADevices", "IsTruncated"],
        pages=(("MFADevices",), with_devices),
        NoSuchEntity={"UserName": NONE},
    ),
    "ListOpenIDConnectProviders": Case({}, ["OpenIDConnectProviderList"]),
    "ListPolicies": Case({}, ["Policies", "IsTruncated"], pages=(("Policies",), below(policy, Scope="Local"))),
    "ListPolicyVersions": Case(
        lambda: {"PolicyArn": policy()},
        ["Versions", "IsTruncated"],
        pages=(("Versions",), lambda: {"PolicyArn": versioned(2)}),
        NoSuchEntity={"PolicyArn": NO_POLICY},
        InvalidInput={"PolicyArn": NOT_AN_ARN},
    ),
    "ListOrganizationsFeatures": Case({}, ["OrganizationId", "EnabledFeatures"]),
    "ListPoliciesGrantingServiceAccess": Case(
        lambda: {"Arn": arn(f"role/{role()}"), "ServiceNamespaces": ["ecr"]},
        ["PoliciesGrantingServiceAccess", "IsTruncated"],
        pages=(
            ("PoliciesGrantingServiceAccess",),
            lambda: {"Arn": arn(f"role/{role()}"), "ServiceNamespaces": ["sts", "ecr", "iam"]},
        ),
        NoSuchEntity={"Arn": arn("role/none"), "ServiceNamespaces": ["ecr"]},
        InvalidInput={"Arn": NOT_AN_ARN, "ServiceNamespaces": ["ecr"]},
    ),
    "ListRoles": Case({}, ["Roles", "IsTruncated"], pages=(("Roles",), below(role))),
    "ListSAMLProviders": Case({}, ["SAMLProviderList"]),
    "ListSSHPublicKeys": Case(
        {},
        ["SSHPublicKeys", "IsTruncated"],
        pages=(("SSHPublicKeys",), lambda: with_ssh_keys(3)),
        NoSuchEntity={"UserName": NONE},
    ),
    "ListServerCertificates": Case(
        {},
        ["ServerCertificateMetadataList", "IsTruncated"],
        pages=(("ServerCertificateMetadataList",), below(server_certificate)),
    ),
    "ListServiceSpecificCredentials": Case(
        {"AllUsers": True},
        ["ServiceSpecificCredentials", "IsTruncated"],
        pages=(("ServiceSpecificCredentials",), lambda: with_credentials(3)[0]),
        NoSuchEntity={"UserName": NONE},
        NotSupportedService={"ServiceName": "ecr.amazonaws.com"},
    ),
    "ListSigningCertificates": Case(
        {},
        ["Certificates", "IsTruncated"],
        pages=(("Certificates",), lambda: {"UserName": certified(2)["UserName"]}),
        least=2,
        NoSuchEntity={"UserName": NONE},
    ),
    "ListUsers": Case({}, ["Users", "IsTruncated"], pages=(("Users",), below(user))),
    "ListVirtualMFADevices": Case(
        {},
        ["VirtualMFADevices", "IsTruncated"],
        pages=(("VirtualMFADevices",), lambda: [device() for _ in range(3)] and {}),
    ),
    "RemoveClientIDFromOpenIDConnectProvider": Case(
        lambda: {"OpenIDConnectProviderArn": oidc(ClientIDList=["app"]), "ClientID": "app"},
        InvalidInput={"OpenIDConnectProviderArn": NOT_AN_ARN, "ClientID": "app"},
        NoSuchEntity={"OpenIDConnectProviderArn": NO_OIDC, "ClientID": "app"},
    ),
    "RemoveRoleFromInstanceProfile": Case(
        lambda: {"RoleName": (inner := role()), "InstanceProfileName": profile(inner)},
        NoSuchEntity=lambda: {"RoleName": role(), "InstanceProfileName": profile()},
        UnmodifiableEntity=lambda: {"RoleName": linked(), "InstanceProfileName": profile()},
    ),
    "RemoveUserFromGroup": Case(
        lambda: {"GroupName": group(), "UserName": user()},
        NoSuchEntity=lambda: {"GroupName": NONE, "UserName": user()},
    ),
    "ResetServiceSpecificCredential": Case(
        with_credential,
        ["ServiceSpecificCredential"],
        NoSuchEntity=lambda: {"UserName": user(), **NO_CREDENTIAL},
    ),
    "ResyncMFADevice": Case(
        enabled,
        InvalidAuthenticationCode=lambda: {**enabled(), **WRONG_CODES},
        NoSuchEntity=lambda: {**enabled(), "SerialNumber": NO_DEVICE},
    ),
    "SetDefaultPolicyVersion": Case(
        lambda: {"PolicyArn": versioned(1), "VersionId": "v2"},
        NoSuchEntity=lambda: {"PolicyArn": policy(), "VersionId": "v2"},
        InvalidInput={"PolicyArn": NOT_AN_ARN, "VersionId": "v1"},
    ),
    "SetSecurityTokenServicePreferences": Case({"GlobalEndpointTokenVersion": "v2Token"}),
    "SimulateCustomPolicy": Case(
        {"PolicyInputList": [POLICY], **SIMULATED},
        ["EvaluationResults", "IsTruncated"],
        pages=(("EvaluationResults",), {"PolicyInputList": [POLICY], **SIMULATED}),
        InvalidInput={"PolicyInputList": ["{"], **SIMULATED},
    ),
    "SimulatePrincipalPolicy": Case(
        lambda: {"PolicySourceArn": arn("user/" + user()), **SIMULATED},
        ["EvaluationResults", "IsTruncated"],
        pages=(("EvaluationResults",), lambda: {"PolicySourceArn": arn("user/" + user()), **SIMULATED}),
        NoSuchEntity={"PolicySourceArn": arn("user/none"), **SIMULATED},
        InvalidInput={"PolicySourceArn": NOT_AN_ARN, **SIMULATED},
    ),
    "UpdateAccessKey": Case(
        lambda: access_key(Status="Inactive"),
        NoSuchEntity={"UserName": NONE, "AccessKeyId": "AKIANONENONENONENONE", "Status": "Inactive"},
        InvalidInput=lambda: access_key(Status="Expired"),
    ),
    "UpdateAccountPasswordPolicy": Case({"MinimumPasswordLength": 8}),
    "UpdateAssumeRolePolicy": Case(
        lambda: {"RoleName": role(), "PolicyDocument": TRUST},
        NoSuchEntity={"RoleName": NONE, "PolicyDocument": TRUST},
        MalformedPolicyDocument=lambda: {"RoleName": role(), "PolicyDocument": "{"},
        LimitExceeded=lambda: {"RoleName": role(), "PolicyDocument": filled(TRUST, 2_048)},
        UnmodifiableEntity=lambda: {"RoleName": linked(), "PolicyDocument": TRUST},
    ),
    "UpdateGroup": Case(
        renamed("Group", group, name),
        NoSuchEntity={"GroupName": NONE, "NewGroupName": "other"},
        EntityAlreadyExists=renamed("Group", group, group),
    ),
    "UpdateLoginProfile": Case(
        lambda: with_password(PasswordResetRequired=True),
        NoSuchEntity=lambda: {"UserName": user()},
        PasswordPolicyViolation=lambda: with_password(Password=WEAK),
    ),
    "UpdateOpenIDConnectProviderThumbprint": Case(
        lambda: {"OpenIDConnectProviderArn": oidc(), "ThumbprintList": ["a" * 40]},
        InvalidInput=lambda: {"OpenIDConnectProviderArn": oidc(), "ThumbprintList": ["x" * 40]},
        NoSuchEntity={"OpenIDConnectProviderArn": NO_OIDC, "ThumbprintList": ["a" * 40]},
    ),
    "UpdateRole": Case(
        lambda: {"RoleName": role()},
        UnmodifiableEntity=lambda: {"RoleName": linked(), "MaxSessionDuration": 7_200},
        NoSuchEntity={"RoleName": NONE},
    ),
    "UpdateRoleDescription": Case(
        lambda: {"RoleName": role(), "Description": "for builds"},
        ["Role"],
        NoSuchEntity={"RoleName": NONE, "Description": "for builds"},
    ),
    "UpdateSAMLProvider": Case(
        lambda: {"SAMLProviderArn": saml(), "SAMLMetadataDocument": metadata()},
        ["SAMLProviderArn"],
        NoSuchEntity={"SAMLProviderArn": NO_SAML},
        InvalidInput=lambda: {"SAMLProviderArn": saml(), "SAMLMetadataDocument": "x" * 1_000},
    ),
    "UpdateSSHPublicKey": Case(
        lambda: with_ssh_key(Status="Inactive"),
        NoSuchEntity=lambda: {"UserName": user(), "Status": "Inactive", **NO_KEY},
        InvalidInput=lambda: with_ssh_key(Status="Expired"),
    ),
    "UpdateServerCertificate": Case(
        lambda: {"ServerCertificateName": server_certificate(), "NewPath": "/web/"},
        NoSuchEntity={"ServerCertificateName": NONE, "NewPath": "/web/"},
        EntityAlreadyExists=renamed("ServerCertificate", server_certificate, server_certificate),
    ),
    "UpdateServiceSpecificCredential": Case(
        lambda: with_credential(Status="Inactive"),
        NoSuchEntity=lambda: {"UserName": user(), "Status": "Inactive", **NO_CREDENTIAL},
    ),
    "UpdateSigningCertificate": Case(
        lambda: certified(Status="Inactive"),
        NoSuchEntity=lambda: {"UserName": user(), "Status": "Inactive", **NO_CERTIFICATE},
        InvalidInput=lambda: certified(Status="Expired"),
    ),
    "UpdateUser": Case(
        renamed("User", user, name),
        NoSuchEntity={"UserName": NONE, "NewUserName": "other"},
        EntityAlreadyExists=renamed("User", user, user),
    ),
    "UploadSSHPublicKey": Case(
        lambda: {"UserName": user(), "SSHPublicKeyBody": ssh_key()},
        ["SSHPublicKey"],
        LimitExceeded=lambda: {**with_ssh_keys(5), "SSHPublicKeyBody": ssh_key()},
        NoSuchEntity={"UserName": NONE, "SSHPublicKeyBody": "ssh-rsa x"},
        InvalidPublicKey=lambda: {"UserName": user(), "SSHPublicKeyBody": ssh_key(1_024)},
        DuplicateSSHPublicKey=same_ssh_key,
        UnrecognizedPublicKeyEncoding=lambda: {"UserName": user(), "SSHPublicKeyBody": "ssh-ed25519 AAAA"},
    ),
    "UploadServerCertificate": Case(
        uploading(),
        ["ServerCertificateMetadata"],
        LimitExceeded=full_of_certificates,
        InvalidInput=uploading(Tags=TWICE),
        EntityAlreadyExists=lambda: uploading(ServerCertificateName=server_certificate())(),
        MalformedCertificate=uploading(CertificateBody="x"),
        KeyPairMismatch=lambda: uploading(PrivateKey=pair()["PrivateKey"])(),
    ),
    "UploadSigningCertificate": Case(
        lambda: {"UserName": user(), "CertificateBody": certificate()},
        ["Certificate"],
        LimitExceeded=lambda: {"UserName": certified(2)["UserName"], "CertificateBody": certificate()},
        MalformedCertificate=lambda: {"UserName": user(), "CertificateBody": "x"},
        InvalidCertificate=lambda: {"UserName": user(), "CertificateBody": certificate("rsa:1024")},
        DuplicateCertificate=same_certificate,
        NoSuchEntity=lambda: {"UserName": NONE, "CertificateBody": certificate()},
    ),
}

ROLES = Holder("Role", role, 10_240, guarded=True)
for holder in (Holder("User", user, 2_048), Holder("Group", group, 5_120, bounded=False), ROLES):
    CASES |= holder.cases()
for tagged in (
    Tagged("User", "UserName", user, NONE),
    Tagged("Role", "RoleName", role, NONE),
    Tagged("Policy", "PolicyArn", policy, NO_POLICY, NOT_AN_ARN),
    Tagged("InstanceProfile", "InstanceProfileName", profile, NONE),
    Tagged("OpenIDConnectProvider", "OpenIDConnectProviderArn", oidc, NO_OIDC, NOT_AN_ARN),
    Tagged("SAMLProvider", "SAMLProviderArn", saml, NO_SAML, NOT_AN_ARN),
    Tagged("ServerCertificate", "ServerCertificateName", server_certificate, NONE),
    Tagged("MFADevice", "SerialNumber", lambda **settings: device(**settings)[0], NO_DEVICE),
):
    CASES |= tagged.cases()

# Errors that do not occur, and why: of an operation, or of all that are not told above.
WITHOUT = {
    "ServiceFailure": "only faults bring it about, which all operations have alike",
    "ConcurrentModification": "changes of an account are made one after the other",
    "LimitExceeded": "the quota is far above what a test makes, or what takes away does not exceed any",
    "InvalidInput": "what breaks the model is a ValidationError, and nothing else of the input can be wrong",
    "EntityTemporarilyUnmodifiable": "what is made is there at once, and only faults bring it about",
    "ReportGenerationLimitExceeded": "a report is there as soon as it is asked for",
    "ServiceAccessNotEnabled": "the organization trusts IAM",
    "AccountNotManagementOrDelegatedAdministrator": "the caller's account manages the organization",
    "CallerIsNotManagementAccount": "the caller's account manages the organization",
    "OrganizationNotFound": "the caller's account is in an organization",
    "OrganizationNotInAllFeaturesMode": "the organization has all features",
    "PolicyEvaluation": "a document that is read can be evaluated",
    "ReportInProgress": "a report is there as soon as it is asked for",
    "OpenIdIdpCommunicationError": "the keys of issuers are the emulator's own, so none is asked",
    "AddRoleToInstanceProfile EntityAlreadyExists": "a second role exceeds the quota, the same one as well",
    "CreateGroup NoSuchEntity": "it names nothing that must be there",
    "CreateServiceLinkedRole NoSuchEntity": "services whose roles are not known are not supported",
    "ChangePassword InvalidUserType": "whoever calls here is a user",
    "DeleteServerCertificate DeleteConflict": "nothing here uses a certificate",
    "GetSSHPublicKey UnrecognizedPublicKeyEncoding": "an encoding that there is not breaks the model",
    "UploadSigningCertificate EntityAlreadyExists": "a certificate that is there is DuplicateCertificate",
    "UpdateAccountPasswordPolicy NoSuchEntity": "it names nothing that must be there",
    "UpdateAccountPasswordPolicy MalformedPolicyDocument": "what breaks the model is a ValidationError",
    "UpdateRoleDescription UnmodifiableEntity": "the description of a service's role may be changed",
}

Check(iam, CASES, WITHOUT).run()
report()
