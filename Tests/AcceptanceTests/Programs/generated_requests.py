"""Sends requests that are generated from botocore's model of a service, and prints each answer that the model does not have.

usage: generated_requests.py ROUNDS SEED SERVICE

A round calls every operation once, in an order of chance, mostly with an input that fits the model, and otherwise with one
in which something does not. An answer fits where it is a success whose members the model has, of their types, with those that it requires, or
one of the operation's errors, or says that the operation is not supported. The last line says how many answers there were.

The credentials and the endpoint come from the environment, as for any program that uses botocore.
"""

import json
import os
import random
import sys
import urllib.error
import urllib.parse
import urllib.request
import xml.etree.ElementTree

import botocore.session
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest

# Errors that every operation may have, whatever its model says.
COMMON = {
    "json": {"AccessDeniedException", "InvalidParameterException", "SerializationException", "ValidationException"},
    "query": {"AccessDenied", "InvalidInput", "InvalidParameterValue", "MalformedInput", "NoSuchEntity", "ValidationError"},
}
# Seconds after which an answer counts as none.
PATIENCE = 20

POLICY = '{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "ecr:*", "Resource": "*"}}'
TRUST = (
    '{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "sts:AssumeRole", '
    '"Principal": {"AWS": "arn:aws:iam::123456789012:root"}}}'
)
# Texts for members whose names say what they are: with them some calls find something.
TEXTS = [
    ("assumerolepolicydocument", ['{"Version": "2012-10-17", "Statement": []}', TRUST]),
    ("policydocument", [POLICY, "{"]),
    ("policyinputlist", [POLICY]),
    ("samlmetadata", ["<EntityDescriptor/>" + " " * 1_000]),
    ("username", ["ci", "none"]),
    ("rolename", ["deployer", "none"]),
    ("groupname", ["team", "none"]),
    ("instanceprofilename", ["machine", "none"]),
    ("policyname", ["push", "none"]),
    ("policyarn", ["arn:aws:iam::123456789012:policy/push", "arn:aws:iam::aws:policy/ReadOnlyAccess"]),
    ("policysourcearn", ["arn:aws:iam::123456789012:user/ci"]),
    ("permissionsboundary", ["arn:aws:iam::123456789012:policy/push"]),
    ("accesskeyid", ["AKIADRYDOCKMACHINECI", "AKIANONENONENONENONE"]),
    ("serialnumber", ["arn:aws:iam::123456789012:mfa/phone"]),
    ("virtualmfadevicename", ["phone"]),
    ("authenticationcode", ["123456"]),
    ("tokencode", ["123456"]),
    ("openidconnectproviderarn", ["arn:aws:iam::123456789012:oidc-provider/example.com"]),
    ("samlproviderarn", ["arn:aws:iam::123456789012:saml-provider/corporate"]),
    ("awsservicename", ["ecr.amazonaws.com"]),
    ("actionnames", ["ecr:PutImage", "sts:AssumeRole"]),
    ("resourcearns", ["*", "arn:aws:ecr:us-east-1:123456789012:repository/app"]),
    ("pathprefix", ["/", "/team/"]),
    ("path", ["/", "/team/"]),
    ("versionid", ["v1"]),
    ("repositoryname", ["app", "team/app", "public/tool", "none"]),
    ("digest", ["sha256:" + "a" * 64]),
    ("policytext", ['{"rules": []}', '{"Version": "2012-10-17", "Statement": []}', "{"]),
    ("manifest", ['{"schemaVersion": 2}']),
    ("tag", ["v1", "latest"]),
    ("registryid", ["123456789012"]),
    ("credentialarn", ["arn:aws:secretsmanager:us-east-1:123456789012:secret:ecr-pullthroughcache/hub-AbCdEf"]),
    ("rolearn", ["arn:aws:iam::123456789012:role/puller", "arn:aws:iam::123456789012:role/deployer"]),
    ("principalarn", ["arn:aws:iam::123456789012:role/puller"]),
    ("signingprofilearn", ["arn:aws:signer:us-east-1:123456789012:/signing-profiles/release"]),
    (
        "arn",
        ["arn:aws:ecr:us-east-1:123456789012:repository/app", "arn:aws:ecr-public::123456789012:repository/app"],
    ),
    ("prefix", ["public", "ROOT", "team"]),
    ("url", ["public.ecr.aws", "quay.io", "registry-1.docker.io"]),
    ("region", ["us-east-1", "eu-west-1"]),
    ("policyid", ["p-FullAWSAccess", "p-none0000"]),
    ("targetid", ["r-gene", "ou-gene-00000000", "210987654321", "ou-gene-11111111"]),
    ("resourceid", ["r-gene", "ou-gene-00000000", "210987654321", "p-FullAWSAccess"]),
    ("parentid", ["r-gene", "ou-gene-00000000"]),
    ("childid", ["ou-gene-00000000", "210987654321"]),
    ("rootid", ["r-gene", "r-none"]),
    ("organizationalunitid", ["ou-gene-00000000", "ou-gene-11111111"]),
    ("accountid", ["210987654321", "123456789012", "000000000000"]),
    ("email", ["new@example.com", "other@example.com"]),
    ("handshakeid", ["h-00000000"]),
    ("createaccountrequestid", ["car-00000000"]),
    ("serviceprincipal", ["ssm.amazonaws.com", "none.amazonaws.com"]),
    ("content", [POLICY, "{"]),
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
        unknown += [f"{path}.{name} is missing" for name in shape.required_members if name not in value]
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


def parsed(element, shape):
    """What an element of the Query protocol holds, in the form that its shape has in JSON."""
    kind = shape.type_name if shape else None
    if kind == "structure":
        names = {inner.serialization.get("name", name): (name, inner) for name, inner in shape.members.items()}
        found = {}
        for child in element:
            tag = child.tag.split("}")[-1]
            name, inner = names.get(tag, (tag, None))
            found[name] = parsed(child, inner)
        return found
    if kind == "list":
        return [parsed(child, shape.member) for child in element]
    if kind == "map":
        return {child[0].text or "": parsed(child[1], shape.value) for child in element}
    text = element.text or ""
    if kind == "boolean":
        return {"true": True, "false": False}.get(text, text)
    if kind in ("integer", "long"):
        return int(text) if text.lstrip("-").isdigit() else text
    if kind == "timestamp":
        return 0 if text.endswith("Z") else text
    return text


def flat(name, value, shape, pairs):
    """The pairs of a form that stand for a value."""
    if isinstance(value, dict):
        for member, inner in value.items():
            known = shape.members.get(member) if shape is not None and shape.type_name == "structure" else None
            flat(f"{name}.{member}" if name else member, inner, known, pairs)
    elif isinstance(value, list):
        for number, inner in enumerate(value, 1):
            flat(f"{name}.member.{number}", inner, getattr(shape, "member", None), pairs)
    elif value is not None:
        pairs.append((name, str(value).lower() if isinstance(value, bool) else str(value)))


class JSONProtocol:
    """The JSON protocol: a target in the header, and members in the body."""

    content_type = "application/x-amz-json-1.1"

    def request(self, operation, value):
        target = f"{model.metadata['targetPrefix']}.{operation.name}"
        return json.dumps(value).encode(), {"X-Amz-Target": target}

    def result(self, operation, text):
        return json.loads(text)

    def code(self, text):
        return json.loads(text)["__type"]


class QueryProtocol:
    """The Query protocol: a form, and XML."""

    content_type = "application/x-www-form-urlencoded"

    def request(self, operation, value):
        pairs = [("Action", operation.name), ("Version", model.api_version)]
        flat("", value, operation.input_shape, pairs)
        return urllib.parse.urlencode(pairs).encode(), {}

    def result(self, operation, text):
        root = xml.etree.ElementTree.fromstring(text)
        shape = operation.output_shape
        if shape is None:
            return None
        found = [child for child in root if child.tag.split("}")[-1] == shape.serialization.get("resultWrapper")]
        return parsed(found[0], shape) if found else {}

    def code(self, text):
        root = xml.etree.ElementTree.fromstring(text)
        return next(element.text for element in root.iter() if element.tag.split("}")[-1] == "Code")


protocol = QueryProtocol() if model.metadata["protocol"] == "query" else JSONProtocol()
common = COMMON["query" if model.metadata["protocol"] == "query" else "json"]


def answer(body, headers):
    """Status and body of the answer to a signed call."""
    headers = {"Content-Type": protocol.content_type, **headers}
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
    if status == 200:
        result = protocol.result(operation, text)
        return None if operation.output_shape is None else flaw(result, operation.output_shape)
    if status == 501:
        return None
    code = protocol.code(text)
    errors = operation.error_shapes
    modelled = {error.name for error in errors} | {error.metadata.get("error", {}).get("code") for error in errors}
    return None if 400 <= status < 500 and code in modelled | common else f"{status} {code}"


count = 0
for _ in range(rounds):
    names = list(model.operation_names)
    chance.shuffle(names)
    for name in names:
        operation = model.operation_model(name)
        shape = operation.input_shape
        value = fitting(shape) if shape else {}
        if shape and chance.random() < 0.4:
            value = misfitting(value, shape)
        body, headers = protocol.request(operation, value)
        status, text = answer(body, headers)
        count += 1
        found = problem(operation, status, text)
        if found:
            print(f"{name} {body.decode()[:400]}: {found}: {text.decode()[:400]}")
print(f"{count} answers")
