import AWSProtocols
import Images
import Storage
import World

extension ECRCall {
    /// Changes the world. What the body refuses with ECR's error is that error, a policy that names someone who does not
    /// exist is ``ECRError/principalNotFound``, and what could not be kept is ECR's own failure. None has changed
    /// anything.
    func change<Result>(_ body: (WorldStore) throws -> Result) async throws(ECRError) -> Result {
        do {
            return try await world.keeping { try body(world) }
        } catch let error as ECRError {
            throw error
        } catch WorldStoreError.principalNotFound {
            throw .principalNotFound
        } catch {
            throw .server("The change could not be kept: \(error)")
        }
    }
}

extension ECRCall {
    /// Changes what the storage holds, or looks into it. What is refused is ECR's error; what could not be kept
    /// or read is ECR's own failure.
    func stored<Result>(_ body: (RegistryStore) async throws -> Result) async throws(ECRError) -> Result {
        do {
            return try await body(store)
        } catch let error as ECRError {
            throw error
        } catch let error as ImagesError {
            throw ECRError(error)
        } catch {
            throw .server("The registry's storage failed: \(error)")
        }
    }

    /// An upload under way.
    ///
    /// - Throws: ECR's error where there is none.
    func upload(_ id: String, in repository: Repository) async throws(ECRError) -> Upload {
        try await stored { try $0.knownUpload(id, in: repository.id, at: now) }
    }

    /// What is asked right before a change is made: a repository that was deleted meanwhile is not written to.
    func admission(to repository: Repository) -> @Sendable () throws -> Void { repository.admission(in: world) }
}

extension RepositoryReference {
    /// Changes settings, tags or policy of the repository.
    ///
    /// - Returns: the repository as it is now.
    /// - Throws: ``notFound(_:)`` and what `body` throws.
    @discardableResult
    func update(_ call: ECRCall, _ body: (inout Repository) throws -> Void) async throws(ECRError) -> Repository {
        let account = account(call)
        let updated = try await call.change { world in try world.updateRepository(account, call.region, name, body) }
        guard let updated else { throw notFound(call) }
        return updated
    }
}
