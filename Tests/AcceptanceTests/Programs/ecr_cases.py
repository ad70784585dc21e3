"""Calls every operation of ECR and ECR Public with boto3, as `case_check` says.

usage: ecr_cases.py

Prints what is not as it must be, a line each, and a line with the count of calls.
"""

import gzip
import hashlib
import json
import os
import urllib.request

import boto3

from case_check import ACCOUNT, PLAIN, Case, Check, call, done, numbers, problems, report, value

ABSENT = "sha256:" + "0" * 64
OCI = "application/vnd.oci.image."
LIFECYCLE = json.dumps(
    {
        "rules": [
            {
                "rulePriority": 1,
                "selection": {"tagStatus": "any", "countType": "imageCountMoreThan", "countNumber": 1},
                "action": {"type": "expire"},
            }
        ]
    }
)
PULL = ["ecr:BatchGetImage"]
POLICY = json.dumps(
    {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Principal": "*", "Action": PULL}}
)
PUBLIC_POLICY = POLICY.replace(PULL[0], "ecr-public:DescribeImages")
REGISTRY_POLICY = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": {
            "Effect": "Allow",
            "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:root"},
            "Action": "ecr:ReplicateImage",
            "Resource": f"arn:aws:ecr:us-east-1:{ACCOUNT}:repository/*",
        },
    }
)
PROFILE = f"arn:aws:signer:us-east-1:{ACCOUNT}:/signing-profiles/release"
SECRETS = f"arn:aws:secretsmanager:us-east-1:{ACCOUNT}:secret:ecr-pullthroughcache/"

ecr = boto3.client("ecr", config=PLAIN)
public = boto3.client("ecr-public", config=PLAIN)
enhanced = boto3.client("ecr", region_name="eu-west-1", config=PLAIN)


def sha256(content):
    return "sha256:" + hashlib.sha256(content).hexdigest()


class Registry:
    """Makes what calls need, under names of its own."""

    def __init__(self, client):
        self.client = client

    def repository(self, **settings):
        name = f"made/{next(numbers)}"
        done(self.client, "CreateRepository", repositoryName=name, **settings)
        return name

    def arn(self, name=None):
        name = name or self.repository()
        service = self.client.meta.service_model.service_name
        region = "us-east-1" if service == "ecr" else ""
        return f"arn:aws:{service}:{region}:{ACCOUNT}:repository/{name}"

    def upload(self, name, *parts):
        upload = done(self.client, "InitiateLayerUpload", repositoryName=name)["uploadId"]
        first = 0
        for part in parts:
            done(self.client, "UploadLayerPart", **self.part(name, upload, part, first))
            first += len(part)
        return upload

    def part(self, name, upload, content, first=0):
        return {
            "repositoryName": name,
            "uploadId": upload,
            "partFirstByte": first,
            "partLastByte": first + len(content) - 1,
            "layerPartBlob": content,
        }

    def blob(self, name, content):
        digest = sha256(content)
        upload = self.upload(name, content)
        done(self.client, "CompleteLayerUpload", repositoryName=name, uploadId=upload, layerDigests=[digest])
        return digest

    def manifest(self, name, config_type=OCI + "config.v1+json", **more):
        """A manifest whose layer and configuration are there."""
        layer, config = gzip.compress(b"%d" % next(numbers), mtime=0), b'{"n":%d}' % next(numbers)
        return json.dumps(
            {
                "schemaVersion": 2,
                "mediaType": OCI + "manifest.v1+json",
                "config": {"mediaType": config_type, "digest": self.blob(name, config), "size": len(config)},
                "layers": [
                    {
                        "mediaType": OCI + "layer.v1.tar+gzip",
                        "digest": self.blob(name, layer),
                        "size": len(layer),
                    }
                ],
                **more,
            }
        )

    def image(self, name, tag, **more):
        """An image's ID, by digest."""
        manifest = self.manifest(name, **more)
        put = {"imageTag": tag} if tag else {}
        done(self.client, "PutImage", repositoryName=name, imageManifest=manifest, **put)
        return {"imageDigest": sha256(manifest.encode())}

    def pushed(self, *tags):
        """A repository with an image for each tag."""
        name = self.repository()
        for tag in tags:
            self.image(name, tag)
        return name


private, gallery = Registry(ecr), Registry(public)


def repeated(registry, operation, arguments):
    """Arguments with which the operation has been called already."""
    arguments = value(arguments)
    done(registry.client, operation, **arguments)
    return arguments


def named(**arguments):
    """A repository of its own, and these."""
    return lambda: {"repositoryName": private.repository(), **arguments}


def tagged(**arguments):
    """A repository of its own with the image `v1`, and these."""
    return lambda: {"repositoryName": private.pushed("v1"), "imageId": {"imageTag": "v1"}, **arguments}


NONE = "made/none"
BAD = {"registryId": "12"}
# Of no public registry.
ALIAS = {"registryId": "noone"}
NOWHERE = {"repositoryName": NONE, "imageId": {"imageTag": "v1"}}


def missing(**arguments):
    return lambda: {"repositoryName": private.repository(), "imageId": {"imageTag": "none"}, **arguments}


def layer_arguments(registry, content=b"a layer"):
    def make():
        name = registry.repository()
        upload = registry.upload(name, content)
        return {"repositoryName": name, "uploadId": upload, "layerDigests": [sha256(content)]}

    return make


