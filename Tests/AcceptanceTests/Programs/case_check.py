"""What a table of cases of a service's operations is checked by: each is called with boto3 in the plain case, without
permission, as a list to the last page, and for each error that its model has.

A table is checked against the model that comes with boto3: an operation or an error that it does not name is told, and so
is one that the model lacks, but for newer operations. An operation without a case must answer that it is not supported.
The credentials and the endpoint come from the environment; the identity `nobody` may do nothing.
"""

import itertools
import re
import sys

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

ACCOUNT = "123456789012"
# Requests that break the model are sent as they are, and nothing is tried again.
PLAIN = Config(parameter_validation=False, retries={"mode": "standard", "total_max_attempts": 1})
NOBODY = {"aws_access_key_id": "AKIADRYDOCKNOBODY000", "aws_secret_access_key": "drydock/EXAMPLE/secret/key/of/nobody/"}
# What leads to the next page, with what bounds one, and the largest bound that is worth giving.
TOKENS = {"nextToken": ("maxResults", None), "NextToken": ("MaxResults", None), "Marker": ("MaxItems", 1_000)}
# How a service refuses whoever may not call it.
DENIALS = {"query": "AccessDenied", "json": "AccessDeniedException"}

numbers = itertools.count(1)
problems, calls = [], 0


def answered(client, operation, arguments):
    """The answer and the error, one of them None."""
    global calls
    calls += 1
    try:
        return client._make_api_call(operation, arguments), None
    except ClientError as error:
        return None, error.response["Error"]


def call(client, operation, arguments):
    """The answer and the error's code, one of them None."""
    answer, error = answered(client, operation, arguments)
    return answer, error["Code"] if error else None


def done(client, operation, **arguments):
    """What setting up needs, which must work."""
    answer, error = answered(client, operation, arguments)
    if error:
        sys.exit(f"{operation} {arguments} is refused: {error}")
    return answer


class Case:
    """What an operation is called with, and what must come of it.

    plain: its arguments, as a value or as a function that makes what they need; or a client and arguments, where another
        than the usual one calls.
    answers: members that the answer must have.
    pages: the path of the list in its answers, and arguments with which that has `least` elements or more.
    asks: the action that IAM is asked about first, where it has another name.
    refused: the error that the plain case ends in, where it has no other outcome.
    after: what is done after the plain case.
    errors: arguments, likewise, by the code without `Exception`.
    """

    def __init__(
        self, plain, answers=(), pages=None, least=3, asks=None, refused=None, after=None, **errors
    ):
        self.plain, self.answers, self.pages, self.least = plain, answers, pages, least
        self.asks, self.refused, self.after, self.errors = asks, refused, after, errors


def value(made):
    return made() if callable(made) else made


def called(client, made):
    """Who calls, and with which arguments."""
    given = value(made)
    return given if isinstance(given, tuple) else (client, given)


def code_of(shape):
    return shape.metadata.get("error", {}).get("code") or shape.name


def token_of(shape):
    """The member that leads to the next page; None where there is none."""
    return next((token for token in TOKENS if token in shape.members), None) if shape else None


def pages(client, operation, members, arguments):
    """All elements, asked one at a time, beside those that come at once."""
    name = next(name for name, other in client.meta.method_to_api_mapping.items() if other == operation)
    token = token_of(client.meta.service_model.operation_model(operation).output_shape)
    limit, largest = TOKENS[token]
    # A list that takes no bound says itself how much it tells at once.
    bounded = limit in client.meta.service_model.operation_model(operation).input_shape.members
    if client.can_paginate(name):
        bound = {"PageSize": 1} if bounded else {}
        asked = client.get_paginator(name).paginate(**arguments, PaginationConfig=bound)
        found = [element for page in asked for element in inner(page, members)]
    else:
        found, after = [], {}
        while after is not None:
            answer = done(client, operation, **arguments, **({limit: 1} if bounded else {}), **after)
            found += inner(answer, members)
            after = {token: answer[token]} if token in answer else None
    at_once = {limit: largest} if largest and bounded else {}
    return found, inner(done(client, operation, **arguments, **at_once), members)


