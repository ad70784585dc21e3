"""Calls every operation of AWS Organizations with boto3, as `case_check` says.

usage: organizations_cases.py

Prints what is not as it must be, a line each, and a line with the count of calls.
"""

import json

import boto3

from case_check import PLAIN, Case, Check, call, done, numbers, report

organizations = boto3.client("organizations", config=PLAIN)

ROOT, NO_ROOT, WORK, NO_UNIT = "r-case", "r-none", "ou-case-00000000", "ou-case-11111111"
MEMBER, MOVED, NO_ACCOUNT = "210987654321", "444444444444", "999999999999"
FULL, NO_POLICY, WRONG = "p-FullAWSAccess", "p-nonenone", "p-?"
SERVICE, RESOURCE = "SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY"
STATEMENT = {"Effect": "Deny", "Action": "ecr:DeleteRepository", "Resource": "*"}
CONTENT = json.dumps({"Version": "2012-10-17", "Statement": STATEMENT})
OF_RESOURCES = json.dumps({"Version": "2012-10-17", "Statement": {**STATEMENT, "Principal": "*"}})
TOO_LONG = CONTENT.replace("*\"}", "arn:aws:ecr:*:*:repository/" + "x" * 10_240 + "\"}")
TAGS = [{"Key": f"k{number}", "Value": "v"} for number in range(51)]
TWICE = TAGS[:1] * 2
GARBLED = {"NextToken": "garbled"}


def name():
    return f"made-{next(numbers)}"


def unit(parent=ROOT, **settings):
    made = done(organizations, "CreateOrganizationalUnit", ParentId=parent, Name=name(), **settings)
    return made["OrganizationalUnit"]["Id"]


def nested(depth):
    """A unit with so many above it."""
    made = unit()
    for _ in range(depth):
        made = unit(made)
    return made


def family():
    """A unit with three below it."""
    made = unit()
    for _ in range(3):
        unit(made)
    return made


def new_policy(kind=SERVICE, **settings):
    content = CONTENT if kind == SERVICE else OF_RESOURCES
    return {"Name": name(), "Description": "made", "Type": kind, "Content": content} | settings


def policy(kind=SERVICE):
    return done(organizations, "CreatePolicy", **new_policy(kind))["Policy"]["PolicySummary"]["Id"]


def named(made):
    return done(organizations, "DescribePolicy", PolicyId=made)["Policy"]["PolicySummary"]["Name"]


def attached(count=1, target=None):
    """The last of so many policies that are attached to a unit."""
    target = target or unit()
    for _ in range(count):
        made = policy()
        done(organizations, "AttachPolicy", PolicyId=made, TargetId=target)
    return {"PolicyId": made, "TargetId": target}


def spread():
    """A policy on three units."""
    made = policy()
    for _ in range(3):
        done(organizations, "AttachPolicy", PolicyId=made, TargetId=unit())
    return {"PolicyId": made}


def several_of_resources():
    for _ in range(2):
        policy(RESOURCE)
    return {"Filter": RESOURCE}


def switched(is_on, **more):
    """The type of resource control policies, switched on or off."""

    def make():
        verb = "Enable" if is_on else "Disable"
        call(organizations, f"{verb}PolicyType", {"RootId": ROOT, "PolicyType": RESOURCE})
        return {"RootId": ROOT, "PolicyType": RESOURCE, **more}

    return make


def of_no_say():
    """A policy of a type that is switched off."""
    made = policy(RESOURCE)
    switched(False)()
    return {"PolicyId": made, "TargetId": unit()}


def home():
    """Where the account is that is moved about."""
    return done(organizations, "ListParents", ChildId=MOVED)["Parents"][0]["Id"]


def move(**more):
    return lambda: {"AccountId": MOVED, "SourceParentId": home(), "DestinationParentId": unit()} | more