def layer_errors(registry):
    """The errors of CompleteLayerUpload."""

    def twice():
        name = registry.repository()
        digest = registry.blob(name, b"a layer")
        return {"repositoryName": name, "uploadId": registry.upload(name, b"a layer"), "layerDigests": [digest]}

    def empty():
        name = registry.repository()
        return {"repositoryName": name, "uploadId": registry.upload(name), "layerDigests": [ABSENT]}

    def small():
        name = registry.repository()
        upload = registry.upload(name, b"small", b"last")
        return {"repositoryName": name, "uploadId": upload, "layerDigests": [sha256(b"smalllast")]}

    def other():
        return {**layer_arguments(registry)(), "layerDigests": [ABSENT]}

    unknown = {"uploadId": "0b000000-0000-4000-8000-000000000001", "layerDigests": [ABSENT]}
    return {
        "RepositoryNotFound": {"repositoryName": NONE, **unknown},
        "UploadNotFound": lambda: {"repositoryName": registry.repository(), **unknown},
        "InvalidLayer": other,
        "LayerPartTooSmall": small,
        "LayerAlreadyExists": twice,
        "EmptyUpload": empty,
        "InvalidParameter": lambda: {**layer_arguments(registry)(), "layerDigests": []},
    }


def part_arguments(registry):
    name = registry.repository()
    return registry.part(name, registry.upload(name), b"a part")


def part_errors(registry):
    """The errors of UploadLayerPart."""
    unknown = "0b000000-0000-4000-8000-000000000001"
    return {
        "InvalidParameter": lambda: {**part_arguments(registry), "uploadId": "x"},
        "InvalidLayerPart": lambda: {**part_arguments(registry), "partFirstByte": 7, "partLastByte": 12},
        "RepositoryNotFound": registry.part(NONE, unknown, b"a part"),
        "UploadNotFound": lambda: registry.part(registry.repository(), unknown, b"a part"),
    }


def put_arguments(registry, tag="v1"):
    name = registry.repository()
    return {"repositoryName": name, "imageManifest": registry.manifest(name), "imageTag": tag}


def put_errors(registry):
    """The errors of PutImage."""

    def unwhole():
        name = registry.repository()
        manifest = json.loads(registry.manifest(name))
        manifest["layers"][0]["digest"] = ABSENT
        return {"repositoryName": name, "imageManifest": json.dumps(manifest)}

    def childless():
        child = {"mediaType": OCI + "manifest.v1+json", "digest": ABSENT, "size": 1}
        index = {"schemaVersion": 2, "mediaType": OCI + "index.v1+json", "manifests": [child]}
        return {"repositoryName": registry.repository(), "imageManifest": json.dumps(index)}

    return {
        "InvalidParameter": lambda: {"repositoryName": registry.repository(), "imageManifest": "{"},
        "RepositoryNotFound": lambda: {**put_arguments(registry), "repositoryName": NONE},
        "ImageAlreadyExists": lambda: repeated(registry, "PutImage", lambda: put_arguments(registry)),
        "LayersNotFound": unwhole,
        "ReferencedImagesNotFound": childless,
        "ImageDigestDoesNotMatch": lambda: {**put_arguments(registry), "imageDigest": ABSENT},
    }


def fixed_tag():
    name = private.pushed("v1")
    done(ecr, "PutImageTagMutability", repositoryName=name, imageTagMutability="IMMUTABLE")
    return {"repositoryName": name, "imageManifest": private.manifest(name), "imageTag": "v1"}


def tag_arguments(registry, count=1, key="team"):
    return lambda: {
        "resourceArn": registry.arn(),
        "tags": [tag(f"{key}{number}", "ml") for number in range(count)],
    }


def tag(key, text):
    return {"Key": key, "Value": text}


def tag_errors(registry):
    """The errors of TagResource."""
    return {
        "InvalidParameter": {"resourceArn": "x", "tags": []},
        "InvalidTagParameter": tag_arguments(registry, key="aws:"),
        "TooManyTags": tag_arguments(registry, 51),
        "RepositoryNotFound": lambda: {"resourceArn": registry.arn(NONE), "tags": []},
    }


def create_errors(registry):
    """The errors of CreateRepository."""
    tags = [tag(f"k{number}", "v") for number in range(51)]
    return {
        "InvalidParameter": {"repositoryName": "NONE"},
        "InvalidTagParameter": {"repositoryName": NONE, "tags": tags[:1] + tags[:1]},
        "TooManyTags": {"repositoryName": NONE, "tags": tags},
        "RepositoryAlreadyExists": lambda: {"repositoryName": registry.repository()},
    }


def image_ids(registry):
    return lambda: {"repositoryName": registry.pushed("v1"), "imageIds": [{"imageTag": "v1"}]}


def policy(registry, text):
    return lambda: repeated(
        registry, "SetRepositoryPolicy", {"repositoryName": registry.repository(), "policyText": text}
    )


def with_policy(registry, text):
    return lambda: {"repositoryName": policy(registry, text)()["repositoryName"]}


def with_lifecycle():
    name = private.pushed("v1", "v2", "v3", "v4")
    done(ecr, "PutLifecyclePolicy", repositoryName=name, lifecyclePolicyText=LIFECYCLE)
    return {"repositoryName": name}


