"""Signs requests with botocore and prints them, as they would be sent, as one JSON array.

usage: sign_with_botocore.py SEED COUNT

Each entry: name, service, region, accessKeyID, secretAccessKey, sessionToken, presigned, method, path, query,
headers (pairs in order of sending), body (base64).
"""

import base64
import datetime
import json
import random
import sys
from urllib.parse import quote, urlsplit

try:
    import botocore.auth
    import botocore.session
    from botocore.awsrequest import AWSRequest
    from botocore.config import Config
    from botocore.credentials import Credentials
except ImportError:
    sys.exit("botocore is not installed")

SEED, COUNT = sys.argv[1], int(sys.argv[2])
CHANCE = random.Random(SEED)
START = datetime.datetime(2024, 5, 14, 9, 30, tzinfo=datetime.timezone.utc)
EMPTY = base64.b64encode(b"").decode()
REGIONS = ["us-east-1", "eu-central-1", "ap-southeast-2", "cn-north-1", "us-gov-west-1"]
TEXTS = [
    "plain", "with space", "two  spaces", " around ", "a+b", "a%20b", "50%", "a&b=c", "slash/es", "ümläut", "ሴ", "😀", "tilde~dash-dot._",
    "q?uestion", "#hash", "semi;colon", "comma,list", "quote\"'", "back\\slash", "[br]ackets", "*star*", "(p)", "!", "$",
    "@", ":", "",
]
SEGMENTS = ["a", "..", ".", "", "with space", "ü", "a%b", "x~y", "semi;colon", "plus+", "deep", "*"]


def set_clock():
    """Lets botocore sign at a moment of the seed's where it can be told; else it signs at the machine's time."""
    moment = START + datetime.timedelta(seconds=CHANCE.randrange(10**8))
    if hasattr(botocore.auth, "get_current_datetime"):
        botocore.auth.get_current_datetime = lambda *_, **__: moment.replace(tzinfo=None)


def credentials():
    """A key with a secret of every character that secrets have, temporary every other time."""
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    text = lambda length: "".join(CHANCE.choice(alphabet) for _ in range(length))
    temporary = CHANCE.random() < 0.5
    name = ("ASIA" if temporary else "AKIA") + "".join(CHANCE.choice("ABCDEFGHIJ234567") for _ in range(16))
    return Credentials(name, text(40), text(CHANCE.randrange(40, 200)) + "==" if temporary else None)


def entry(name, service, region, keys, presigned, request):
    url = urlsplit(request.url)
    headers = [[key, value.decode() if isinstance(value, bytes) else value] for key, value in request.headers.items()]
    if not any(key.lower() == "host" for key, _ in headers):
        # HTTP libraries leave the scheme's own port out.
        headers.insert(0, ["Host", url.netloc.removesuffix({"http": ":80", "https": ":443"}[url.scheme])])
    body = request.body or b""
    body = body.encode() if isinstance(body, str) else body
    return {
        "name": name, "service": service, "region": region, "accessKeyID": keys.access_key,
        "secretAccessKey": keys.secret_key, "sessionToken": keys.token, "presigned": presigned,
        "method": request.method, "path": url.path or "/", "query": url.query, "headers": headers,
        "body": base64.b64encode(bytes(body)).decode(),
    }


