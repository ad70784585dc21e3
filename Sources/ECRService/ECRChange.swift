import Storage
import World

extension ECRCall {
    /// Changes the world. What the body refuses with ECR's error is that error, a policy that names someone who does not
    /// exist is ``ECRError/principalNotFound``, and what could not be kept is ECR's own failure. None has changed
    /// anything.
    func change<Result>(_ body: (WorldStore) throws -> Result) throws(ECRError) -> Result {
        do {
            return try body(world)
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
    /// Changes what the storage holds, or looks into it. ECR's own errors are thrown as they are; what could not be kept
    /// or read is ECR's own failure.
    func stored<Result>(_ body: (RegistryStore) async throws -> Result) async throws(ECRError) -> Result {
        do {
            return try await body(store)
        } catch let error as ECRError {
            throw error
        } catch {
            throw .server("The registry's storage failed: \(error)")
        }
    }

    /// An upload under way.
    ///
    /// - Throws: ``ECRError/uploadNotFound(_:in:_:)``.
    func upload(_ id: String, in repository: Repository) async throws(ECRError) -> Upload {
        guard let upload = try await stored({ try $0.upload(id, in: repository.id, at: now) }) else {
            throw .uploadNotFound(id, in: repository.name, repository.account)
        }
        return upload
    }

    /// What is asked right before a change is made: a repository that was deleted meanwhile is not written to.
    func admission(to repository: Repository) -> @Sendable () throws -> Void {
        let world = world
        return {
            guard world.repository(repository.account, repository.region, repository.name) != nil else {
                throw ECRError.repositoryNotFound(repository.name, in: repository.account)
            }
        }
    }
}

extension RepositoryReference {
    /// Changes settings, tags or policy of the repository.
    ///
    /// - Returns: the repository as it is now.
    /// - Throws: ``ECRError/repositoryNotFound(_:in:)`` and what `body` throws.
    @discardableResult
    func update(_ call: ECRCall, _ body: (inout Repository) throws -> Void) throws(ECRError) -> Repository {
        let account = account(call)
        let updated = try call.change { world in try world.updateRepository(account, call.region, name, body) }
        guard let updated else { throw notFound(call) }
        return updated
    }
}