def previewed():
    return repeated(private, "StartLifecyclePolicyPreview", with_lifecycle)


def scanned():
    return repeated(private, "StartImageScan", tagged())


def index_scan():
    name = private.repository()
    index = json.dumps({"schemaVersion": 2, "mediaType": OCI + "index.v1+json", "manifests": []})
    done(ecr, "PutImage", repositoryName=name, imageManifest=index, imageTag="index")
    return {"repositoryName": name, "imageId": {"imageTag": "index"}}


def child():
    name = private.pushed("v1")
    image = done(ecr, "DescribeImages", repositoryName=name)["imageDetails"][0]
    entry = {"mediaType": OCI + "manifest.v1+json", "digest": image["imageDigest"], "size": 1}
    index = {"schemaVersion": 2, "mediaType": OCI + "index.v1+json", "manifests": [entry]}
    done(ecr, "PutImage", repositoryName=name, imageManifest=json.dumps(index), imageTag="index")
    return {"repositoryName": name, "imageId": {"imageTag": "v1"}, "targetStorageClass": "ARCHIVE"}


def archived():
    return {
        name: inner
        for name, inner in repeated(
            private, "UpdateImageStorageClass", tagged(targetStorageClass="ARCHIVE")
        ).items()
        if name != "targetStorageClass"
    }


def cache_rule(**more):
    return lambda: {"ecrRepositoryPrefix": f"cache{next(numbers)}", "upstreamRegistryUrl": "public.ecr.aws", **more}


def made_rule(**more):
    made = repeated(private, "CreatePullThroughCacheRule", cache_rule(**more))
    return {"ecrRepositoryPrefix": made["ecrRepositoryPrefix"]}


def hub(secret):
    return {"upstreamRegistryUrl": "registry-1.docker.io", "credentialArn": SECRETS + secret}


def hub_rule(secret):
    return lambda: {**made_rule(**hub("hub-AbCdEf")), "credentialArn": SECRETS + secret}


def template(**more):
    return lambda: {"prefix": f"template{next(numbers)}", "appliedFor": ["CREATE_ON_PUSH"], **more}


def made_template():
    return {"prefix": repeated(private, "CreateRepositoryCreationTemplate", template())["prefix"]}


def principal():
    return {"principalArn": f"arn:aws:iam::{ACCOUNT}:role/reader{next(numbers)}"}


def excluded():
    return repeated(private, "RegisterPullTimeUpdateExclusion", principal)


def three(make, arguments=None):
    """Makes three of something, and answers the arguments of their list."""

    def made():
        for _ in range(3):
            make()
        return arguments or {}

    return made


def signed():
    done(ecr, "PutSigningConfiguration", **signing())
    return {}


def unsigned():
    call(ecr, "DeleteSigningConfiguration", {})
    return {}


def signing():
    return {"signingConfiguration": {"rules": [{"signingProfileArn": PROFILE}]}}


def ruled():
    done(ecr, "PutRegistryPolicy", policyText=REGISTRY_POLICY)
    return {}


def unruled():
    call(ecr, "DeleteRegistryPolicy", {})
    return {}


def referred():
    name = private.pushed("v1")
    subject = done(ecr, "DescribeImages", repositoryName=name)["imageDetails"][0]["imageDigest"]
    for _ in range(3):
        private.image(
            name, None, subject={"mediaType": OCI + "manifest.v1+json", "digest": subject, "size": 1}
        )
    return {"repositoryName": name, "subjectId": {"imageDigest": subject}}


def rules(*destinations):
    return {"replicationConfiguration": {"rules": [{"destinations": list(destinations)}]}}


def idle(*regions):
    """Rules for what is below `backfill/`, and no backfill in progress; answers the destination of the last region."""
    destinations = [{"region": region, "registryId": ACCOUNT} for region in regions or ["eu-west-1"]]
    filters = [{"filter": "backfill/", "filterType": "PREFIX_MATCH"}]
    rule = {"destinations": destinations, "repositoryFilters": filters}
    done(ecr, "PutReplicationConfiguration", replicationConfiguration={"rules": [rule]})
    for backfill in done(ecr, "ListReplicationBackfills")["backfills"]:
        call(ecr, "StopReplicationBackfill", {"replicationBackfillId": backfill["replicationBackfillId"]})
    return {"destination": destinations[-1]}


def backfill(start=idle):
    return {"replicationBackfillId": done(ecr, "StartReplicationBackfill", **start())["replicationBackfillId"]}


def stopped():
    return repeated(private, "StopReplicationBackfill", backfill)


def running():
    return repeated(private, "StartReplicationBackfill", idle)


def many():
    regions = [f"eu-west-{number}" for number in range(1, 12)]
    last = idle(*regions)
    for region in regions[:-1]:
        done(ecr, "StartReplicationBackfill", destination={"region": region, "registryId": ACCOUNT})
    return last


def ended():
    """A backfill of three images, a minute after it was started."""
    name = "backfill/app"
    if call(ecr, "CreateRepository", {"repositoryName": name})[1] is None:
        for tag in ["v1", "v2", "v3"]:
            private.image(name, tag)
    made = backfill()
    body = b'{"advance": 60}'
    headers = {"Content-Type": "application/json"}
    address = os.environ["AWS_ENDPOINT_URL"] + "/_drydock/clock"
    urllib.request.urlopen(urllib.request.Request(address, body, headers)).read()
    return made


