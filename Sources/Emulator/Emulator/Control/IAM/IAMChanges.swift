/// All changes that there are.
package enum IAMChanges {
    static let all: [any IAMChange.Type] = [
        PutUser.self, DeleteUser.self, PutGroup.self, DeleteGroup.self, Join.self, Leave.self, PutRole.self,
        DeleteRole.self, PutTrustPolicy.self, PutAccessKey.self, DeleteAccessKey.self, PutMultiFactorDevice.self,
        DeleteMultiFactorDevice.self, PutInlinePolicy.self, DeleteInlinePolicy.self, PutManagedPolicy.self,
        DeleteManagedPolicy.self, AttachPolicy.self, DetachPolicy.self, PutBoundary.self, DeleteBoundary.self,
        PutOrganizationPolicy.self, DeleteOrganizationPolicy.self, PutRepositoryPolicy.self,
        DeleteRepositoryPolicy.self, PutRegistryPolicy.self, DeleteRegistryPolicy.self, Tag.self, Untag.self,
    ]
}
