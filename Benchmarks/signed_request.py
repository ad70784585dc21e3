"""Prints a wrk script that sends one request, signed by botocore, over and over: a signature holds for 15 minutes."""

import json
import sys

import botocore.session
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest

operation, endpoint = sys.argv[1:]
session = botocore.session.get_session()
if operation == "GetCallerIdentity":
    service = "sts"
    body = "Action=GetCallerIdentity&Version=2011-06-15"
    headers = {"Content-Type": "application/x-www-form-urlencoded; charset=utf-8"}
else:
    service = "ecr"
    body = "{}"
    headers = {
        "Content-Type": "application/x-amz-json-1.1",
        "X-Amz-Target": "AmazonEC2ContainerRegistry_V20150921." + operation,
    }
request = AWSRequest("POST", endpoint + "/", data=body, headers=headers)
SigV4Auth(session.get_credentials(), service, session.get_config_variable("region")).add_auth(request)
print('wrk.method = "POST"')
print("wrk.body =", json.dumps(body))
for name, value in request.headers.items():
    print(f"wrk.headers[{json.dumps(name)}] = {json.dumps(value)}")
