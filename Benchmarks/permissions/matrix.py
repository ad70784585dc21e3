"""The cases of the matrix: what is tried, what AWS documents of it, and where."""

import json

cases = []


class Case:
    def __init__(self, topic, title, expected, source, attempt):
        self.topic = topic
        self.title = title
        self.expected = expected
        self.source = source
        self.attempt = attempt


def case(topic, title, expected, source):
    """Adds a function of a bench to the matrix.

    expected is `allowed`, `denied`, or the code of the error that AWS documents; of several, any is right.
    """

    def add(attempt):
        cases.append(Case(topic, title, expected, source, attempt))
        return attempt

    return add


def allow(action, resource="*", **more):
    return {"Effect": "Allow", "Action": action, "Resource": resource, **more}


def deny(action, resource="*", **more):
    return {"Effect": "Deny", "Action": action, "Resource": resource, **more}


def policy(*statements):
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)})
