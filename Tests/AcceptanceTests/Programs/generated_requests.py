"""Sends requests that are generated from botocore's model of ECR or ECR Public, and prints each answer that the model does not have.

usage: generated_requests.py ROUNDS SEED SERVICE

A round calls every operation once, in an order of chance, mostly with an input that fits the model, and otherwise with one
in which something does not. An answer fits where it is a success whose members the model has, of their types, or one of
the operation's errors. The last line says how many answers there were.

The credentials and the endpoint come from the environment, as for any program that uses botocore.
"""

import json
import os
import random
import sys
import time
import urllib.error
import urllib.request

import botocore.session
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest

# Errors that every operation may have, whatever its model says.
COMMON = {"AccessDeniedException", "InvalidParameterException", "SerializationException", "ValidationException"}
# Seconds after which an answer counts as none.
PATIENCE = 20

# Texts for members whose names say what they are: with them some calls find something.
TEXTS = [
    ("repositoryname", ["app", "team/app", "public/tool", "none"]),
    ("digest", ["sha256:" + "a" * 64]),
    ("policytext", ['{"rules": []}', '{"Version": "2012-10-17", "Statement": []}', "{"]),
    ("manifest", ['{"schemaVersion": 2}']),
    ("tag", ["v1", "latest"]),
    ("registryid", ["123456789012"]),
    ("credentialarn", ["arn:aws:secretsmanager:us-east-1:123456789012:secret:ecr-pullthroughcache/hub-AbCdEf"]),
    ("rolearn", ["arn:aws:iam::123456789012:role/puller"]),
    ("principalarn", ["arn:aws:iam::123456789012:role/puller"]),
    ("signingprofilearn", ["arn:aws:signer:us-east-1:123456789012:/signing-profiles/release"]),
    (
        "arn",
        ["arn:aws:ecr:us-east-1:123456789012:repository/app", "arn:aws:ecr-public::123456789012:repository/app"],
    ),
    ("prefix", ["public", "ROOT", "team"]),
    ("url", ["public.ecr.aws", "quay.io", "registry-1.docker.io"]),
    ("region", ["us-east-1", "eu-west-1"]),
]
MISFITS = [None, {}, [], "x" * 5_000, "", "\0", "é☃", "../..", -1, 1e30, 2**63, True, {"a": 1}, [[]]]

rounds, chance = int(sys.argv[1]), random.Random(int(sys.argv[2]))
session = botocore.session.get_session()
model = session.get_service_model(sys.argv[3])
endpoint = os.environ["AWS_ENDPOINT_URL"]
credentials = session.get_credentials()


def fitting(shape, name=""):
    """A value that fits a shape of the model."""
    kind, limits = shape.type_name, shape.metadata
    if kind == "structure":
        return {
            member: fitting(inner, member)
            for member, inner in shape.members.items()
            if member in shape.required_members or chance.random() < 0.4
        }
    if kind == "list":
        least = limits.get("min", 0)
        return [fitting(shape.member, name) for _ in range(chance.randint(least, max(least, 3)))]
    if kind in ("integer", "long"):
        return chance.choice([limits.get("min", 1), limits.get("max", 100), 1])
    if kind == "boolean":
        return chance.random() < 0.5
    if kind == "timestamp":
        return 1_700_000_000
    if kind == "blob":
        return "aGVsbG8="
    if shape.enum:
        return chance.choice(shape.enum)
    for part, texts in TEXTS:
        if part in name.lower():
            return chance.choice(texts)
    return "x" * max(1, limits.get("min", 1))


def misfitting(value, shape):
    """The value with something wrong in it."""
    if shape.type_name == "structure" and isinstance(value, dict) and value:
        member = chance.choice(list(value))
        way = chance.random()
        if way < 0.2:
            return {**value, "unknown": 1}
        if way < 0.4:
            return {name: inner for name, inner in value.items() if name != member}
        return {**value, member: misfitting(value[member], shape.members[member])}
    if shape.type_name == "list" and value:
        if chance.random() < 0.3:
            return value * 200
        return [misfitting(value[0], shape.member), *value[1:]]
    return chance.choice(MISFITS)


def flaw(value, shape, path="answer"):
    """What of a success the model does not have; nothing where it has all."""
    kind = shape.type_name
    if kind == "structure":
        if not isinstance(value, dict):
            return f"{path} is not a structure"
        unknown = [f"{path}.{name} is not in the model" for name in value if name not in shape.members]
        inner = [flaw(value[name], shape.members[name], f"{path}.{name}") for name in value if name in shape.members]
        return next(filter(None, unknown + inner), None)
    if kind == "list":
        if not isinstance(value, list):
            return f"{path} is not a list"
        return next(filter(None, (flaw(element, shape.member, path + "[]") for element in value)), None)
    if kind == "map":
        if not isinstance(value, dict):
            return f"{path} is not a map"
        return next(filter(None, (flaw(element, shape.value, path + "{}") for element in value.values())), None)
    types = {"boolean": bool, "integer": int, "long": int, "timestamp": (int, float), "double": (int, float)}
    wanted = types.get(kind, str)
    return None if isinstance(value, wanted) else f"{path} is not of type {kind}"


def answer(operation, body):
    """Status and body of the answer to a signed call."""
    headers = {
        "Content-Type": "application/x-amz-json-1.1",
        "X-Amz-Target": f"{model.metadata['targetPrefix']}.{operation}",
    }
    request = AWSRequest("POST", endpoint + "/", data=body, headers=headers)
    SigV4Auth(credentials, model.signing_name, "us-east-1").add_auth(request)
    call = urllib.request.Request(endpoint + "/", data=body, headers=dict(request.headers.items()), method="POST")
    try:
        with urllib.request.urlopen(call, timeout=PATIENCE) as response:
            return response.status, response.read()
    except urllib.error.HTTPError as error:
        return error.code, error.read()


def problem(operation, status, text):
    """Why an answer is not one of the operation's; nothing where it is."""
    content = json.loads(text)
    if status == 200:
        return flaw(content, operation.output_shape)
    code = content["__type"]
    modelled = {error.error_code for error in operation.error_shapes} | {error.name for error in operation.error_shapes}
    return None if status == 400 and code in modelled | COMMON else f"{status} {code}"


count = 0
for _ in range(rounds):
    names = list(model.operation_names)
    chance.shuffle(names)
    for name in names:
        operation = model.operation_model(name)
        value = fitting(operation.input_shape)
        if chance.random() < 0.4:
            value = misfitting(value, operation.input_shape)
        body = json.dumps(value).encode()
        started = time.monotonic()
        status, text = answer(name, body)
        count += 1
        found = problem(operation, status, text)
        if found:
            print(f"{name} {body.decode()[:400]}: {found}: {text.decode()[:400]}")
print(f"{count} answers")
