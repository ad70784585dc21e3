import AWSCore
import AWSProtocols
import Images
import Storage
import World

/// `resourceArn`: the repository whose tags a call is about (docs/aws/ecr-repositories.md, "Tags").
struct TaggedResource: Sendable {
    let arn: ARN
    let account: AccountID
    let region: Region
    let name: String

    /// - Throws: ``ECRError/invalidARN`` for anything but a repository's ARN.
    init(_ input: inout ECRInput) throws(ECRError) {
        let text = try input.requiredText("resourceArn", input.isPublic ? .length(1...2_048) : [], .askedWith)
        let prefix = "repository/"
        guard
            let arn = ARN(text), let account = AccountID(arn.account),
            let region = input.isPublic ? Self.publicRegistry(arn) : Self.region(arn),
            arn.partition == region.partition.name, arn.resource.hasPrefix(prefix)
        else { throw .invalidARN }
        name = String(arn.resource.dropFirst(prefix.count))
        guard Repository.isName(name) else { throw .invalidARN }
        self.arn = arn
        self.account = account
        self.region = region
    }

    private static func region(_ arn: ARN) -> Region? { arn.service == "ecr" ? Region(arn.region) : nil }

    private static func publicRegistry(_ arn: ARN) -> Region? {
        arn.service == ECRPublic.signingName && arn.region.isEmpty ? .publicRegistry : nil
    }

    var resource: AccessedResource { .repository(name, account, region) }

    var notFound: ECRError { ECRError(.repositoryNotFound(RepositoryID(account: account, region: region, name: name))) }

    /// - Throws: that there is no such repository, also for a repository of another region than the call's.
    func repository(_ call: ECRCall) throws(ECRError) -> Repository {
        guard region == call.region, let repository = call.world.repository(account, region, name) else {
            throw notFound
        }
        return repository
    }

    /// Changes the repository.
    ///
    /// - Throws: as ``repository(_:)``, and what `body` throws.
    func update(_ call: ECRCall, _ body: (inout Repository) throws -> Void) async throws(ECRError) {
        guard region == call.region else { throw notFound }
        let updated = try await call.change { world in try world.updateRepository(account, region, name, body) }
        guard updated != nil else { throw notFound }
    }
}