CASES = {
    "AttachPolicy": Case(
        lambda: {"PolicyId": policy(), "TargetId": unit()},
        ConstraintViolation=lambda: {"TargetId": attached(9)["TargetId"], "PolicyId": policy()},
        DuplicatePolicyAttachment=attached,
        InvalidInput={"PolicyId": WRONG, "TargetId": ROOT},
        PolicyNotFound={"PolicyId": NO_POLICY, "TargetId": ROOT},
        PolicyTypeNotEnabled=of_no_say,
        TargetNotFound=lambda: {"PolicyId": policy(), "TargetId": NO_UNIT},
    ),
    "CreateOrganizationalUnit": Case(
        lambda: {"ParentId": ROOT, "Name": name()},
        ["OrganizationalUnit"],
        ConstraintViolation=lambda: {"ParentId": nested(4), "Name": name()},
        DuplicateOrganizationalUnit={"ParentId": ROOT, "Name": "work"},
        InvalidInput={"ParentId": ROOT, "Name": ""},
        ParentNotFound={"ParentId": NO_UNIT, "Name": "none"},
    ),
    "CreatePolicy": Case(
        new_policy,
        ["Policy"],
        ConstraintViolation=lambda: new_policy(Content=TOO_LONG),
        DuplicatePolicy=lambda: new_policy(Name=named(policy())),
        InvalidInput=lambda: new_policy(Name=""),
        MalformedPolicyDocument=lambda: new_policy(Content="{"),
        PolicyTypeNotAvailableForOrganization=lambda: new_policy(Type="TAG_POLICY", Content="{}"),
    ),
    "DeleteOrganizationalUnit": Case(
        lambda: {"OrganizationalUnitId": unit()},
        InvalidInput={"OrganizationalUnitId": "x"},
        OrganizationalUnitNotEmpty=lambda: {"OrganizationalUnitId": family()},
        OrganizationalUnitNotFound={"OrganizationalUnitId": NO_UNIT},
    ),
    "DeletePolicy": Case(
        lambda: {"PolicyId": policy()},
        InvalidInput={"PolicyId": FULL},
        PolicyInUse=lambda: {"PolicyId": attached()["PolicyId"]},
        PolicyNotFound={"PolicyId": NO_POLICY},
    ),
    "DescribeAccount": Case(
        {"AccountId": MEMBER},
        ["Account"],
        AccountNotFound={"AccountId": NO_ACCOUNT},
        InvalidInput={"AccountId": "1"},
    ),
    "DescribeOrganization": Case({}, ["Organization"]),
    "DescribeOrganizationalUnit": Case(
        {"OrganizationalUnitId": WORK},
        ["OrganizationalUnit"],
        InvalidInput={"OrganizationalUnitId": "x"},
        OrganizationalUnitNotFound={"OrganizationalUnitId": NO_UNIT},
    ),
    "DescribePolicy": Case(
        {"PolicyId": FULL},
        ["Policy"],
        InvalidInput={"PolicyId": WRONG},
        PolicyNotFound={"PolicyId": NO_POLICY},
    ),
    "DetachPolicy": Case(
        attached,
        ConstraintViolation=lambda: {"PolicyId": FULL, "TargetId": unit()},
        InvalidInput={"PolicyId": WRONG, "TargetId": ROOT},
        PolicyNotAttached=lambda: {"PolicyId": policy(), "TargetId": ROOT},
        PolicyNotFound={"PolicyId": NO_POLICY, "TargetId": ROOT},
        TargetNotFound={"PolicyId": FULL, "TargetId": NO_UNIT},
    ),
    "DisablePolicyType": Case(
        switched(True),
        ["Root"],
        InvalidInput={"RootId": ROOT, "PolicyType": "NONE"},
        PolicyTypeNotEnabled=switched(False),
        RootNotFound={"RootId": NO_ROOT, "PolicyType": RESOURCE},
    ),
    "EnablePolicyType": Case(
        switched(False),
        ["Root"],
        InvalidInput={"RootId": ROOT, "PolicyType": "NONE"},
        PolicyTypeAlreadyEnabled=switched(True),
        RootNotFound={"RootId": NO_ROOT, "PolicyType": RESOURCE},
        PolicyTypeNotAvailableForOrganization={"RootId": ROOT, "PolicyType": "TAG_POLICY"},
    ),
    "ListAccounts": Case({}, ["Accounts"], pages=(("Accounts",), {}), InvalidInput=GARBLED),
    "ListAccountsForParent": Case(
        {"ParentId": WORK},
        ["Accounts"],
        pages=(("Accounts",), {"ParentId": WORK}),
        InvalidInput={"ParentId": WORK, **GARBLED},
        ParentNotFound={"ParentId": NO_UNIT},
    ),
    "ListChildren": Case(
        {"ParentId": WORK, "ChildType": "ACCOUNT"},
        ["Children"],
        pages=(("Children",), lambda: {"ParentId": family(), "ChildType": "ORGANIZATIONAL_UNIT"}),
        InvalidInput={"ParentId": WORK, "ChildType": "NONE"},
        ParentNotFound={"ParentId": NO_UNIT, "ChildType": "ACCOUNT"},
    ),
    "ListOrganizationalUnitsForParent": Case(
        {"ParentId": ROOT},
        ["OrganizationalUnits"],
        pages=(("OrganizationalUnits",), lambda: {"ParentId": family()}),
        InvalidInput={"ParentId": ROOT, **GARBLED},
        ParentNotFound={"ParentId": NO_UNIT},
    ),
    "ListParents": Case(
        {"ChildId": MEMBER},
        ["Parents"],
        pages=(("Parents",), {"ChildId": MEMBER}),
        least=1,
        ChildNotFound={"ChildId": NO_UNIT},
        InvalidInput={"ChildId": "x"},
    ),
    "ListPolicies": Case(
        {"Filter": SERVICE},
        ["Policies"],
        pages=(("Policies",), several_of_resources),
        InvalidInput={"Filter": "NONE"},
    ),
    "ListPoliciesForTarget": Case(
        {"TargetId": ROOT, "Filter": SERVICE},
        ["Policies"],
        pages=(("Policies",), lambda: {"TargetId": attached(2)["TargetId"], "Filter": SERVICE}),
        InvalidInput={"TargetId": ROOT, "Filter": "NONE"},
        TargetNotFound={"TargetId": NO_UNIT, "Filter": SERVICE},
    ),
    "ListRoots": Case({}, ["Roots"], pages=(("Roots",), {}), least=1, InvalidInput=GARBLED),
    "ListTagsForResource": Case(
        {"ResourceId": WORK},
        ["Tags"],
        pages=(("Tags",), lambda: {"ResourceId": unit(Tags=TAGS[:3])}),
        TargetNotFound={"ResourceId": NO_UNIT},
        InvalidInput={"ResourceId": WORK, **GARBLED},
    ),
    "ListTargetsForPolicy": Case(
        {"PolicyId": FULL},
        ["Targets"],
        pages=(("Targets",), spread),
        InvalidInput={"PolicyId": WRONG},
        PolicyNotFound={"PolicyId": NO_POLICY},
    ),
    "MoveAccount": Case(
        move(),
        InvalidInput=move(AccountId="1"),
        SourceParentNotFound=move(SourceParentId=NO_UNIT),
        DestinationParentNotFound=move(DestinationParentId=NO_UNIT),
        DuplicateAccount=lambda: move(DestinationParentId=home())(),
        AccountNotFound=move(AccountId=NO_ACCOUNT),
    ),
    "TagResource": Case(
        lambda: {"ResourceId": unit(), "Tags": TAGS[:3]},
        TargetNotFound={"ResourceId": NO_UNIT, "Tags": TAGS[:3]},
        ConstraintViolation=lambda: {"ResourceId": unit(), "Tags": TAGS},
        InvalidInput=lambda: {"ResourceId": unit(), "Tags": TWICE},
    ),
    "UntagResource": Case(
        lambda: {"ResourceId": unit(Tags=TAGS[:3]), "TagKeys": ["k1"]},
        TargetNotFound={"ResourceId": NO_UNIT, "TagKeys": ["k1"]},
        InvalidInput={"ResourceId": "x", "TagKeys": ["k1"]},
    ),
    "UpdateOrganizationalUnit": Case(
        lambda: {"OrganizationalUnitId": unit(), "Name": name()},
        ["OrganizationalUnit"],
        DuplicateOrganizationalUnit=lambda: {"OrganizationalUnitId": unit(), "Name": "work"},
        InvalidInput={"OrganizationalUnitId": "x"},
        OrganizationalUnitNotFound={"OrganizationalUnitId": NO_UNIT},
    ),
    "UpdatePolicy": Case(
        lambda: {"PolicyId": policy(), "Name": name()},
        ["Policy"],
        ConstraintViolation=lambda: {"PolicyId": policy(), "Content": TOO_LONG},
        DuplicatePolicy=lambda: {"PolicyId": policy(), "Name": named(policy())},
        InvalidInput={"PolicyId": FULL, "Name": "other"},
        MalformedPolicyDocument=lambda: {"PolicyId": policy(), "Content": "{"},
        PolicyNotFound={"PolicyId": NO_POLICY, "Name": "other"},
    ),
}

# Errors that do not occur, and why: of an operation, or of all that are not told above.
WITHOUT = {
    "AccessDenied": "it is what whoever may do nothing is told, above",
    "Service": "only faults bring it about, which all operations have alike",
    "TooManyRequests": "only faults bring it about, which all operations have alike",
    "ConcurrentModification": "changes of an organization are made one after the other",
    "PolicyChangesInProgress": "a change of a policy is made at once",
    "AWSOrganizationsNotInUse": "the account is in an organization",
    "UnsupportedAPIEndpoint": "each endpoint has all of the API",
    "DisablePolicyType ConstraintViolation": "switching a type off breaks none of the documented constraints",
    "EnablePolicyType ConstraintViolation": "switching a type on breaks none of the documented constraints",
    "UntagResource ConstraintViolation": "taking tags away exceeds nothing",
}

Check(organizations, CASES, WITHOUT).run()
report()
