"""Prints the inputs of a service's operations, as the botocore models have them: one JSON object a line and member."""

import json
import sys

import botocore.session

KINDS = {"string": "text", "integer": "integer", "long": "long", "boolean": "boolean", "blob": "blob"}


def walk(structure, path):
    for name, shape in structure.members.items():
        kind = KINDS.get(shape.type_name)
        element = None
        if shape.type_name == "structure":
            kind = "structure"
        elif shape.type_name == "list":
            element = shape.member
            kind = "structures" if element.type_name == "structure" else "texts"
        member = {
            "member": ".".join(path + [name]),
            "kind": kind or shape.type_name,
            "required": name in structure.required_members,
            "constraints": constraints(shape),
            "elements": constraints(element) if kind == "texts" else {},
        }
        yield member
        if kind == "structure":
            yield from walk(shape, path + [name])
        elif kind == "structures":
            yield from walk(element, path + [name])


def constraints(shape):
    metadata = shape.metadata
    found = {}
    if "min" in metadata:
        found["least"] = metadata["min"]
    if "max" in metadata:
        found["most"] = metadata["max"]
    if "enum" in metadata:
        found["values"] = sorted(metadata["enum"])
    if "pattern" in metadata:
        found["pattern"] = True
    return found


session = botocore.session.get_session()
for service in sys.argv[1:]:
    model = session.get_service_model(service)
    for name in model.operation_names:
        shape = model.operation_model(name).input_shape
        print(json.dumps({"service": service, "operation": name, "members": list(walk(shape, [])) if shape else []}))
