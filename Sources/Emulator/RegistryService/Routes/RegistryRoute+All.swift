extension RegistryRoute {
    /// Every route (docs/aws/registry.md, "Routes"). Of two that fit, the one with more words stands first.
    package static let all: [RegistryRoute] = [
        RegistryRoute(
            "checkVersion",
            "GET",
            "HEAD",
            at: "/v2/",
            event: "RegistryVersionCheck",
            permission: .notNeeded(because: "a token is enough to log in, at every account's registry"),
            recorded: .nothing,
            answer: .same(CheckVersion.answer)
        ),
        RegistryRoute(
            "listRepositories",
            "GET",
            at: "/v2/_catalog",
            event: "DescribeRepositories",
            permission: .actions([.always("ecr:DescribeRepositories")]),
            recorded: .repository,
            answer: .different(ecr: ListRepositories.pageOfECR, oci: ListRepositories.page)
        ),
        RegistryRoute(
            "listTags",
            "GET",
            at: "/v2/{name}/tags/list",
            event: "ListImages",
            permission: .actions([.always("ecr:ListImages")]),
            recorded: .repository,
            answer: .different(ecr: ListTags.byPush, oci: ListTags.byName)
        ),
        RegistryRoute(
            "readManifest",
            "GET",
            "HEAD",
            at: "/v2/{name}/manifests/{reference}",
            event: "BatchGetImage",
            permission: .actions([
                .always("ecr:BatchGetImage"),
                .toCreateCache("ecr:CreateRepository"),
                .toImport("ecr:BatchImportUpstreamImage"),
            ]),
            recorded: .imageIDs,
            answer: .same(ReadManifest.answer)
        ),
        RegistryRoute(
            "writeManifest",
            "PUT",
            at: "/v2/{name}/manifests/{reference}",
            event: "PutImage",
            permission: .actions([.always("ecr:PutImage")]),
            recorded: .image,
            answer: .same(WriteManifest.answer)
        ),
        RegistryRoute(
            "deleteManifest",
            "DELETE",
            at: "/v2/{name}/manifests/{reference}",
            event: "BatchDeleteImage",
            permission: .actions([.always("ecr:BatchDeleteImage")]),
            recorded: .imageIDs,
            answer: .same(DeleteManifest.answer)
        ),
        RegistryRoute(
            "listReferrers",
            "GET",
            at: "/v2/{name}/referrers/{digest}",
            event: "ListImageReferrers",
            permission: .actions([
                .always("ecr:BatchGetImage"), .toImportReferrers("ecr:BatchImportUpstreamImage"),
            ]),
            recorded: .subject,
            answer: .same(ListReferrers.answer)
        ),
        RegistryRoute(
            "startUpload",
            "POST",
            at: "/v2/{name}/blobs/uploads/",
            event: "InitiateLayerUpload",
            permission: .actions([
                .always("ecr:InitiateLayerUpload"),
                .onMountSource("ecr:GetDownloadUrlForLayer"),
                .toCreateRepository("ecr:CreateRepository"),
                .withWholeBlob("ecr:UploadLayerPart"),
                .withWholeBlob("ecr:CompleteLayerUpload"),
            ]),
            streamsBody: true,
            recorded: .repository,
            answer: .different(ecr: StartUpload.begin, oci: StartUpload.beginOrTakeWhole)
        ),
        RegistryRoute(
            "sendPart",
            "PATCH",
            at: "/v2/{name}/blobs/uploads/{upload}",
            event: "UploadLayerPart",
            permission: .actions([.always("ecr:UploadLayerPart")]),
            streamsBody: true,
            recorded: .uploadID,
            answer: .different(ecr: SendPart.created, oci: SendPart.accepted)
        ),
        RegistryRoute(
            "endUpload",
            "PUT",
            at: "/v2/{name}/blobs/uploads/{upload}",
            event: "CompleteLayerUpload",
            permission: .actions([.always("ecr:CompleteLayerUpload"), .withBody("ecr:UploadLayerPart")]),
            streamsBody: true,
            recorded: .uploadID,
            answer: .same(EndUpload.answer)
        ),
        RegistryRoute(
            "readUpload",
            "GET",
            at: "/v2/{name}/blobs/uploads/{upload}",
            event: "UploadLayerPart",
            permission: .actions([.always("ecr:UploadLayerPart")]),
            recorded: .uploadID,
            answer: .same(ReadUpload.answer)
        ),
        RegistryRoute(
            "cancelUpload",
            "DELETE",
            at: "/v2/{name}/blobs/uploads/{upload}",
            event: "UploadLayerPart",
            permission: .actions([.always("ecr:UploadLayerPart")]),
            recorded: .uploadID,
            answer: .same(CancelUpload.answer)
        ),
        RegistryRoute(
            "checkBlob",
            "HEAD",
            at: "/v2/{name}/blobs/{digest}",
            event: "BatchCheckLayerAvailability",
            permission: .actions([.always("ecr:BatchCheckLayerAvailability")]),
            recorded: .layerDigests,
            answer: .same(CheckBlob.answer)
        ),
        RegistryRoute(
            "readBlob",
            "GET",
            at: "/v2/{name}/blobs/{digest}",
            event: "GetDownloadUrlForLayer",
            permission: .actions([.always("ecr:GetDownloadUrlForLayer")]),
            recorded: .layerDigest,
            answer: .different(ecr: ReadBlob.redirection, oci: ReadBlob.content)
        ),
        RegistryRoute(
            "deleteBlob",
            "DELETE",
            at: "/v2/{name}/blobs/{digest}",
            event: "RegistryRoute",
            // ECR has no such call; in the OCI dialect it takes what deleting an image takes.
            permission: .actions([.always("ecr:BatchDeleteImage")]),
            recorded: .layerDigest,
            answer: .only(.oci, DeleteBlob.answer)
        ),
        .unknown,
    ]

    /// Any other method or path below `/v2/`.
    static let unknown = RegistryRoute(
        "unknown",
        at: nil,
        event: "RegistryRoute",
        permission: .notNeeded(because: "there is nothing there, whoever asks"),
        recorded: .nothing,
        answer: .same { (_) throws(RegistryError) in throw .unsupportedOperation }
    )
}