UNKNOWN = {"replicationBackfillId": "0b000000-0000-4000-8000-000000000001"}
IRELAND = {"region": "eu-west-1", "registryId": ACCOUNT}
NO_IMAGE = {"imageIds": [{"imageTag": "v1"}]}
UPSTREAM = {"repositoryName": "sealed/tool"}
MANY = [{"imageDigest": ABSENT}] * 101


CASES = {
    "ecr": {
        "BatchCheckLayerAvailability": Case(
            lambda: {"repositoryName": private.repository(), "layerDigests": [ABSENT]},
            ["failures"],
            RepositoryNotFound={"repositoryName": NONE, "layerDigests": [ABSENT]},
            InvalidParameter=named(layerDigests=[]),
        ),
        "BatchDeleteImage": Case(
            image_ids(private),
            ["imageIds", "failures"],
            RepositoryNotFound={"repositoryName": NONE, **NO_IMAGE},
            InvalidParameter=named(imageIds=[]),
        ),
        "BatchGetImage": Case(
            image_ids(private),
            ["images", "failures"],
            RepositoryNotFound={"repositoryName": NONE, **NO_IMAGE},
            InvalidParameter=named(imageIds=MANY),
            UnableToGetUpstreamImage={**UPSTREAM, **NO_IMAGE},
        ),
        "BatchGetRepositoryScanningConfiguration": Case(
            lambda: {"repositoryNames": [private.repository()]},
            ["scanningConfigurations", "failures"],
            Validation={"repositoryNames": [NONE] * 26},
        ),
        "CompleteLayerUpload": Case(
            layer_arguments(private), ["layerDigest", "uploadId"], **layer_errors(private)
        ),
        "CreatePullThroughCacheRule": Case(
            cache_rule(),
            ["ecrRepositoryPrefix", "upstreamRegistryUrl", "createdAt"],
            Validation=cache_rule(ecrRepositoryPrefix="x"),
            PullThroughCacheRuleAlreadyExists=lambda: repeated(
                private, "CreatePullThroughCacheRule", cache_rule()
            ),
            UnsupportedUpstreamRegistry=cache_rule(upstreamRegistryUrl="example.com"),
            SecretNotFound=cache_rule(**hub("none-AbCdEf")),
            UnableToAccessSecret=cache_rule(**hub("closed-AbCdEf")),
            UnableToDecryptSecretValue=cache_rule(**hub("sealed-AbCdEf")),
        ),
        "CreateRepository": Case(
            lambda: {"repositoryName": f"made/{next(numbers)}"},
            ["repository"],
            **create_errors(private),
        ),
        "CreateRepositoryCreationTemplate": Case(
            template(),
            ["repositoryCreationTemplate"],
            Validation=template(appliedFor=["NOTHING"]),
            InvalidParameter=template(repositoryPolicy="{"),
            TemplateAlreadyExists=lambda: repeated(private, "CreateRepositoryCreationTemplate", template()),
        ),
        "DeleteLifecyclePolicy": Case(
            with_lifecycle,
            ["lifecyclePolicyText"],
            RepositoryNotFound={"repositoryName": NONE},
            LifecyclePolicyNotFound=named(),
            InvalidParameter={"repositoryName": NONE, **BAD},
        ),
        "DeletePullThroughCacheRule": Case(
            made_rule,
            ["ecrRepositoryPrefix"],
            Validation={"ecrRepositoryPrefix": "x"},
            PullThroughCacheRuleNotFound={"ecrRepositoryPrefix": "none"},
        ),
        "DeleteRegistryPolicy": Case(
            ruled,
            ["policyText"],
            RegistryPolicyNotFound=unruled,
        ),
        "DeleteRepository": Case(
            named(),
            ["repository"],
            InvalidParameter={"repositoryName": NONE, **BAD},
            RepositoryNotFound={"repositoryName": NONE},
            RepositoryNotEmpty=lambda: {"repositoryName": private.pushed("v1")},
        ),
        "DeleteRepositoryCreationTemplate": Case(
            made_template,
            ["repositoryCreationTemplate"],
            Validation={"prefix": "A"},
            TemplateNotFound={"prefix": "none"},
        ),
        "DeleteRepositoryPolicy": Case(
            with_policy(private, POLICY),
            ["policyText"],
            InvalidParameter={"repositoryName": NONE, **BAD},
            RepositoryNotFound={"repositoryName": NONE},
            RepositoryPolicyNotFound=named(),
        ),
        "DeleteSigningConfiguration": Case(
            signed, ["registryId"], SigningConfigurationNotFound=unsigned
        ),
        "DeregisterPullTimeUpdateExclusion": Case(
            excluded,
            ["principalArn"],
            Validation={"principalArn": "x"},
            ExclusionNotFound=principal,
        ),
        "DescribeImageReplicationStatus": Case(
            tagged(),
            ["replicationStatuses"],
            InvalidParameter={**NOWHERE, **BAD},
            ImageNotFound=missing(),
            RepositoryNotFound=NOWHERE,
        ),
        "DescribeImageScanFindings": Case(
            scanned,
            ["imageScanFindings", "imageScanStatus"],
            pages=(("imageScanFindings", "findings"), scanned),
            Validation={**NOWHERE, **BAD},
            RepositoryNotFound=NOWHERE,
            ImageNotFound=missing(),
            ScanNotFound=tagged(),
        ),
        "DescribeImageSigningStatus": Case(
            tagged(),
            ["signingStatuses"],
            Validation={**NOWHERE, **BAD},
            ImageNotFound=missing(),
            RepositoryNotFound=NOWHERE,
        ),
        "DescribeImages": Case(
            lambda: {"repositoryName": private.pushed("v1")},
            ["imageDetails"],
            pages=(("imageDetails",), lambda: {"repositoryName": private.pushed("v1", "v2", "v3")}),
            InvalidParameter=named(maxResults=0),
            RepositoryNotFound={"repositoryName": NONE},
            ImageNotFound=named(imageIds=[{"imageTag": "none"}]),
        ),
        "DescribePullThroughCacheRules": Case(
            {},
            ["pullThroughCacheRules"],
            pages=(("pullThroughCacheRules",), three(made_rule)),
            Validation={"maxResults": 0},
            PullThroughCacheRuleNotFound={"ecrRepositoryPrefixes": ["none"]},
        ),
        "DescribeRegistry": Case({}, ["registryId", "replicationConfiguration"]),
        "DescribeReplicationBackfillResults": Case(
            backfill,
            ["replicationBackfillId", "destination", "status", "results"],
            pages=(("results",), ended),
            Validation={"replicationBackfillId": "x"},
            ReplicationBackfillNotFound=UNKNOWN,
        ),
        "DescribeRepositories": Case(
            {},
            ["repositories"],
            pages=(("repositories",), three(private.repository)),
            InvalidParameter={"nextToken": "garbled"},
            RepositoryNotFound={"repositoryNames": [NONE]},
        ),
        "DescribeRepositoryCreationTemplates": Case(
            {},
            ["repositoryCreationTemplates"],
            pages=(("repositoryCreationTemplates",), three(made_template)),
            Validation={"maxResults": 0},
        ),
        "GetAccountSetting": Case({"name": "BLOB_MOUNTING"}, ["name", "value"], Validation={"name": "NONE"}),
        "GetAuthorizationToken": Case(
            {}, ["authorizationData"], InvalidParameter={"registryIds": ["12"]}
        ),
        "GetDownloadUrlForLayer": Case(
            lambda: layer_of(private.pushed("v1")),
            ["downloadUrl", "layerDigest"],
            InvalidParameter={"repositoryName": NONE, "layerDigest": "x"},
            LayersNotFound=named(layerDigest=ABSENT),
            LayerInaccessible=lambda: lone_layer(),
            RepositoryNotFound={"repositoryName": NONE, "layerDigest": ABSENT},
        ),
        "GetLifecyclePolicy": Case(
            with_lifecycle,
            ["lifecyclePolicyText", "lastEvaluatedAt"],
            RepositoryNotFound={"repositoryName": NONE},
            LifecyclePolicyNotFound=named(),
            InvalidParameter={"repositoryName": NONE, **BAD},
        ),
        "GetLifecyclePolicyPreview": Case(
            previewed,
            ["previewResults", "summary", "status"],
            pages=(("previewResults",), previewed),
            RepositoryNotFound={"repositoryName": NONE},
            LifecyclePolicyPreviewNotFound=named(),
            InvalidParameter={"repositoryName": NONE, **BAD},
        ),
        "GetRegistryPolicy": Case(ruled, ["policyText"], RegistryPolicyNotFound=unruled),
        "GetRegistryScanningConfiguration": Case({}, ["scanningConfiguration"]),
        "GetRepositoryPolicy": Case(
            with_policy(private, POLICY),
            ["policyText"],
            InvalidParameter={"repositoryName": NONE, **BAD},
            RepositoryNotFound={"repositoryName": NONE},
            RepositoryPolicyNotFound=named(),
        ),
        "GetSigningConfiguration": Case(
            signed, ["signingConfiguration"], SigningConfigurationNotFound=unsigned
        ),
        "InitiateLayerUpload": Case(
            named(),
            ["uploadId", "partSize"],
            InvalidParameter={"repositoryName": NONE, **BAD},
            RepositoryNotFound={"repositoryName": NONE},
        ),
        "ListImageReferrers": Case(
            referred,
            ["referrers"],
            pages=(("referrers",), referred),
            asks="BatchGetImage",
            Validation=named(subjectId={"imageDigest": "x"}),
            RepositoryNotFound={"repositoryName": NONE, "subjectId": {"imageDigest": ABSENT}},
            UnableToListUpstreamImageReferrers={**UPSTREAM, "subjectId": {"imageDigest": ABSENT}},
        ),
        "ListImages": Case(
            lambda: {"repositoryName": private.pushed("v1")},
            ["imageIds"],
            pages=(("imageIds",), lambda: {"repositoryName": private.pushed("v1", "v2", "v3")}),
            InvalidParameter=named(maxResults=1001),
            RepositoryNotFound={"repositoryName": NONE},
        ),
        "ListPullTimeUpdateExclusions": Case(
            {},
            ["pullTimeUpdateExclusions"],
            pages=(("pullTimeUpdateExclusions",), three(excluded)),
            Validation={"maxResults": 0},
        ),
        "ListReplicationBackfills": Case(
            {},
            ["backfills"],
            pages=(("backfills",), three(stopped)),
            Validation={"maxResults": 0},
        ),
        "ListTagsForResource": Case(
            lambda: {"resourceArn": private.arn()},
            ["tags"],
            InvalidParameter={"resourceArn": "x"},
            RepositoryNotFound={"resourceArn": private.arn(NONE)},
        ),
        "PutAccountSetting": Case(
            {"name": "BLOB_MOUNTING", "value": "ENABLED"},
            ["name", "value"],
            Validation={"name": "NONE", "value": "ENABLED"},
        ),
        "PutImage": Case(
            lambda: put_arguments(private), ["image"], ImageTagAlreadyExists=fixed_tag, **put_errors(private)
        ),
        "PutImageScanningConfiguration": Case(
            named(imageScanningConfiguration={"scanOnPush": True}),
            ["imageScanningConfiguration"],
            RepositoryNotFound={"repositoryName": NONE, "imageScanningConfiguration": {}},
            Validation={"repositoryName": NONE, "imageScanningConfiguration": {}, **BAD},
        ),
        "PutImageTagMutability": Case(
            named(imageTagMutability="IMMUTABLE"),
            ["imageTagMutability"],
            InvalidParameter=named(imageTagMutability="SOME"),
            RepositoryNotFound={"repositoryName": NONE, "imageTagMutability": "MUTABLE"},
        ),
        "PutLifecyclePolicy": Case(
            named(lifecyclePolicyText=LIFECYCLE),
            ["lifecyclePolicyText"],
            InvalidParameter=named(lifecyclePolicyText=LIFECYCLE.replace("expire", "keep")),
            RepositoryNotFound={"repositoryName": NONE, "lifecyclePolicyText": LIFECYCLE},
        ),
        "PutRegistryPolicy": Case(
            {"policyText": REGISTRY_POLICY},
            ["policyText"],
            InvalidParameter={"policyText": "{"},
        ),
        "PutRegistryScanningConfiguration": Case(
            {"scanType": "BASIC", "rules": []},
            ["registryScanningConfiguration"],
            Validation={"scanType": "SOME"},
            InvalidParameter={
                "scanType": "BASIC",
                "rules": [{"scanFrequency": "CONTINUOUS_SCAN", "repositoryFilters": []}],
            },
        ),
        "PutReplicationConfiguration": Case(
            rules(IRELAND),
            ["replicationConfiguration"],
            InvalidParameter=rules({"region": "us-east-1", "registryId": ACCOUNT}),
        ),
        "PutSigningConfiguration": Case(
            signing(), ["signingConfiguration"], Validation={"signingConfiguration": {}}
        ),
        "RegisterPullTimeUpdateExclusion": Case(
            principal,
            ["principalArn", "createdAt"],
            Validation={"principalArn": "x"},
            ExclusionAlreadyExists=excluded,
        ),
        "SetRepositoryPolicy": Case(
            named(policyText=POLICY),
            ["policyText"],
            InvalidParameter=named(policyText="{"),
            RepositoryNotFound={"repositoryName": NONE, "policyText": POLICY},
        ),
        "StartImageScan": Case(
            tagged(),
            ["imageScanStatus"],
            UnsupportedImageType=index_scan,
            LimitExceeded=scanned,
            RepositoryNotFound=NOWHERE,
            ImageNotFound=missing(),
            Validation={**NOWHERE, **BAD},
            ImageArchived=archived,
        ),
        "StartLifecyclePolicyPreview": Case(
            with_lifecycle,
            ["status"],
            InvalidParameter=named(lifecyclePolicyText=LIFECYCLE.replace("expire", "keep")),
            RepositoryNotFound={"repositoryName": NONE},
            LifecyclePolicyNotFound=named(),

        ),
        "StartReplicationBackfill": Case(
            idle,
            ["replicationBackfillId", "destination", "status", "startedAt"],
            Validation={"destination": {}},
            InvalidParameter={"destination": {"region": "us-west-2", "registryId": ACCOUNT}},
            LimitExceeded=many,
            ReplicationBackfillInProgress=running,
        ),
        "StopReplicationBackfill": Case(
            backfill,
            ["replicationBackfillId", "status"],
            Validation={"replicationBackfillId": "x"},
            ReplicationBackfillNotFound=UNKNOWN,
            ReplicationBackfillInvalidStatus=stopped,
        ),
        "TagResource": Case(tag_arguments(private), **tag_errors(private)),
        "UntagResource": Case(
            lambda: {"resourceArn": private.arn(), "tagKeys": ["team"]},
            InvalidParameter={"resourceArn": "x", "tagKeys": []},
            RepositoryNotFound={"resourceArn": private.arn(NONE), "tagKeys": []},
        ),
        "UpdateImageStorageClass": Case(
            tagged(targetStorageClass="ARCHIVE"),
            ["imageStatus"],
            ImageNotFound=missing(targetStorageClass="ARCHIVE"),
            RepositoryNotFound={**NOWHERE, "targetStorageClass": "ARCHIVE"},
            InvalidParameter={**NOWHERE, "targetStorageClass": "SOME"},
            ImageStorageClassUpdateNotSupported=child,
        ),
        "UpdatePullThroughCacheRule": Case(
            hub_rule("hub-AbCdEf"),
            ["ecrRepositoryPrefix", "updatedAt"],
            InvalidParameter=lambda: made_rule(),
            PullThroughCacheRuleNotFound={"ecrRepositoryPrefix": "none", "credentialArn": SECRETS + "hub-AbCdEf"},
            SecretNotFound=hub_rule("none-AbCdEf"),
            UnableToAccessSecret=hub_rule("closed-AbCdEf"),
            UnableToDecryptSecretValue=hub_rule("sealed-AbCdEf"),
        ),
        "UpdateRepositoryCreationTemplate": Case(
            made_template,
            ["repositoryCreationTemplate"],
            Validation=lambda: {**made_template(), "appliedFor": ["NOTHING"]},
            InvalidParameter=lambda: {**made_template(), "repositoryPolicy": "{"},
            TemplateNotFound={"prefix": "none"},
        ),
        "UploadLayerPart": Case(
            lambda: part_arguments(private), ["uploadId", "lastByteReceived"], **part_errors(private)
        ),
        "ValidatePullThroughCacheRule": Case(
            made_rule,
            ["isValid"],
            Validation={"ecrRepositoryPrefix": "x"},
            PullThroughCacheRuleNotFound={"ecrRepositoryPrefix": "none"},
        ),
    },
    "ecr-public": {
        "BatchCheckLayerAvailability": Case(
            lambda: {"repositoryName": gallery.repository(), "layerDigests": [ABSENT]},
            ["failures"],
            RepositoryNotFound={"repositoryName": NONE, "layerDigests": [ABSENT]},
            InvalidParameter={"repositoryName": NONE, "layerDigests": []},
            RegistryNotFound={"repositoryName": NONE, "layerDigests": [ABSENT], **ALIAS},
        ),
        "BatchDeleteImage": Case(
            image_ids(gallery),
            ["imageIds", "failures"],
            RepositoryNotFound={"repositoryName": NONE, **NO_IMAGE},
            InvalidParameter={"repositoryName": NONE, "imageIds": []},
        ),
        "CompleteLayerUpload": Case(
            layer_arguments(gallery),
            ["layerDigest", "uploadId"],
            RegistryNotFound=lambda: {**layer_arguments(gallery)(), **ALIAS},
            **layer_errors(gallery),
        ),
        "CreateRepository": Case(
            lambda: {"repositoryName": f"made/{next(numbers)}"}, ["repository"], **create_errors(gallery)
        ),
        "DeleteRepository": Case(
            lambda: {"repositoryName": gallery.repository()},
            ["repository"],
            InvalidParameter={"repositoryName": NONE, **BAD},
            RepositoryNotFound={"repositoryName": NONE},
            RepositoryNotEmpty=lambda: {"repositoryName": gallery.pushed("v1")},
        ),
        "DeleteRepositoryPolicy": Case(
            with_policy(gallery, PUBLIC_POLICY),
            ["policyText"],
            InvalidParameter={"repositoryName": NONE, **BAD},
            RepositoryNotFound={"repositoryName": NONE},
            RepositoryPolicyNotFound=lambda: {"repositoryName": gallery.repository()},
        ),
        "DescribeImageTags": Case(
            lambda: {"repositoryName": gallery.pushed("v1")},
            ["imageTagDetails"],
            pages=(("imageTagDetails",), lambda: {"repositoryName": gallery.pushed("v1", "v2", "v3")}),
            InvalidParameter={"repositoryName": NONE, "maxResults": 0},
            RepositoryNotFound={"repositoryName": NONE},
        ),
        "DescribeImages": Case(
            lambda: {"repositoryName": gallery.pushed("v1")},
            ["imageDetails"],
            pages=(("imageDetails",), lambda: {"repositoryName": gallery.pushed("v1", "v2", "v3")}),
            InvalidParameter={"repositoryName": NONE, "maxResults": 0},
            RepositoryNotFound={"repositoryName": NONE},
            ImageNotFound=lambda: {"repositoryName": gallery.repository(), "imageIds": [{"imageTag": "none"}]},
        ),
        "DescribeRegistries": Case(
            {}, ["registries"], pages=(("registries",), {}), least=1, InvalidParameter={"maxResults": 0}
        ),
        "DescribeRepositories": Case(
            {},
            ["repositories"],
            pages=(("repositories",), three(gallery.repository)),
            InvalidParameter={"nextToken": "garbled"},
            RepositoryNotFound={"repositoryNames": [NONE]},
        ),
        "GetAuthorizationToken": Case({}, ["authorizationData"]),
        "GetRegistryCatalogData": Case({}, ["registryCatalogData"]),
        "GetRepositoryCatalogData": Case(
            lambda: {"repositoryName": catalogued()},
            ["catalogData"],
            InvalidParameter={"repositoryName": NONE, **BAD},
            RepositoryCatalogDataNotFound=lambda: {"repositoryName": gallery.repository()},
            RepositoryNotFound={"repositoryName": NONE},
        ),
        "GetRepositoryPolicy": Case(
            with_policy(gallery, PUBLIC_POLICY),
            ["policyText"],
            InvalidParameter={"repositoryName": NONE, **BAD},
            RepositoryNotFound={"repositoryName": NONE},
            RepositoryPolicyNotFound=lambda: {"repositoryName": gallery.repository()},
        ),
        "InitiateLayerUpload": Case(
            lambda: {"repositoryName": gallery.repository()},
            ["uploadId", "partSize"],
            InvalidParameter={"repositoryName": "NONE"},
            RegistryNotFound={"repositoryName": NONE, **ALIAS},
            RepositoryNotFound={"repositoryName": NONE},
        ),
        "ListTagsForResource": Case(
            lambda: {"resourceArn": gallery.arn()},
            ["tags"],
            InvalidParameter={"resourceArn": "x"},
            RepositoryNotFound={"resourceArn": gallery.arn(NONE)},
        ),
        "PutImage": Case(
            lambda: put_arguments(gallery),
            ["image"],
            RegistryNotFound=lambda: {**put_arguments(gallery), **ALIAS},
            **put_errors(gallery),
        ),
        "PutRegistryCatalogData": Case(
            {"displayName": "Drydock"},
            ["registryCatalogData"],
            InvalidParameter={"displayName": "x" * 101},
        ),
        "PutRepositoryCatalogData": Case(
            lambda: {"repositoryName": gallery.repository(), "catalogData": {"description": "a tool"}},
            ["catalogData"],
            InvalidParameter={"repositoryName": NONE},
            RepositoryNotFound={"repositoryName": NONE, "catalogData": {}},
        ),
        "SetRepositoryPolicy": Case(
            lambda: {"repositoryName": gallery.repository(), "policyText": PUBLIC_POLICY},
            ["policyText"],
            InvalidParameter=lambda: {"repositoryName": gallery.repository(), "policyText": "{"},
            RepositoryNotFound={"repositoryName": NONE, "policyText": PUBLIC_POLICY},
        ),
        "TagResource": Case(tag_arguments(gallery), **tag_errors(gallery)),
        "UntagResource": Case(
            lambda: {"resourceArn": gallery.arn(), "tagKeys": ["team"]},
            InvalidParameter={"resourceArn": "x", "tagKeys": []},
            RepositoryNotFound={"resourceArn": gallery.arn(NONE), "tagKeys": []},
        ),
        "UploadLayerPart": Case(
            lambda: part_arguments(gallery),
            ["uploadId", "lastByteReceived"],
            RegistryNotFound=lambda: {**part_arguments(gallery), **ALIAS},
            **part_errors(gallery),
        ),
    },
}


