"""Lists buckets and clusters with boto3, and prints what came of each case as one JSON object.

The credentials, the region, the proxy and the CA come from the environment, as for any program that uses boto3.
"""

import json

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

results = {}


def case(name, call):
    try:
        results[name] = call()
    except ClientError as error:
        results[name] = str(error)


session = boto3.session.Session()
s3 = session.client("s3")
eks = session.client("eks")
case("identity", lambda: session.client("sts").get_caller_identity()["Arn"])
case("provider", lambda: session.get_credentials().method)
case("buckets", lambda: [bucket["Name"] for bucket in s3.list_buckets()["Buckets"]])
pages = s3.get_paginator("list_buckets").paginate(PaginationConfig={"PageSize": 1})
case("pages", lambda: [bucket["Name"] for page in pages for bucket in page["Buckets"]])
for style in ["auto", "virtual", "path"]:
    client = session.client("s3", config=Config(s3={"addressing_style": style}))
    for bucket in ["data", "models"]:
        case(f"head {style} {bucket}", lambda: client.head_bucket(Bucket=bucket)["BucketRegion"])
        case(
            f"location {style} {bucket}",
            lambda: client.get_bucket_location(Bucket=bucket)["LocationConstraint"],
        )
case("head missing", lambda: s3.head_bucket(Bucket="missing"))
case("head theirs", lambda: s3.head_bucket(Bucket="theirs"))
case("put", lambda: s3.put_object(Bucket="data", Key="a b/ü+", Body=b"x" * 100_000))
clusters = eks.get_paginator("list_clusters").paginate(PaginationConfig={"PageSize": 1})
case("clusters", lambda: [name for page in clusters for name in page["clusters"]])
case("cluster", lambda: eks.describe_cluster(name="training")["cluster"]["status"])
case("missing", lambda: eks.describe_cluster(name="missing"))
case("nodegroups", lambda: eks.list_nodegroups(clusterName="training"))
print(json.dumps(results))
