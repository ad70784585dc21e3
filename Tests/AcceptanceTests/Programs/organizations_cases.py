"""Calls every operation of AWS Organizations with boto3, as `case_check` says.

usage: organizations_cases.py

Prints what is not as it must be, a line each, and a line with the count of calls.
"""

import json
import os
import urllib.request

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


OUTSIDER, MANAGER, SERVICE_NAME = "555555555555", "123456789012", "ssm.amazonaws.com"
OUTSIDERS_KEY = {
    "aws_access_key_id": "AKIADRYDOCKOUTSIDER0",
    "aws_secret_access_key": "drydock/EXAMPLE/secret/key/of/outsider/",
}
outsider = boto3.client("organizations", config=PLAIN, **OUTSIDERS_KEY)
DELEGATION = {"Effect": "Allow", "Principal": {"AWS": MEMBER}, "Action": "organizations:List*", "Resource": "*"}
DELEGATING = json.dumps({"Version": "2012-10-17", "Statement": DELEGATION})
UNKNOWN_SERVICE = {"ServicePrincipal": "none.amazonaws.com"}
NO_HANDSHAKE = {"HandshakeId": "h-nonenone"}
EFFECTIVE = {"PolicyType": "TAG_POLICY"}
NOT_EFFECTIVE = {"refused": "EffectivePolicyNotFoundException"}


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


def reset():
    """Back to the world as loaded."""
    request = urllib.request.Request(os.environ["AWS_ENDPOINT_URL"] + "/_drydock/reset", method="POST", data=b"")
    urllib.request.urlopen(request).close()


def alone():
    """An organization with nobody but the management account."""
    reset()
    for account in done(organizations, "ListAccounts")["Accounts"]:
        if account["Id"] != MANAGER:
            done(organizations, "RemoveAccountFromOrganization", AccountId=account["Id"])
    return {}


def without_organization(**more):
    """No organization; or the next one, made so."""
    alone()
    done(organizations, "DeleteOrganization")
    if more:
        done(organizations, "CreateOrganization", **more)
    return {}


def new_account():
    return {"AccountName": name(), "Email": f"{name()}@example.com"}


def created():
    return done(organizations, "CreateAccount", **new_account())["CreateAccountStatus"]


def account(**more):
    return {"AccountId": created()["AccountId"], **more}


def closed():
    made = account()
    done(organizations, "CloseAccount", **made)
    return made


def member_client():
    """An account that was created calls."""
    role = f"arn:aws:iam::{created()['AccountId']}:role/OrganizationAccountAccessRole"
    found = boto3.client("sts").assume_role(RoleArn=role, RoleSessionName="case")["Credentials"]
    keys = {
        "aws_access_key_id": found["AccessKeyId"],
        "aws_secret_access_key": found["SecretAccessKey"],
        "aws_session_token": found["SessionToken"],
    }
    return boto3.client("organizations", config=PLAIN, **keys)


def registered(service=SERVICE_NAME):
    return {"AccountId": MEMBER, "ServicePrincipal": service}


def administers(*services):
    for service in services or (SERVICE_NAME,):
        call(organizations, "RegisterDelegatedAdministrator", registered(service))
    return registered()


def administers_nothing():
    for service in (SERVICE_NAME, "config.amazonaws.com", "guardduty.amazonaws.com"):
        call(organizations, "DeregisterDelegatedAdministrator", registered(service))
    return registered()


def administrators():
    for member in (MEMBER, "222222222222", "333333333333"):
        call(organizations, "RegisterDelegatedAdministrator", {**registered(), "AccountId": member})
    return {}


def trusted(*services):
    for service in services or (SERVICE_NAME, "config.amazonaws.com", "guardduty.amazonaws.com"):
        done(organizations, "EnableAWSServiceAccess", ServicePrincipal=service)
    return {}


def target(party=OUTSIDER, kind="ACCOUNT", **more):
    return {"Target": {"Id": party, "Type": kind}, **more}


def stranger(**more):
    """The outsider, neither a member nor invited."""
    call(outsider, "LeaveOrganization", {})
    for handshake in done(organizations, "ListHandshakesForOrganization")["Handshakes"]:
        call(organizations, "CancelHandshake", {"HandshakeId": handshake["Id"]})
    return target(**more)


def invitation():
    made = done(organizations, "InviteAccountToOrganization", **stranger())
    return {"HandshakeId": made["Handshake"]["Id"]}


def ended(verb, client):
    """An invitation that is over."""
    made = invitation()
    done(client, f"{verb}Handshake", **made)
    return made


def joined():
    """The outsider as a member."""
    ended("Accept", outsider)
    return {"AccountId": OUTSIDER}


def invitations():
    for _ in range(3):
        ended("Cancel", organizations)
    return {}


def delegating(is_there=True, **more):
    call(organizations, "DeleteResourcePolicy", {})
    if is_there:
        done(organizations, "PutResourcePolicy", Content=DELEGATING)
    return more


