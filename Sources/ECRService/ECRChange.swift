import World

extension ECRCall {
    /// Changes the world. What could not be kept is ECR's own failure, and has changed nothing.
    func change<Result>(_ body: (WorldStore) throws -> Result) throws(ECRError) -> Result {
        do {
            return try body(world)
        } catch {
            throw .server("The change could not be kept: \(error)")
        }
    }
}
