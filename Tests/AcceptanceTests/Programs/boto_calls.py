"""Calls an emulator with boto3, rightly and wrongly, and prints what came of each case as one JSON object.

usage: boto_calls.py CONTROL_URL [STS_ENDPOINT ECR_ENDPOINT]

The credentials, the region, the proxy and the CA come from the environment, as for any program that uses boto3.
"""

import datetime
import http.client
import json
import os
import ssl
import sys
import urllib.parse
import urllib.request

import boto3
import botocore.auth
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.config import Config
from botocore.credentials import Credentials
from botocore.exceptions import ClientError

control = sys.argv[1]
endpoints = dict(zip(["sts", "ecr"], sys.argv[2:]))
once = Config(retries={"mode": "standard", "total_max_attempts": 1})
results = {}


def case(name, call):
    try:
        results[name] = {"answer": call()}
    except ClientError as error:
        answer = error.response
        results[name] = {
            "code": answer["Error"]["Code"],
            "message": answer["Error"]["Message"],
            "status": answer["ResponseMetadata"]["HTTPStatusCode"],
            "printed": str(error),
        }


def client(service, region=None, **credentials):
    endpoint = endpoints.get(service)
    return boto3.client(service, region_name=region, endpoint_url=endpoint, config=once, **credentials)


def session(credentials):
    return {
        "aws_access_key_id": credentials["AccessKeyId"],
        "aws_secret_access_key": credentials["SecretAccessKey"],
        "aws_session_token": credentials["SessionToken"],
    }


def identity(**credentials):
    answer = client("sts", **credentials).get_caller_identity()
    return {name: answer[name] for name in ("Account", "Arn", "UserId")}


def assume_role():
    role = os.environ["TEST_ROLE_ARN"]
    answer = client("sts").assume_role(RoleArn=role, RoleSessionName="boto")
    return {"assumed": answer["AssumedRoleUser"]["Arn"], "caller": identity(**session(answer["Credentials"]))["Arn"]}


def repositories():
    ecr = client("ecr")
    created = ecr.create_repository(repositoryName="boto/fresh")["repository"]
    pages = ecr.get_paginator("describe_repositories").paginate(PaginationConfig={"PageSize": 1})
    return {
        "uri": created["repositoryUri"],
        "names": [repository["repositoryName"] for page in pages for repository in page["repositories"]],
    }


def wrong_region():
    region = os.environ["TEST_OTHER_REGION"]
    here = os.environ["AWS_DEFAULT_REGION"]
    host = f"https://sts.{here}.amazonaws.com" if "HTTPS_PROXY" in os.environ else None
    return boto3.client("sts", region_name=region, endpoint_url=host, config=once).get_caller_identity()


def clock_off():
    true_clock = botocore.auth.get_current_datetime
    botocore.auth.get_current_datetime = lambda *given, **named: true_clock(*given, **named) - datetime.timedelta(minutes=20)
    try:
        return client("ecr").describe_registry()
    finally:
        botocore.auth.get_current_datetime = true_clock


def tampered_body():
    ecr = client("ecr")

    def tamper(request, **_):
        request.body = b'{"maxResults":2}'
        request.headers["Content-Length"] = str(len(request.body))

    ecr.meta.events.register("before-send.ecr.DescribeRepositories", tamper)
    return ecr.describe_repositories(maxResults=1)


def expired_session():
    credentials = session(client("sts").get_session_token()["Credentials"])
    before = identity(**credentials)["Arn"]
    body = json.dumps({"what": "sessions"}).encode()
    no_proxy = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    request = urllib.request.Request(control + "/_drydock/expire", body, {"Content-Type": "application/json"})
    assert no_proxy.open(request).status == 200
    assert before == identity()["Arn"]
    return identity(**credentials)


def duplicated(name):
    """The raw answer to a call that carries the header `name` twice."""
    region = os.environ["AWS_DEFAULT_REGION"]
    url = endpoints.get("sts") or os.environ.get("AWS_ENDPOINT_URL") or f"https://sts.{region}.amazonaws.com"
    body = "Action=GetCallerIdentity&Version=2011-06-15"
    headers = {"Content-Type": "application/x-www-form-urlencoded; charset=utf-8"}
    request = AWSRequest("POST", url + "/", data=body, headers=headers)
    keys = Credentials(os.environ["AWS_ACCESS_KEY_ID"], os.environ["AWS_SECRET_ACCESS_KEY"])
    SigV4Auth(keys, "sts", region).add_auth(request)
    parts = urllib.parse.urlsplit(url)
    if "HTTPS_PROXY" in os.environ:
        proxy = urllib.parse.urlsplit(os.environ["HTTPS_PROXY"])
        context = ssl.create_default_context(cafile=os.environ["AWS_CA_BUNDLE"])
        connection = http.client.HTTPSConnection(proxy.hostname, proxy.port, context=context)
        connection.set_tunnel(parts.hostname, 443)
    else:
        connection = http.client.HTTPConnection(parts.hostname, parts.port)
    connection.putrequest("POST", "/")
    for header, value in request.headers.items():
        connection.putheader(header, value)
        if header.lower() == name.lower():
            connection.putheader(header, value)
    connection.putheader("Content-Length", str(len(body)))
    connection.endheaders(body.encode())
    answer = connection.getresponse()
    return {"status": answer.status, "code": answer.read().decode().split("<Code>")[-1].split("</Code>")[0]}


case("identity", identity)
case("assume_role", assume_role)
case("repositories", repositories)
case("wrong_secret", lambda: client("sts", aws_access_key_id=os.environ["AWS_ACCESS_KEY_ID"], aws_secret_access_key="x" * 40).get_caller_identity())
case("wrong_secret_ecr", lambda: client("ecr", aws_access_key_id=os.environ["AWS_ACCESS_KEY_ID"], aws_secret_access_key="x" * 40).describe_registry())
case("unknown_key", lambda: client("sts", aws_access_key_id="AKIAUNKNOWNUNKNOWN00", aws_secret_access_key="x" * 40).get_caller_identity())
case("wrong_region", wrong_region)
case("clock_off", clock_off)
case("tampered_body", tampered_body)
case("expired_session", expired_session)
case("duplicated_authorization", lambda: duplicated("Authorization"))
case("duplicated_date", lambda: duplicated("X-Amz-Date"))
print(json.dumps(results, default=str))