CASES = {
    "AcceptHandshake": Case(
        lambda: (outsider, invitation()),
        ["Handshake"],
        HandshakeAlreadyInState=lambda: (outsider, ended("Accept", outsider)),
        HandshakeNotFound=NO_HANDSHAKE,
        InvalidHandshakeTransition=lambda: (outsider, ended("Cancel", organizations)),
        InvalidInput={"HandshakeId": "x"},
    ),
    "CancelHandshake": Case(
        invitation,
        ["Handshake"],
        HandshakeAlreadyInState=lambda: ended("Cancel", organizations),
        HandshakeNotFound=NO_HANDSHAKE,
        InvalidHandshakeTransition=lambda: ended("Decline", outsider),
        InvalidInput={"HandshakeId": "x"},
    ),
    "CloseAccount": Case(
        account,
        AccountAlreadyClosed=closed,
        AccountNotFound={"AccountId": NO_ACCOUNT},
        ConstraintViolation={"AccountId": MANAGER},
        InvalidInput={"AccountId": "1"},
    ),
    "CreateAccount": Case(
        new_account,
        ["CreateAccountStatus"],
        ConstraintViolation=lambda: {**new_account(), "Tags": TAGS},
        InvalidInput={"AccountName": "a", "Email": "a"},
    ),
    "CreateOrganization": Case(
        without_organization,
        ["Organization"],
        after=reset,
        AlreadyInOrganization={},
        InvalidInput={"FeatureSet": "NONE"},
    ),
    "DeclineHandshake": Case(
        lambda: (outsider, invitation()),
        ["Handshake"],
        HandshakeAlreadyInState=lambda: (outsider, ended("Decline", outsider)),
        HandshakeNotFound=NO_HANDSHAKE,
        InvalidHandshakeTransition=lambda: (outsider, ended("Cancel", organizations)),
        InvalidInput={"HandshakeId": "x"},
    ),
    "DeleteOrganization": Case(alone, after=reset, OrganizationNotEmpty={}),
    "DeleteResourcePolicy": Case(delegating, ResourcePolicyNotFound=lambda: delegating(False)),
    "DeregisterDelegatedAdministrator": Case(
        administers,
        AccountNotFound={**registered(), "AccountId": NO_ACCOUNT},
        AccountNotRegistered=administers_nothing,
        ConstraintViolation={**registered(), "AccountId": MANAGER},
        InvalidInput={**registered(), "AccountId": "1"},
    ),
    "DescribeCreateAccountStatus": Case(
        lambda: {"CreateAccountRequestId": created()["Id"]},
        ["CreateAccountStatus"],
        CreateAccountStatusNotFound={"CreateAccountRequestId": "car-nonenone"},
        InvalidInput={"CreateAccountRequestId": "x"},
    ),
    "DescribeEffectivePolicy": Case(
        {**EFFECTIVE, "TargetId": MEMBER},
        **NOT_EFFECTIVE,
        InvalidInput={"PolicyType": "NONE"},
        TargetNotFound={**EFFECTIVE, "TargetId": NO_ACCOUNT},
    ),
    "DescribeHandshake": Case(
        invitation,
        ["Handshake"],
        HandshakeNotFound=NO_HANDSHAKE,
        InvalidInput={"HandshakeId": "x"},
    ),
    "DescribeResourcePolicy": Case(
        delegating, ["ResourcePolicy"], ResourcePolicyNotFound=lambda: delegating(False)
    ),
    "DisableAWSServiceAccess": Case({"ServicePrincipal": SERVICE_NAME}, InvalidInput=UNKNOWN_SERVICE),
    "EnableAWSServiceAccess": Case({"ServicePrincipal": SERVICE_NAME}, InvalidInput=UNKNOWN_SERVICE),
    "EnableAllFeatures": Case(
        lambda: without_organization(FeatureSet="CONSOLIDATED_BILLING"),
        ["Handshake"],
        after=reset,
        HandshakeConstraintViolation={},
    ),
    "InviteAccountToOrganization": Case(
        stranger,
        ["Handshake"],
        ConstraintViolation=lambda: stranger(Tags=TAGS),
        DuplicateHandshake=lambda: invitation() and target(),
        HandshakeConstraintViolation=target(MEMBER),
        InvalidInput=target("nobody@example.com", "EMAIL"),
    ),
    "LeaveOrganization": Case(
        lambda: joined() and (outsider, {}),
        ConstraintViolation=lambda: (member_client(), {}),
        MasterCannotLeaveOrganization={},
    ),
    "ListAWSServiceAccessForOrganization": Case(
        trusted,
        ["EnabledServicePrincipals"],
        pages=(("EnabledServicePrincipals",), trusted),
        InvalidInput=GARBLED,
    ),
    "ListAccountsWithInvalidEffectivePolicy": Case(
        EFFECTIVE, **NOT_EFFECTIVE, InvalidInput={"PolicyType": "NONE"}
    ),
    "ListCreateAccountStatus": Case(
        {},
        ["CreateAccountStatuses"],
        pages=(("CreateAccountStatuses",), lambda: [created() for _ in range(3)] and {}),
        InvalidInput=GARBLED,
    ),
    "ListDelegatedAdministrators": Case(
        {},
        ["DelegatedAdministrators"],
        pages=(("DelegatedAdministrators",), administrators),
        InvalidInput=UNKNOWN_SERVICE,
    ),
    "ListDelegatedServicesForAccount": Case(
        lambda: administers() and {"AccountId": MEMBER},
        ["DelegatedServices"],
        pages=(
            ("DelegatedServices",),
            lambda: administers(SERVICE_NAME, "config.amazonaws.com", "guardduty.amazonaws.com")
            and {"AccountId": MEMBER},
        ),
        AccountNotFound={"AccountId": NO_ACCOUNT},
        AccountNotRegistered=lambda: administers_nothing() and {"AccountId": MEMBER},
        InvalidInput={"AccountId": "1"},
    ),
    "ListEffectivePolicyValidationErrors": Case(
        {**EFFECTIVE, "AccountId": MEMBER},
        **NOT_EFFECTIVE,
        AccountNotFound={**EFFECTIVE, "AccountId": NO_ACCOUNT},
        InvalidInput={"PolicyType": "NONE", "AccountId": MEMBER},
    ),
    "ListHandshakesForAccount": Case(
        lambda: (outsider, {}),
        ["Handshakes"],
        pages=(("Handshakes",), lambda: (outsider, invitations())),
        InvalidInput={"Filter": {"ActionType": "NONE"}},
    ),
    "ListHandshakesForOrganization": Case(
        {},
        ["Handshakes"],
        pages=(("Handshakes",), invitations),
        InvalidInput={"Filter": {"ActionType": "INVITE", "ParentHandshakeId": "h-nonenone"}},
    ),
    "PutResourcePolicy": Case(
        {"Content": DELEGATING},
        ["ResourcePolicy"],
        ConstraintViolation=lambda: delegating(False, Content=DELEGATING, Tags=TAGS),
        InvalidInput={"Content": "{"},
    ),
    "RegisterDelegatedAdministrator": Case(
        administers_nothing,
        AccountAlreadyRegistered=administers,
        AccountNotFound={**registered(), "AccountId": NO_ACCOUNT},
        ConstraintViolation={**registered(), "AccountId": MANAGER},
        InvalidInput={**registered(), **UNKNOWN_SERVICE},
    ),
    "RemoveAccountFromOrganization": Case(
        joined,
        AccountNotFound={"AccountId": NO_ACCOUNT},
        ConstraintViolation=account,
        InvalidInput={"AccountId": "1"},
        MasterCannotLeaveOrganization={"AccountId": MANAGER},
    ),
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
    "AccessDeniedForDependency": "no role of the service's own is made",
    "FinalizingOrganization": "an organization is made at once",
    "CloseAccount Conflict": "changes of an account are made one after the other",
    "AcceptHandshake HandshakeConstraintViolation": "an account has one invitation, and is not a member meanwhile",
    "AcceptHandshake ConstraintViolation": "what an invitation would exceed, it is refused for",
    "AcceptHandshake MasterCannotLeaveOrganization": "a world has one organization, whose management account is a member",
    "CreateOrganization ConstraintViolation": "an account is complete from the start",
    "DeleteOrganization ConstraintViolation": "there are no transfers of responsibility",
    "DeleteOrganization InvalidInput": "it takes no members",
    "EnableAllFeatures ConstraintViolation": "a world has fewer than 5,000 accounts",
    "EnableAllFeatures InvalidInput": "it takes no members",
    "InviteAccountToOrganization AccountOwnerNotVerified": "addresses are not verified",
    "LeaveOrganization AccountNotFound": "whoever calls is there",
    "LeaveOrganization InvalidInput": "it takes no members",
    "DeleteResourcePolicy ConstraintViolation": "taking a policy away exceeds nothing",
    "DescribeEffectivePolicy ConstraintViolation": "reading exceeds nothing",
    "DescribeResourcePolicy ConstraintViolation": "reading exceeds nothing",
    "DisableAWSServiceAccess ConstraintViolation": "the organization has all features",
    "EnableAWSServiceAccess ConstraintViolation": "the organization has all features",
    "ListAWSServiceAccessForOrganization ConstraintViolation": "the organization has all features",
    "ListAccountsWithInvalidEffectivePolicy ConstraintViolation": "reading exceeds nothing",
    "ListDelegatedAdministrators ConstraintViolation": "reading exceeds nothing",
    "ListDelegatedServicesForAccount ConstraintViolation": "reading exceeds nothing",
    "ListEffectivePolicyValidationErrors ConstraintViolation": "reading exceeds nothing",
}

Check(organizations, CASES, WITHOUT).run()
report()
