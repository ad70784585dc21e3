"""Scans an image with boto3, and prints what came of each case as one JSON object.

The credentials, the region, the proxy and the CA come from the environment, as for any program that uses boto3.
"""

import json

import boto3
from botocore.exceptions import ClientError, WaiterError

results = {}


def case(name, call):
    try:
        results[name] = call()
    except ClientError as error:
        results[name] = error.response["Error"]["Code"]
    except WaiterError as error:
        results[name] = str(error)


ecr = boto3.client("ecr")
image = {"repositoryName": "app", "imageId": {"imageTag": "v1"}}
scratch = {"repositoryName": "app", "imageId": {"imageTag": "scratch"}}
waiter = ecr.get_waiter("image_scan_complete")
pages = ecr.get_paginator("describe_image_scan_findings")
case("before", lambda: ecr.describe_image_scan_findings(**image))
case("start", lambda: ecr.start_image_scan(**image)["imageScanStatus"]["status"])
case("wait", lambda: waiter.wait(**image))
case(
    "names",
    lambda: [
        finding["name"]
        for page in pages.paginate(PaginationConfig={"PageSize": 2}, **image)
        for finding in page["imageScanFindings"]["findings"]
    ],
)
case(
    "completed",
    lambda: ecr.describe_image_scan_findings(**image)["imageScanFindings"]["imageScanCompletedAt"].year > 2000,
)
case(
    "counts",
    lambda: [
        detail["imageScanFindingsSummary"]["findingSeverityCounts"]
        for detail in ecr.describe_images(repositoryName="app", imageIds=[image["imageId"]])["imageDetails"]
    ],
)
case("again", lambda: ecr.start_image_scan(**image))
case("scratch", lambda: ecr.start_image_scan(**scratch)["imageScanStatus"]["status"])
case("wait scratch", lambda: waiter.wait(**scratch))
case(
    "enhanced",
    lambda: ecr.put_registry_scanning_configuration(
        scanType="ENHANCED",
        rules=[
            {
                "scanFrequency": "CONTINUOUS_SCAN",
                "repositoryFilters": [{"filter": "*", "filterType": "WILDCARD"}],
            }
        ],
    )["registryScanningConfiguration"]["scanType"],
)
case("disabled", lambda: ecr.start_image_scan(**image))
case(
    "titles",
    lambda: [
        finding["title"]
        for page in pages.paginate(PaginationConfig={"PageSize": 2}, **image)
        for finding in page["imageScanFindings"]["enhancedFindings"]
    ],
)
print(json.dumps(results))
