package import AWSProtocols
import Images

/// An error of the registry. All that ECR's registry says when it refuses stands here (docs/aws/registry.md, "Errors"),
/// but what the API says as well, which is ``ImagesError``'s.
package struct RegistryError: ServiceError {
    package let answer: ErrorAnswer

    package init(_ answer: ErrorAnswer) { self.answer = answer }

    /// No credentials. It has a body of plain text and names the realm.
    package static let notAuthorized = RegistryError("UNAUTHORIZED", "Not Authorized", status: 401)

    /// A password that ECR did not make for this region, or another user name than `AWS`.
    package static let invalidToken = RegistryError("DENIED", "Your Authorization Token is invalid.", status: 400)

    package static let unknownCaller = invalidToken

    /// A token that is older than twelve hours, or was ended.
    package static let expiredToken = RegistryError(
        "DENIED",
        "Your authorization token has expired. Reauthenticate and try again.",
        status: 403
    )

    /// The registry of ECR Public, to whoever has no token (docs/aws/ecr-public.md, "The registry").
    package static let publicNotAuthorized = RegistryError("DENIED", "Not Authorized", status: 401)

    /// The registry of ECR Public, to whoever pushes with an anonymous token (inferred).
    package static let anonymousPush = RegistryError("DENIED", "Not Authorized", status: 403)

    /// As ``expiredToken``, at the registry of ECR Public.
    package static let expiredBearerToken = RegistryError(
        "DENIED",
        "Your authorization token has expired. Reauthenticate and try again.",
        status: 400
    )

    /// A name below `public.ecr.aws` that no repository has. There a registry's ID is its alias.
    package static func publicRepositoryNotFound(_ name: String, alias: String) -> RegistryError {
        RegistryError(
            "NAME_UNKNOWN",
            "The repository with name '\(name)' does not exist in the registry with id '\(alias)'",
            status: 404
        )
    }

    package static func accessDenied(_ sentence: String) -> RegistryError {
        RegistryError("DENIED", sentence, status: 403)
    }

    /// The repository's name breaks a rule, which `constraint` tells in ECR's words.
    package static func invalidName(_ constraint: String) -> RegistryError {
        RegistryError("NAME_INVALID", constraint, status: 400)
    }

    /// Blobs cannot be deleted, and what is not a route cannot be called.
    package static let unsupportedOperation = RegistryError(
        "UNSUPPORTED",
        "The operation is unsupported.",
        status: 405
    )

    /// The digest in the path or the query is malformed.
    package static let invalidDigest = RegistryError(
        "DIGEST_INVALID",
        ImagesError.invalidForm("digest", pattern: ImageNames.digestPattern).sentence,
        status: 400
    )

    /// A tag that breaks the pattern where a manifest is read: an answer without a body.
    package static let unreadableReference = RegistryError("TAG_INVALID", "", status: 400)

    /// A tag or digest that no image has.
    package static let unknownManifest = RegistryError(
        "MANIFEST_UNKNOWN",
        "Requested image not found",
        status: 404
    )

    /// A manifest that is to be deleted is part of an index.
    package static func referencedManifest(by indexes: [String]) -> RegistryError {
        RegistryError(
            "UNSUPPORTED",
            "Requested image referenced by manifest list: [\(indexes.joined(separator: ", "))]",
            status: 405
        )
    }

    /// The OCI dialect's: what is wrong with a manifest.
    package static func invalidManifest(_ reason: String) -> RegistryError {
        RegistryError("MANIFEST_INVALID", reason, status: 400)
    }

    /// The OCI dialect's: content that has another digest than it was sent with.
    package static func digestDiffers(_ given: String, calculated: String) -> RegistryError {
        RegistryError("DIGEST_INVALID", "the content's digest is \(calculated), not \(given)", status: 400)
    }

    /// A chunk whose `Content-Range` and length do not go together.
    package static let invalidRange = RegistryError(
        "BLOB_UPLOAD_INVALID",
        "Content-Range must be FIRST-LAST and fit the length of the chunk",
        status: 416
    )

    /// Whatever was sent of a body that did not come in full is dealt with; nobody is there to read this.
    package static let interrupted = RegistryError(
        "BLOB_UPLOAD_INVALID",
        "The request's body did not come in full",
        status: 400
    )

    /// A page of a size that there is not.
    package static let invalidPageSize = RegistryError(
        "PAGINATION_NUMBER_INVALID",
        "n must be a whole number from 0 up",
        status: 400
    )

    /// What was sent is too large to be read.
    package static func bodyTooLarge(_ sentence: String) -> RegistryError {
        RegistryError("SIZE_INVALID", sentence, status: 413)
    }

    package static let throttled = RegistryError("TOOMANYREQUESTS", "Rate exceeded", status: 429)

    package static let failed = server("unknown error")

    package static func server(_ reason: String) -> RegistryError {
        RegistryError("UNKNOWN", reason, status: 500)
    }

    /// The compact JSON of the registry's errors, with the newline that ends it.
    package var body: String {
        #"{"errors":[{"code":"\#(code)","message":"\#(Self.escaped(message))"}]}"# + "\n"
    }

    private static func escaped(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": escaped += "\\" + String(scalar)
            case _ where scalar.value < 0x20:
                let digits = String(scalar.value, radix: 16)
                escaped += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}