def raw(index):
    """A request of any shape, by botocore's signer alone."""
    set_clock()
    keys, region = credentials(), CHANCE.choice(REGIONS)
    service = CHANCE.choice(["ecr", "sts"])
    presigned = CHANCE.random() < 0.4
    pairs = [(CHANCE.choice(TEXTS) + str(i), CHANCE.choice(TEXTS)) for i in range(CHANCE.randrange(5))]
    if pairs and not presigned and CHANCE.random() < 0.3:
        pairs.append((pairs[0][0], CHANCE.choice(TEXTS)))
    path = "/" if CHANCE.random() < 0.5 else "/" + "/".join(
        quote(CHANCE.choice(SEGMENTS)) for _ in range(CHANCE.randrange(1, 6))
    )
    host = CHANCE.choice(["api.ecr.us-east-1.amazonaws.com", "sts.amazonaws.com", "localhost:4566", "[::1]:80"])
    request = AWSRequest(
        method=CHANCE.choice(["GET", "POST", "PUT", "DELETE", "HEAD", "PATCH"]),
        url=CHANCE.choice(["https", "http"]) + "://" + host + path,
    )
    if CHANCE.random() < 0.5:
        # Sent with + for spaces.
        request.params = dict(pairs)
    elif pairs:
        request.url += "?" + "&".join(quote(k, safe="-_.~") + "=" + quote(v, safe="-_.~") for k, v in pairs)
    if not presigned and CHANCE.random() < 0.7:
        request.data = CHANCE.randbytes(CHANCE.randrange(1, 200))
    for name, value in [
        ("User-Agent", "signer/1.0"), ("Content-Type", "application/x-amz-json-1.1"),
        ("X-Amz-Target", "AmazonEC2ContainerRegistry_V20150921.DescribeRepositories"), ("X-Padded", "  a   b\tc  "),
        ("X-Empty", ""), ("X-Umlaut", "grün"), ("x-k8s-aws-id", "cluster"), ("X-Case", "MixedCase"),
        ("X-Amz-Meta-Odd", "a,b;c=\"d  e\""), ("X-Many", "2"), ("X-Many", "1"), ("X-Many", "2"),
    ]:
        if CHANCE.random() < 0.4:
            request.headers[name] = value
    if not presigned and CHANCE.random() < 0.2:
        request.headers["Date"] = "to be set by the signer"
    kind = botocore.auth.SigV4QueryAuth if presigned else botocore.auth.SigV4Auth
    kind(keys, service, region).add_auth(request)
    sent = request.prepare()
    # What is sent is the prepared request, but its headers forget repeated lines.
    sent.headers = request.headers
    return entry(f"raw-{index}", service, region, keys, presigned, sent)


class Captured(Exception):
    """Carries the request out of the client before it is sent."""


def capture(request, **_):
    raise Captured(request)


def clients():
    """What the real clients send."""
    calls = [
        ("sts", "get_caller_identity", {}),
        ("sts", "get_session_token", {"DurationSeconds": 900}),
        ("sts", "assume_role", {"RoleArn": "arn:aws:iam::123456789012:role/x", "RoleSessionName": "a=b,c@d",
                                "Policy": '{"Version": "2012-10-17", "Statement": []}', "Tags": [
                                    {"Key": "tëam", "Value": "a b+c/d"}]}),
        ("ecr", "get_authorization_token", {}),
        ("ecr", "describe_repositories", {"repositoryNames": ["a/b", "cd"]}),
        ("ecr", "create_repository", {"repositoryName": "ab", "tags": [{"Key": "k", "Value": "grün"}]}),
    ]
    for index, (service, operation, parameters) in enumerate(calls * 2):
        set_clock()
        keys, region = credentials(), REGIONS[index % len(REGIONS)]
        client = botocore.session.Session().create_client(
            service, region_name=region, aws_access_key_id=keys.access_key, aws_secret_access_key=keys.secret_key,
            aws_session_token=keys.token, config=Config(retries={"total_max_attempts": 1}),
        )
        client.meta.events.register("before-send", capture)
        try:
            getattr(client, operation)(**parameters)
        except Captured as captured:
            yield entry(f"client-{operation}-{index}", service, region, keys, False, captured.args[0])
        if service == "sts":
            url = client.generate_presigned_url(operation, Params=parameters, ExpiresIn=60, HttpMethod="GET")
            request = AWSRequest(method="GET", url=url, headers={"Accept": "*/*"})
            yield entry(f"url-{operation}-{index}", service, region, keys, True, request)


print(json.dumps([raw(index) for index in range(COUNT)] + list(clients())))