def layer_of(name):
    manifest = done(ecr, "BatchGetImage", repositoryName=name, imageIds=[{"imageTag": "v1"}])["images"][0]
    return {"repositoryName": name, "layerDigest": json.loads(manifest["imageManifest"])["layers"][0]["digest"]}


def lone_layer():
    name = private.repository()
    return {"repositoryName": name, "layerDigest": private.blob(name, b"of no image")}


def catalogued():
    made = {"repositoryName": gallery.repository(), "catalogData": {"description": "a tool"}}
    return repeated(gallery, "PutRepositoryCatalogData", made)["repositoryName"]


# Errors that do not occur, and why: of an operation, or of all that are not told above.
WITHOUT = {
    "ecr": {
        "Server": "only faults bring it about, which all operations have alike",
        "Kms": "there is no KMS that could refuse",
        "LimitExceeded": "the quota is far above what a test makes, or none is documented",
        "InvalidParameter": "what breaks the model is a ValidationException",
        "Validation": "what breaks the model is an InvalidParameterException, or nothing can break it",
        "BatchGetRepositoryScanningConfiguration RepositoryNotFound": "it is a failure among those of the answer",
        "GetDownloadUrlForLayer UnableToGetUpstreamLayer": "a pull through a cache fetches an image whole",
        "PutRegistryScanningConfiguration BlockedByOrganizationPolicy": "no kind of policy of organizations for it",
        "StartLifecyclePolicyPreview LifecyclePolicyPreviewInProgress": "a preview is complete when it is asked for",
        "UntagResource InvalidTagParameter": "a key that no tag has is not a mistake",
        "UntagResource TooManyTags": "taking tags away makes none",
    },
    "ecr-public": {
        "Server": "only faults bring it about, which all operations have alike",
        "UnsupportedCommand": "no command of the model is known to be refused so",
        "LimitExceeded": "the quota is far above what a test makes, or none is documented",
        "InvalidParameter": "nothing of the input can break the model",
        "PutImage ImageTagAlreadyExists": "tags of ECR Public are mutable",
        "UntagResource InvalidTagParameter": "a key that no tag has is not a mistake",
        "UntagResource TooManyTags": "taking tags away makes none",
    },
}


# Operations that AWS has brought out since the model of some installations of boto3.
NEWER = {
    "DescribeReplicationBackfillResults",
    "ListReplicationBackfills",
    "StartReplicationBackfill",
    "StopReplicationBackfill",
}


Check(ecr, CASES["ecr"], WITHOUT["ecr"], NEWER).run()
Check(public, CASES["ecr-public"], WITHOUT["ecr-public"]).run()
for operation, arguments in {
    "PutImageScanningConfiguration": {"repositoryName": "app", "imageScanningConfiguration": {}},
    "StartImageScan": {"repositoryName": "app", "imageId": {"imageTag": "v1"}},
}.items():
    _, code = call(enhanced, operation, arguments)
    if code != "ValidationException":
        problems.append(f"{operation} under enhanced scanning: {code}")
report()
