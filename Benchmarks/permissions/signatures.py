"""Signatures, access keys and the registry's passwords."""

import base64

from bench import Credentials, clock_ahead
from matrix import allow, case, policy

ERRORS = "API references, Common errors"
REGISTRY = "ECR User Guide, Private registry authentication"
ACTIONS = "Service Authorization Reference, Amazon ECR"


def wrong(credentials):
    return Credentials(credentials.key, "w" * 40, credentials.token)


@case("signatures", "a wrong secret, at STS", "SignatureDoesNotMatch", ERRORS)
def _(bench):
    bench.sts(wrong(bench.admin)).get_caller_identity()


@case("signatures", "a wrong secret, at ECR", "InvalidSignatureException", ERRORS)
def _(bench):
    bench.describe(wrong(bench.admin))


@case("signatures", "an unknown access key, at STS", "InvalidClientTokenId", ERRORS)
def _(bench):
    bench.sts(Credentials("AKIANOBODYHASTHISKEY", "w" * 40)).get_caller_identity()


@case("signatures", "an unknown access key, at ECR", "UnrecognizedClientException", ERRORS)
def _(bench):
    bench.describe(Credentials("AKIANOBODYHASTHISKEY", "w" * 40))


@case("signatures", "a clock an hour ahead, at ECR", "InvalidSignatureException", ERRORS)
def _(bench):
    with clock_ahead(3600):
        bench.describe(bench.admin)


@case("signatures", "a body that was changed on the way", "InvalidSignatureException", ERRORS)
def _(bench):
    client = bench.ecr()

    def change(request, **more):
        request.body = request.body.replace(b"app-", b"web-")

    client.meta.events.register("before-send.ecr.*", change)
    client.describe_repositories(repositoryNames=[bench.repository])


@case("signatures", "a session's key without its token", "UnrecognizedClientException", ERRORS)
def _(bench):
    session = bench.session(allow("*"))
    bench.describe(Credentials(session.key, session.secret))


@case("signatures", "another session's token", "UnrecognizedClientException", ERRORS)
def _(bench):
    session, other = bench.session(allow("*")), bench.session(allow("*"))
    bench.describe(Credentials(session.key, session.secret, other.token))


@case("signatures", "an access key that was deleted", "UnrecognizedClientException", ERRORS)
def _(bench):
    user = bench.user(allow("*"))
    bench.iam().delete_access_key(UserName=user.name, AccessKeyId=user.credentials.key)
    bench.describe(user.credentials)


@case("signatures", "an access key that is inactive", "UnrecognizedClientException", ERRORS)
def _(bench):
    user = bench.user(allow("*"))
    bench.iam().update_access_key(UserName=user.name, AccessKeyId=user.credentials.key, Status="Inactive")
    bench.describe(user.credentials)


# The registry

PULL = ["ecr:GetAuthorizationToken", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]


@case("registry", "without a password", "status 401", REGISTRY)
def _(bench):
    bench.registry("GET", "/v2/")


@case("registry", "a random password", ("status 400", "status 401"), REGISTRY)
def _(bench):
    bench.registry("GET", "/v2/", base64.b64encode(b"AWS:" + b"x" * 100).decode())


@case("registry", "a token's password", "allowed", REGISTRY)
def _(bench):
    bench.registry("GET", "/v2/", bench.password(bench.admin))


@case("registry", "a token's password under another name", ("status 400", "status 401"), REGISTRY)
def _(bench):
    password = base64.b64decode(bench.password(bench.admin)).split(b":", 1)[1]
    bench.registry("GET", "/v2/", base64.b64encode(b"admin:" + password).decode())


@case("registry", "push by one who may", "allowed", ACTIONS)
def _(bench):
    user = bench.user(allow(PULL + ["ecr:InitiateLayerUpload"]))
    bench.registry("POST", f"/v2/{bench.repository}/blobs/uploads/", bench.password(user.credentials))


@case("registry", "push by one who may only pull", "status 403", ACTIONS)
def _(bench):
    user = bench.user(allow(PULL))
    bench.registry("POST", f"/v2/{bench.repository}/blobs/uploads/", bench.password(user.credentials))


@case("registry", "pull of another repository", "status 403", ACTIONS)
def _(bench):
    statements = allow("ecr:GetAuthorizationToken"), allow(PULL[1:], bench.arn("other"))
    user = bench.user(*statements)
    bench.registry("GET", f"/v2/{bench.repository}/manifests/latest", bench.password(user.credentials))


@case("registry", "the password of a user who is gone", ("status 400", "status 401", "status 403"), REGISTRY)
def _(bench):
    user = bench.user(allow("*"))
    password = bench.password(user.credentials)
    bench.iam().delete_access_key(UserName=user.name, AccessKeyId=user.credentials.key)
    bench.iam().delete_user_policy(UserName=user.name, PolicyName="own")
    bench.iam().delete_user(UserName=user.name)
    bench.registry("GET", f"/v2/{bench.repository}/tags/list", password)


@case("registry", "a permission that was taken away meanwhile", "status 403", ACTIONS)
def _(bench):
    user = bench.user(allow("*"))
    password = bench.password(user.credentials)
    bench.iam().put_user_policy(
        UserName=user.name, PolicyName="own", PolicyDocument=policy(allow("ecr:GetAuthorizationToken"))
    )
    bench.registry("GET", f"/v2/{bench.repository}/tags/list", password)
