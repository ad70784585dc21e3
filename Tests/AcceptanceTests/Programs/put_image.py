"""Puts an image of one layer with the ECR API alone: put_image.py REPOSITORY TAG. Prints the image's digest."""

import hashlib
import io
import json
import sys
import tarfile

import boto3


def main(repository, tag):
    ecr = boto3.client("ecr")

    def upload(content):
        digest = "sha256:" + hashlib.sha256(content).hexdigest()
        upload_id = ecr.initiate_layer_upload(repositoryName=repository)["uploadId"]
        ecr.upload_layer_part(
            repositoryName=repository,
            uploadId=upload_id,
            partFirstByte=0,
            partLastByte=len(content) - 1,
            layerPartBlob=content,
        )
        ecr.complete_layer_upload(repositoryName=repository, uploadId=upload_id, layerDigests=[digest])
        return digest

    archive = io.BytesIO()
    with tarfile.open(fileobj=archive, mode="w") as tar:
        file = tarfile.TarInfo("hello")
        file.size = 5
        tar.addfile(file, io.BytesIO(b"hello"))
    layer = archive.getvalue()
    layer_digest = upload(layer)
    config = json.dumps(
        {
            "architecture": "amd64",
            "os": "linux",
            "config": {},
            "rootfs": {"type": "layers", "diff_ids": [layer_digest]},
        }
    ).encode()
    config_digest = upload(config)
    checked = ecr.batch_check_layer_availability(repositoryName=repository, layerDigests=[layer_digest])
    assert [item["layerAvailability"] for item in checked["layers"]] == ["AVAILABLE"], checked
    media_type = "application/vnd.oci.image.manifest.v1+json"
    manifest = {
        "schemaVersion": 2,
        "mediaType": media_type,
        "config": {
            "mediaType": "application/vnd.oci.image.config.v1+json",
            "digest": config_digest,
            "size": len(config),
        },
        "layers": [
            {
                "mediaType": "application/vnd.oci.image.layer.v1.tar",
                "digest": layer_digest,
                "size": len(layer),
            }
        ],
    }
    put = ecr.put_image(repositoryName=repository, imageManifest=json.dumps(manifest), imageTag=tag)
    print(put["image"]["imageId"]["imageDigest"])


main(*sys.argv[1:])
