"""Sets an account up with boto3, as scripts do, uses what it made, and takes it all away. Prints one JSON object."""

import json

import boto3
from botocore.exceptions import ClientError

iam = boto3.client("iam")
results = {}

iam.create_user(UserName="walker", Path="/walk/", Tags=[{"Key": "team", "Value": "ml"}])
key = iam.create_access_key(UserName="walker")["AccessKey"]
document = {
    "Version": "2012-10-17",
    "Statement": {"Effect": "Allow", "Action": "iam:GetUser", "Resource": "*"},
}
iam.put_user_policy(UserName="walker", PolicyName="own", PolicyDocument=json.dumps(document))
# A document comes back as an object, which it does only where it was percent-encoded right.
results["document"] = iam.get_user_policy(UserName="walker", PolicyName="own")["PolicyDocument"] == document
session = boto3.Session(aws_access_key_id=key["AccessKeyId"], aws_secret_access_key=key["SecretAccessKey"])
results["self"] = session.client("iam").get_user()["User"]["Arn"]
try:
    session.client("iam").create_group(GroupName="g")
except ClientError as error:
    results["denied"] = error.response["Error"]["Message"]
try:
    iam.delete_user(UserName="walker")
except iam.exceptions.DeleteConflictException as error:
    results["conflict"] = error.response["Error"]["Message"]
try:
    iam.get_role(RoleName="nobody")
except iam.exceptions.NoSuchEntityException as error:
    results["absent"] = error.response["ResponseMetadata"]["HTTPStatusCode"]

for number in range(12):
    iam.create_policy(PolicyName=f"p{number}", PolicyDocument=json.dumps(document))
pages = iam.get_paginator("list_policies").paginate(Scope="Local", PaginationConfig={"PageSize": 5})
policies = [policy["Arn"] for page in pages for policy in page["Policies"]]
results["policies"] = len([arn for arn in policies if "/p" in arn])
for arn in policies:
    if arn.split("/")[-1].startswith("p"):
        iam.delete_policy(PolicyArn=arn)

role = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Principal": {"AWS": results["self"]}, "Action": "sts:AssumeRole"}],
}
made = iam.create_role(RoleName="walked", AssumeRolePolicyDocument=json.dumps(role))["Role"]
results["trust"] = made["AssumeRolePolicyDocument"] == role
assumed = session.client("sts").assume_role(RoleArn=made["Arn"], RoleSessionName="walk")
results["assumed"] = assumed["AssumedRoleUser"]["Arn"]
results["used"] = iam.get_access_key_last_used(AccessKeyId=key["AccessKeyId"])["AccessKeyLastUsed"]["ServiceName"]
results["summary"] = iam.get_account_summary()["SummaryMap"]["AccessKeysPerUserQuota"]

iam.delete_role(RoleName="walked")
iam.delete_user_policy(UserName="walker", PolicyName="own")
iam.delete_access_key(UserName="walker", AccessKeyId=key["AccessKeyId"])
iam.delete_user(UserName="walker")
results["users"] = [user["UserName"] for user in iam.list_users(PathPrefix="/walk/")["Users"]]
print(json.dumps(results))