def inner(answer, members):
    for member in members:
        answer = answer[member]
    return answer


class Check:
    """Checks one service.

    cases: a `Case` by operation.
    without: errors that do not occur, and why: of an operation, or of all that are not told there.
    newer: operations that AWS has brought out since the model of some installations of boto3.
    """

    def __init__(self, client, cases, without, newer=frozenset()):
        self.client, self.cases, self.without, self.newer = client, cases, without, newer
        self.model = client.meta.service_model
        self.service = self.model.service_name
        self.stranger = boto3.client(self.service, config=PLAIN, **NOBODY)
        self.named_errors = set()

    def tell(self, problem):
        problems.append(f"{self.service} {problem}")

    def expect(self, operation, what, arguments, wanted):
        client, arguments = called(self.client, arguments)
        _, code = call(client, operation, arguments)
        if code != wanted:
            self.tell(f"{operation} {what}: {code}, not {wanted}")

    def run(self):
        for operation in self.model.operation_names:
            if operation in self.cases:
                self.check(self.model.operation_model(operation), self.cases[operation])
            else:
                self.expect(operation, "has no case", {}, "NotImplemented")
        for name in set(self.cases) - set(self.model.operation_names) - self.newer:
            self.tell(f"{name} has a case, and is not in the model")
        for name in set(self.without) - self.named_errors:
            self.tell(f"{name} is without a case for nothing")

    def check(self, shape, case):
        _, arguments = called(self.client, case.plain)
        self.denied(shape.name, arguments, case.asks or shape.name)
        if case.refused:
            self.expect(shape.name, "plain", case.plain, case.refused)
            return self.errors(shape, case)
        client, arguments = called(self.client, case.plain)
        answer, error = answered(client, shape.name, arguments)
        missing = [name for name in case.answers if name not in (answer or {})]
        if error or missing:
            self.tell(f"{shape.name} plain: {error or 'without ' + ', '.join(missing)}")
        if case.after:
            case.after()
        lists = token_of(shape.output_shape) is not None
        if lists != (case.pages is not None):
            self.tell(f"{shape.name} has {'pages' if lists else 'no pages'}")
        if case.pages:
            client, arguments = called(self.client, case.pages[1])
            one_by_one, at_once = pages(client, shape.name, case.pages[0], arguments)
            if one_by_one != at_once or len(at_once) < case.least:
                self.tell(f"{shape.name} pages: {len(one_by_one)} of {len(at_once)}")
        self.errors(shape, case)

    def denied(self, operation, arguments, asked):
        """Whoever may do nothing is told who may not do what, and on what."""
        _, error = answered(self.stranger, operation, arguments)
        action = f"{self.service}:{asked}"
        sentence = (
            rf"User: arn:aws:iam::{ACCOUNT}:user/nobody is not authorized to perform: {action} on resource: \S.* "
            rf"because no identity-based policy allows the {action} action"
        )
        wanted = DENIALS[self.model.metadata["protocol"]]
        if error is None or error["Code"] != wanted or not re.fullmatch(sentence, error["Message"]):
            self.tell(f"{operation} denied: {error}")

    def errors(self, shape, case):
        codes = {code_of(error).removesuffix("Exception"): code_of(error) for error in shape.error_shapes}
        for error, code in codes.items():
            if error in case.errors:
                self.expect(shape.name, error, case.errors[error], code)
                continue
            if code == case.refused:
                continue
            own = f"{shape.name} {error}"
            reason = own if own in self.without else error
            if reason not in self.without:
                self.tell(f"{own} has no case")
            self.named_errors.add(reason)
        for error in set(case.errors) - set(codes):
            self.tell(f"{shape.name} {error} is not in the model")


def report():
    """Prints what is not as it must be, a line each, and how many calls there were."""
    for problem in problems:
        print(problem)
    print(f"{calls} calls")
